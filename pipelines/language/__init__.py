"""Vietnamese itself: numbers, hedges, periods, places, sentences. Text in, values out; no I/O, no catalogue."""
