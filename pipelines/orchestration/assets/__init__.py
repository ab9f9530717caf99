"""The assets, a module per layer: each body calls what makes the rows, stores them and says what was stored."""
