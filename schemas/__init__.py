"""The tables of the warehouse, each declared once as a pandera model, and the catalogue of reviewed reference files."""
