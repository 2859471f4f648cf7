"""Every example in a docstring of the domain is true."""

import doctest
import importlib
import pkgutil

import pytest

import collector_tui.domain

MODULES = [module.name for module in pkgutil.iter_modules(collector_tui.domain.__path__)]
WITH_EXAMPLES = {
    "aging", "letter", "mailbox", "money", "moment", "numbering", "optout", "outbox", "phone", "place", "queue", "sms", "text", "when",
    "addressing", "fitting",
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    result = doctest.testmod(importlib.import_module(f"collector_tui.domain.{name}"))
    assert result.failed == 0
    assert result.attempted > 0 or name not in WITH_EXAMPLES
