"""Accounting exports: pure functions from the bytes of a file to the documents it states."""

from collector_tui.importers.reading import read

__all__ = ["read"]
