"""What all tests may ask for: a clock that is moved by hand, a carrier, and a whole office over a real book."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import THURSDAY, HandCarrier, opened
from hypothesis import HealthCheck, settings
from mailservers import Certificates, Harbour

from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import Office
from collector_tui.timezones import use_shipped_zones

use_shipped_zones()
settings.register_profile("desk", deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
settings.load_profile("desk")


@pytest.fixture
def clock() -> SetClock:
    """Thursday 19 November 2026, ten in the morning in New York."""
    return SetClock(THURSDAY)


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    """Where the book of a test lies."""
    return tmp_path / "books" / "collector.db"


@pytest.fixture
def carrier() -> HandCarrier:
    """A carrier that takes everything, counts it, and answers as it is told."""
    return HandCarrier()


@pytest.fixture
def collecting(book_path: Path, clock: SetClock, carrier: HandCarrier) -> Iterator[Collecting]:
    """All services over a new, empty book."""
    services = opened(book_path, clock, carrier)
    yield services
    services.close()


@pytest.fixture
def office(collecting: Collecting) -> Office:
    """The office of those services."""
    return collecting.office


@pytest.fixture(scope="session")
def harbour() -> Iterator[Harbour]:
    """Where mail servers run while the tests do."""
    made = Harbour()
    yield made
    made.close()


@pytest.fixture(scope="session")
def certificates() -> Certificates:
    """The certificate of this machine, and a client that trusts it."""
    return Certificates("127.0.0.1")


@pytest.fixture(scope="module", autouse=True)
def nothing_left_open() -> Iterator[None]:
    """Books that a module's tests left open are closed with it: a long run must not come to the end of its descriptors."""
    yield
    gc.collect()
