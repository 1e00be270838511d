"""Workbooks: a template for one form, and reading what comes back, whoever sent it."""
