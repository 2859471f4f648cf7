"""`promise`, `arrange`, `hold`, `release`, `dispute`: what is agreed, what it keeps waiting, and what becomes of it."""

import pytest

from .conftest import Shell
from .tills import Till


@pytest.fixture
def till(run: Shell) -> Till:
    return Till(run, tolerance=2)


@pytest.fixture
def acme(till: Till) -> Till:
    """Acme, which owes 2,000.00 since 20 February 2025, on 3 March."""
    till.on("2025-03-03")
    till.account("Acme", ("1", "2000", "2025-02-20"), facts=("--phone", "212-555-0101"))
    return till


def test_a_promise_that_is_partly_kept(acme: Till) -> None:
    step = acme("show", "Acme")["ladder"]
    made = acme("promise", "Acme", "--amount", "1,500", "--by", "2025-03-14", "--note", "on the phone")
    assert (made["amount_cents"], made["by"], made["level"], made["state"]) == (150000, "2025-03-14", 1, "open")
    assert (made["in_queue"], made["why"].replace(".00", "")) == (False, "promised 1,500 by 2025-03-14")
    acme.on("2025-03-13")
    acme("pay", "Acme", "--amount", "900")
    (promise,) = acme("show", "Acme")["promises"]
    assert (promise["paid_cents"], promise["amount_cents"], promise["state"]) == (90000, 150000, "open")
    acme.on("2025-03-16")
    assert acme("show", "Acme")["promises"][0]["state"] == "open"
    acme.on("2025-03-17")
    shown = acme("show", "Acme")
    assert shown["promises"][0]["state"] == "partly kept"
    (row,) = acme("queue")
    assert row["reason_code"] == "promise_broken"
    assert row["reason"].replace(".00", "") == "promise of 1,500 partly kept, 900 paid"
    assert shown["ladder"] == step
    again = acme("promise", "Acme", "--amount", "600", "--by", "2025-04-04")
    assert again["level"] == 2
    acme("promise", "Acme", "--amount", "100", "--by", "2025-04-29")
    acme.on("2025-04-10")
    april = acme("report", "--month", "2025-04")["currencies"]["USD"]
    assert (april["promises_due"], april["promises_kept"], april["promised_cents"]) == (1, 0, 60000)
    march = acme("report", "--month", "2025-03")["currencies"]["USD"]
    assert (march["promises_due"], march["promises_partly_kept"], march["kept_percent"]) == (1, 1, 0)
    assert (march["promised_cents"], march["promised_paid_cents"], march["received_cents"]) == (150000, 90000, 90000)
    text = acme.text("show", "Acme").out
    assert "promise of 1,500.00 by 14 Mar 2025 (on the phone)  900.00  partly kept" in text
    assert "promise of 600.00 by 4 Apr 2025, level 2" in text
    assert acme.text("report", "--month", "2025-03").out.startswith("Month 2025-03")


def test_a_promise_is_withdrawn(acme: Till) -> None:
    acme("promise", "Acme", "--amount", "1500", "--by", "fri")
    gone = acme("promise", "Acme", "--withdraw", "--note", "changed their mind")
    assert (gone["state"], gone["ended_on"], gone["in_queue"]) == ("withdrawn", "2025-03-03", True)
    assert "no open promise" in acme.refused("promise", "Acme", "--withdraw")


def test_an_arrangement_its_missed_month_and_its_next_version(till: Till) -> None:
    till.on("2025-01-10")
    till.account("Acme", ("A", "1550", "2025-01-02"), ("B", "1000", "2025-01-03"))
    till("pay", "Acme", "--amount", "150", "--invoice", "A")
    made = till("arrange", "Acme", "--count", "6", "--every", "monthly", "--from", "2025-01-31")
    assert [part["due_on"] for part in made["instalments"]] == [
        "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30",
    ]  # fmt: skip
    assert [part["amount_cents"] for part in made["instalments"]] == [40000] * 6
    assert (made["version"], made["state"], made["invoices"], made["overdue_cents"]) == (1, "active", ["A", "B"], 0)
    for day in ("2025-01-31", "2025-02-28"):
        till.on(day)
        till("pay", "Acme", "--amount", "400")
    till.on("2025-04-03")
    shown = till("show", "Acme")
    states = [part["state"] for part in shown["arrangements"][0]["instalments"]]
    assert states == ["paid", "paid", "missed", "open", "open", "open"]
    assert (shown["arrangements"][0]["state"], shown["overdue_cents"]) == ("behind", 40000)
    assert till("queue")[0]["reason_code"] == "instalment_missed"
    assert shown["invoices"][0]["days_past_due"] == 91
    till("arrange", "Acme", "--each", "250", "--every", "monthly", "--from", "2025-04-30")
    first, second = till("show", "Acme")["arrangements"]
    assert (first["version"], first["state"], second["version"], second["state"]) == (1, "replaced", 2, "active")
    assert [part["state"] for part in first["instalments"]][2] == "missed"
    assert [part["amount_cents"] for part in second["instalments"]] == [25000] * 6 + [10000]
    text = till.text("show", "Acme").out
    assert "arrangement 1: 6 instalments monthly, 2,400.00 in all" in text
    assert "          1           3  2025-03-31  400.00    0.00  missed" in text


