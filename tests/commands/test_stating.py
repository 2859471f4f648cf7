"""`statement`: the same figures as `aging`, on the screen, as data, and in a file."""

import json
import subprocess
import sys

import pytest

from .conftest import Shell


@pytest.fixture
def owing(run: Shell) -> Shell:
    """Dana, who owes 1,000.00 since 1 May and paid 400.00 of it on the tenth."""
    assert run("add", "Dana Alvarez", "--address", "4 Elm Street, Łódź").status == 0
    assert (
        run(
            "invoice", "Dana", "--number", "1041", "--amount", "1000", "--due", "2026-05-01", "--issued", "2026-04-01"
        ).status
        == 0
    )
    _pay(run)
    return run


def _pay(run: Shell) -> None:
    """Book the payment by the service: the command for it is another matter."""
    from datetime import UTC, datetime

    from desks import opened

    from collector_tui.services.clock import Clock

    services = opened(run.book, Clock(datetime(2026, 11, 20, 15, tzinfo=UTC)))
    services.paying.pay(1, "400", "a-form", on="2026-05-10", invoices=["1041"], reference="8841")
    services.close()


def test_it_is_printed_as_text(owing: Shell) -> None:
    ran = owing("statement", "Dana", "--as-of", "2026-05-31")
    assert ran.status == 0, ran.err
    assert "$600.00 is owed on 31 May 2026; of this $600.00 is past due." in ran.out
    assert "- 400.00 to invoice 1041" in ran.out
    assert max(map(len, ran.out.splitlines())) == 80


def test_the_data_ties_to_the_aging(owing: Shell) -> None:
    for day, balance in (("2026-05-31", 60_000), ("2026-05-09", 100_000), ("2026-03-01", 0)):
        made = owing.json("statement", "Dana", "--as-of", day)
        aging = owing.json("aging", "--as-of", day)["currencies"]["USD"]
        assert {name: made[name] for name in aging} == aging
        assert made["balance_cents"] == made["outstanding_cents"] == balance
    made = owing.json("statement", "Dana", "--as-of", "2026-05-31")
    assert (made["account_id"], made["account"], made["currency"], made["as_of"]) == (
        1,
        "Dana Alvarez",
        "USD",
        "2026-05-31",
    )
    (item,) = made["open_items"]
    assert (item["number"], item["days_past_due"], item["bucket"], item["disputed"]) == ("1041", 30, "1-30", False)
    assert [entry["balance_cents"] for entry in made["entries"]] == [100_000, 60_000]
    assert made["entries"][1]["allocations"][0]["amount_cents"] == 40_000


def test_it_can_begin_on_a_day(owing: Shell) -> None:
    made = owing.json("statement", "Dana", "--from", "2026-05-02", "--as-of", "2026-05-31")
    assert (made["opening_balance_cents"], made["from"], len(made["entries"])) == (100_000, "2026-05-02", 1)


def test_a_file_is_made_by_its_ending_and_not_written_over(owing: Shell) -> None:
    for name in ("dana.pdf", "dana.json", "dana.txt"):
        target = owing.home / name
        ran = owing("statement", "Dana", "-o", target)
        assert (ran.status, ran.out) == (0, f"{target}\n"), ran.err
        again = owing("statement", "Dana", "-o", target)
        assert (again.status, again.out) == (1, "")
        assert "is there already" in again.err
        assert owing("statement", "Dana", "-o", target, "--force").status == 0
    assert (owing.home / "dana.pdf").read_bytes().startswith(b"%PDF")
    data = owing.json("statement", "Dana", "-o", owing.home / "other.json")
    assert data.pop("file") == str(owing.home / "other.json")
    assert json.loads((owing.home / "other.json").read_bytes()) == data


def test_the_pdf_of_a_day_is_the_same_whenever_it_is_made(owing: Shell) -> None:
    made = []
    for clock in ("2026-11-20T10:00", "2026-12-24T23:00"):
        owing.set_clock(clock)
        assert owing("statement", "Dana", "--as-of", "2026-11-20", "-o", owing.home / f"{clock[:10]}.pdf").status == 0
        made.append((owing.home / f"{clock[:10]}.pdf").read_bytes())
    assert made[0] == made[1]


def test_what_is_not_right_is_refused_in_a_sentence(owing: Shell) -> None:
    for arguments, says in (
        (["--as-of", "2027-01-01"], "lies ahead"),
        (["--from", "2026-06-01", "--as-of", "2026-05-31"], "The statement would begin on 1 Jun 2026"),
        (["-o", owing.home / "no" / "a.txt"], "cannot be written"),
        (["-o", owing.book, "--force"], "belongs to the book itself"),
    ):
        ran = owing("statement", "Dana", *arguments)
        assert (ran.status, ran.out) == (1, "")
        assert says in ran.err
    assert owing("statement", "Nobody").status == 1
    assert owing("statement", "Dana", "--as-of", "yesterday").status == 2
    assert owing("check").status == 0


def test_it_can_be_made_from_a_book_that_is_only_read(owing: Shell) -> None:
    assert owing("--read-only", "statement", "Dana", "-o", owing.home / "a.pdf").status == 0


def test_the_press_is_loaded_only_for_a_pdf() -> None:
    program = (
        "import sys; from collector_tui.commands.table import COMMANDS; import collector_tui.__main__, "
        "collector_tui.services.stating; assert not [name for name in sys.modules if 'reportlab' in name]"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
