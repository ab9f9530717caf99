"""Vietnamese itself: numbers, units, hedges, periods, places, comparisons. Text in, values out; no I/O, no catalogue."""
