"""What tests of gateways may ask for: a thread in which servers run, and certificates for them."""

from collections.abc import Iterator

import pytest
from mailservers import Certificates, Harbour


@pytest.fixture(scope="session")
def harbour() -> Iterator[Harbour]:
    """Where mail servers run while the tests do."""
    opened = Harbour()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def certificates() -> Certificates:
    """The certificate of this machine, and a client that trusts it."""
    return Certificates("127.0.0.1")
