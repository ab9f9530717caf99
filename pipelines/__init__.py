"""Niên giám: from Vietnamese articles and reports to a yearly indicator warehouse of districts."""
