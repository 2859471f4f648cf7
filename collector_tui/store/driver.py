"""The SQLite library: the same one Peewee takes, so that no book is ever opened with two of them."""

import importlib
from typing import Any


def _library() -> Any:
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:  # where it is not packaged, Python's own
        return importlib.import_module("sqlite3")


sqlite3: Any = _library()
