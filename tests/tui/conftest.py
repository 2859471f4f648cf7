"""A desk over a real book, driven by keys."""

from pathlib import Path

import pytest
from sitting import make_desk

from collector_tui.services.collecting import Collecting


@pytest.fixture
def desk(tmp_path: Path) -> Collecting:
    """An empty book with a simulated carrier."""
    return make_desk(tmp_path / "book.db")
