"""Collector: a full-screen terminal desk for collecting overdue invoices."""

__version__ = "0.1.0"