def test_the_cents_over_go_to_the_first_instalments(till: Till) -> None:
    till.on("2025-01-10")
    till.account("Acme", ("A", "1000", "2025-01-02"))
    made = till("arrange", "Acme", "--count", "3", "--every", "fortnightly", "--from", "2025-01-20")
    assert [part["amount_cents"] for part in made["instalments"]] == [33334, 33333, 33333]
    till("arrange", "Acme", "--withdraw")
    assert till("show", "Acme")["arrangements"][0]["state"] == "withdrawn"


def test_a_dispute_keeps_one_invoice_apart_until_a_credit_note_decides_it(till: Till) -> None:
    till.on("2025-06-02")
    invoices = (("A", "100", "2025-05-01"), ("B", "500", "2025-05-02"), ("C", "300", "2025-05-03"))
    till.account("Acme", *invoices, facts=("--phone", "212-555-0101"))
    made = till("dispute", "Acme", "--invoice", "B", "--reason", "short delivery", "--until", "2025-06-30")
    assert (made["invoice"], made["reason"], made["until"], made["state"]) == (
        "B",
        "short delivery",
        "2025-06-30",
        "open",
    )
    shown = till("show", "Acme")
    assert {one["number"]: (one["status"], one["disputed"]) for one in shown["invoices"]} == {
        "A": ("open", False), "B": ("disputed", True), "C": ("open", False),
    }  # fmt: skip
    assert (shown["balance_cents"], shown["overdue_cents"]) == (90000, 40000)
    assert "$400.00" in till("draft", "Acme")["text"]
    assert (till.aged()["outstanding_cents"], till.aged()["disputed_cents"]) == (90000, 50000)
    statement = till("statement", "Acme")
    assert statement["disputed_cents"] == 50000
    assert "disputed" in till.text("show", "Acme").out
    till("credit", "Acme", "--amount", "120", "--invoice", "B", "--number", "CN1")
    after = till("show", "Acme")
    assert after["disputes"][0]["state"] == "decided"
    assert after["disputes"][0]["decision"] == "credit note of 120.00"
    assert (after["overdue_cents"], till.residuals("Acme")["B"]) == (78000, 38000)
    assert "$780.00" in till("draft", "Acme")["text"]
    assert till.aged()["disputed_cents"] == 0


def test_a_credit_note_leaves_a_dispute_open_when_it_is_told_to(till: Till) -> None:
    till.on("2025-06-02")
    till.account("Acme", ("A", "100", "2025-05-01"), ("B", "500", "2025-05-02"))
    till("dispute", "Acme", "--invoice", "B", "--reason", "short", "--until", "2025-06-30")
    till("credit", "Acme", "--amount", "120", "--invoice", "B", "--keep-dispute")
    assert till("show", "Acme")["disputes"][0]["state"] == "open"
    paid = till("pay", "Acme", "--amount", "300")
    assert paid["done"] == "Payment of 300.00: 100.00 to A (paid in full), 200.00 unapplied."
    decided = till("dispute", "Acme", "--invoice", "B", "--decide", "they were right about one box")
    assert (decided["state"], decided["decision"]) == ("decided", "they were right about one box")
    assert "is not in dispute" in till.refused("dispute", "Acme", "--invoice", "B", "--decide", "again")


def test_a_hold_ends_by_itself_or_by_release(acme: Till) -> None:
    held = acme("hold", "Acme", "--reason", "cease contact", "--until", "2025-03-10", "--note", "letter of 1 March")
    assert (held["reason"], held["until"], held["invoice"], held["state"]) == ("cease", "2025-03-10", None, "on")
    assert (held["in_queue"], acme("queue")) == (False, [])
    acme.on("2025-03-10")
    assert acme("show", "Acme")["holds"][0]["state"] == "ended"
    assert acme("queue")[0]["reason"].startswith("hold has ended")
    acme("hold", "Acme", "--reason", "illness", "--until", "2025-04-10", "--invoice", "1")
    released = acme("release", "Acme", "--invoice", "1")
    assert (released["invoice"], released["state"]) == ("1", "released")
    shown = acme("show", "Acme")["holds"]
    assert [(one["reason"], one["invoice"], one["state"]) for one in shown] == [
        ("cease", None, "ended"), ("illness", "1", "released"),
    ]  # fmt: skip
    assert "is not on hold" in acme.refused("release", "Acme")
