"""The Parquet lake, the SQL models and the published DuckDB file: everything that is kept, and how it gets there."""
