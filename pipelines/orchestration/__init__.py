"""All that Dagster sees: assets, jobs, schedules, and what moves tables between the rooms below and the lake.

How a document is read, what it states and how a file is published is decided below; here is when, for which partitions
and of which documents.
"""
