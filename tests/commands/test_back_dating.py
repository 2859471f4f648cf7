"""The aging of a past day: what was printed then, unless something was put into the past since, and then it says so."""

import pytest

from .conftest import Shell
from .tills import ONE, Till


@pytest.fixture
def acme(run: Shell) -> Till:
    """Acme, which owes 1,000.00 since 1 May 2025, on 2 May."""
    till = Till(run)
    till.on("2025-05-02")
    till.account("Acme", ONE, facts=("--phone", "212-555-0101"))
    return till


def test_the_aging_of_a_past_day_is_byte_for_byte_what_was_printed_then(acme: Till) -> None:
    acme.on("2025-05-31")
    asked = (("aging",), ("aging", "--json"), ("aging", "--by", "account", "--json"))
    printed = [acme.text(*line).out for line in asked]
    assert acme("aging")["back_dated"] == []
    acme.on("2025-06-12")
    acme("pay", "Acme", "--amount", "100")
    acme.account("Other", ("1", "50", "2025-06-05"))
    as_of = ("--as-of", "2025-05-31")
    assert [acme.text(*line, *as_of).out for line in asked] == printed
    back = acme("pay", "Acme", "--amount", "400", "--on", "20 may", "--reference", "4711")
    now = acme.text("aging", *as_of).out
    assert now != printed[0]
    said = "since then: payment 4711 of Acme, 400.00 less owed, of 20 May 2025, entered on 12 Jun 2025"
    assert now.splitlines()[3:] == [said]
    assert acme("aging", *as_of)["back_dated"] == [
        {
            "account": "Acme",
            "currency": "USD",
            "kind": "payment",
            "number": "4711",
            "effective_on": "2025-05-20",
            "recorded_on": "2025-06-12",
            "amount_cents": -40000,
            "entry_id": back["payment_id"],
            "file": None,
            "entries": 1,
        }
    ]
    assert acme.aged(*as_of)["outstanding_cents"] == 60000
    acme("undo")
    assert [acme.text(*line, *as_of).out for line in asked] == printed


def test_an_import_into_a_past_month_is_told_in_one_line(acme: Till) -> None:
    acme.on("2025-06-12")
    rows = "".join(f"Firm {n},{n},2025-05-{n:02},2025-05-{n:02},10.00\n" for n in range(1, 24))
    file = acme.run.file("open.csv", "Customer,Invoice #,Invoice Date,Due Date,Amount\n" + rows)
    assert acme.run("import", file).status == 0
    lines = acme.text("aging", "--as-of", "2025-05-31").out.splitlines()
    assert lines[3:] == ["since then: 23 entries of open.csv, imported on 12 Jun 2025"]
    (told,) = acme("aging", "--as-of", "2025-05-31")["back_dated"]
    assert (told["file"], told["entries"], told["entry_id"], told["amount_cents"]) == ("open.csv", 23, None, 23000)


def test_many_back_dated_entries_are_counted_after_the_first_ten(acme: Till) -> None:
    acme.on("2025-06-12")
    for cents in range(1, 13):
        assert acme.run("pay", "Acme", "--amount", f"{cents}.00", "--on", "2025-05-20").status == 0
    lines = acme.text("aging", "--as-of", "2025-05-31").out.splitlines()[3:]
    assert len(lines) == 11
    assert lines[-1].startswith("and 2 more")
    assert len(acme("aging", "--as-of", "2025-05-31")["back_dated"]) == 12


def test_a_dispute_that_is_undone_later_is_told_under_the_aging_of_its_day(acme: Till) -> None:
    acme("dispute", "Acme", "--invoice", "77", "--reason", "short", "--until", "2025-06-30")
    acme.on("2025-05-20")
    as_of = ("--as-of", "2025-05-10")
    assert (acme.aged(*as_of)["disputed_cents"], acme("aging", *as_of)["back_dated"]) == (100000, [])
    acme("undo")
    assert acme.aged(*as_of)["disputed_cents"] == 0
    said = "since then: undone dispute of Acme, of 2 May 2025, entered on 20 May 2025"
    assert acme.text("aging", *as_of).out.splitlines()[3:] == [said]
