"""`pay`, `bounce`, `apply`, `credit`, `charge`, `waive`, `writeoff`, `settle`, `contra`: every cent has its place."""

import pytest

from .conftest import Shell
from .tills import ONE, Till


@pytest.fixture
def till(run: Shell) -> Till:
    return Till(run)


@pytest.fixture
def acme(till: Till) -> Till:
    """Acme, which owes 1,000.00 since 1 May 2025, on 2 May."""
    till.on("2025-05-02")
    till.account("Acme", ONE, facts=("--phone", "212-555-0101"))
    return till


def test_a_part_payment_leaves_the_rest_its_due_date(acme: Till) -> None:
    acme.on("2025-05-10")
    paid = acme("pay", "Acme", "--amount", "400", "--method", "cheque", "--reference", "4711")
    assert paid["done"] == "Payment of 400.00 (cheque 4711): 400.00 to 77 (600.00 stays open)."
    assert (paid["payment_id"], paid["id"], paid["account_id"], paid["account"]) == (2, 2, 1, "Acme")
    assert (paid["amount_cents"], paid["applied_cents"], paid["on"]) == (40000, 40000, "2025-05-10")
    assert [(one["id"], one["kind"], one["number"]) for one in paid["entries"]] == [(2, "payment", "4711")]
    acme.on("2025-05-31")
    shown = acme("show", "Acme")["invoices"][0]
    assert (shown["residual_cents"], shown["days_past_due"], shown["bucket"]) == (60000, 30, "1-30")
    assert (acme.aged()["1-30_cents"], acme.aged()["outstanding_cents"]) == (60000, 60000)
    assert acme.aged("--as-of", "2025-05-09")["outstanding_cents"] == 100000
    assert "$600.00" in acme("draft", "Acme")["text"]
    assert acme("statement", "Acme")["balance_cents"] == 60000


def test_what_is_paid_too_much_stays_unapplied_and_is_said(acme: Till) -> None:
    paid = acme("pay", "Acme", "--amount", "1,250")
    assert paid["done"] == "Payment of 1,250.00: 1,000.00 to 77 (paid in full), 250.00 unapplied."
    assert (paid["applied_cents"], paid["unapplied_cents"], paid["balance_cents"]) == (100000, 25000, -25000)
    assert not paid["in_queue"]
    text = acme.text("show", "Acme").out
    assert "$250.00 unapplied" in text


def test_payments_go_where_the_debtor_says(till: Till) -> None:
    till.on("2025-06-01")
    till.account("Acme", ("A", "100", "2025-05-01"), ("B", "200", "2025-05-02"), ("C", "300", "2025-05-03"))
    till("pay", "Acme", "--amount", "50")
    assert till.residuals("Acme") == {"A": 5000, "B": 20000, "C": 30000}
    till("pay", "Acme", "--amount", "220", "--invoice", "C=150", "--invoice", "B")
    assert till.residuals("Acme") == {"A": 5000, "B": 13000, "C": 15000}
    assert till("pay", "Acme", "--amount", "40", "--unapplied")["unapplied_cents"] == 4000
    assert till.residuals("Acme") == {"A": 5000, "B": 13000, "C": 15000}


def test_a_payment_that_bounces_restores_what_it_had_done(till: Till) -> None:
    till.on("2025-05-20")
    till.account("Acme", ("A", "500", "2025-04-01"), ("B", "1,100", "2025-04-20"))
    till("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "2025-05-27")
    till.on("2025-05-26")
    till("pay", "Acme", "--amount", "800", "--invoice", "B")
    till.on("2025-06-01")
    till("promise", "Acme", "--amount", "800", "--by", "2025-06-04")
    till.on("2025-06-03")
    paid = till("pay", "Acme", "--amount", "800", "--invoice", "A=500", "--invoice", "B=300")
    assert (till.residuals("Acme"), paid["balance_cents"], paid["in_queue"]) == ({"A": 0, "B": 0}, 0, False)
    before = till("show", "Acme")
    assert [one["state"] for one in before["promises"]] == ["kept"]
    assert before["arrangements"][0]["state"] == "completed"
    then = till.text("aging", "--as-of", "2025-06-05").out
    till.on("2025-06-10")
    done = till("bounce", str(paid["payment_id"]), "--fee", "25")
    assert (done["payment_id"], done["account"]) == (paid["payment_id"], "Acme")
    assert [(one["kind"], one["amount_cents"]) for one in done["entries"]] == [("bank_fee", 2500)]
    assert till.residuals("Acme") == {"A": 50000, "B": 30000}
    after = till("show", "Acme")
    assert after["balance_cents"] == 82500
    ages = {item["number"]: item["days_past_due"] for item in after["invoices"] if item["kind"] == "invoice"}
    assert ages == {"A": 70, "B": 51}
    assert after["promises"][0]["state"] == "broken"
    assert [part["state"] for part in after["arrangements"][0]["instalments"]] == ["paid", "missed"]
    assert (after["in_queue"], after["overdue_cents"]) == (True, 80000)
    told = [line["text"] for line in after["timeline"]]
    assert any(line.startswith("payment of 800.00: 500.00 to A") for line in told)
    assert any(line.startswith("payment of 800.00 of 3 Jun 2025 returned by the bank, fee 25.00") for line in told)
    assert till.text("aging", "--as-of", "2025-06-05").out == then
    june = till("report", "--month", "2025-06")["currencies"]["USD"]
    assert (june["received_cents"], june["promises_due"], june["promises_kept"]) == (0, 1, 0)
    assert "has been taken back already" in till.refused("bounce", str(paid["payment_id"]))


def test_a_bounce_in_a_later_month_leaves_the_month_before_as_it_was(acme: Till) -> None:
    acme.on("2025-05-30")
    paid = acme("pay", "Acme", "--amount", "400")
    acme.on("2025-06-03")
    acme("bounce", str(paid["payment_id"]))
    assert acme("report", "--month", "2025-05")["currencies"]["USD"]["received_cents"] == 40000
    assert acme("report", "--month", "2025-06")["currencies"]["USD"]["received_cents"] == -40000


def test_unapplied_credit_is_told_before_a_contact_and_applied_with_one_command(till: Till) -> None:
    till.on("2025-06-02")
    till.account("Acme", ("9", "200", "2025-05-01"), facts=("--phone", "212-555-0101"))
    till("pay", "Acme", "--amount", "250", "--unapplied")
    for line in (("call", "Acme", "--outcome", "no_answer"), ("send", "Acme")):
        ran = till.run(*line)
        assert "250.00 of theirs is not applied" in ran.err or "covers what is open" in ran.err
    applied = till("apply", "Acme")
    assert applied["done"] == "Credit applied: 200.00 to 9 (paid in full), 50.00 unapplied."
    assert (applied["unapplied_cents"], applied["in_queue"], applied["balance_cents"]) == (5000, False, -5000)
    assert (till.residuals("Acme"), till("queue")) == ({"9": 0}, [])
    aged = till.aged()
    assert (aged["31-60_cents"], aged["unapplied_cents"], aged["outstanding_cents"]) == (0, 5000, -5000)
    assert "nothing open" in till.refused("apply", "Acme")


def test_interest_and_compensation_of_the_law_stay_apart_from_the_invoice(run: Shell) -> None:
    till = Till(run, country="GB")
    till.on("2025-11-10")
    till.account("Acme", ("9", "5000", "2025-08-01"), facts=("--kind", "business"))
    till.account("Jo", ("9", "5000", "2025-08-01"), facts=("--kind", "consumer"))
    interest = till("charge", "Acme", "--kind", "interest")
    assert "101 days at 12.25 % on 5,000.00" in interest["done"]
    assert [(one["kind"], one["amount_cents"]) for one in interest["entries"]] == [("interest", 16949)]
    compensation = till("charge", "Acme", "--kind", "compensation")
    assert [(one["kind"], one["amount_cents"]) for one in compensation["entries"]] == [("compensation", 7000)]
    for kind in ("interest", "compensation"):
        again = till("charge", "Acme", "--kind", kind)
        assert again["done"].startswith("Nothing to add on 9")
        assert (again["id"], again["entries"], again["balance_cents"]) == (None, [], 523949)
    till("pay", "Acme", "--amount", "5000.00")
    stands = [(one["kind"], one["residual_cents"], one["status"]) for one in till("show", "Acme")["invoices"][:3]]
    assert stands == [("interest", 16949, "open"), ("compensation", 7000, "open"), ("invoice", 0, "settled")]
    for line in (("--kind", "interest"), ("--kind", "interest", "--rate", "8"), ("--kind", "compensation")):
        assert "consumer" in till.refused("charge", "Jo", *line)
    waived = till("waive", "Acme", "--kind", "compensation", "--reason", "goodwill")
    assert (waived["balance_cents"], waived["entries"][0]["kind"]) == (16949, "waiver")
    assert till("waive", "Acme", "--reason", "no goodwill after all", "--reinstate")["balance_cents"] == 23949


def test_a_rate_from_the_contract_is_taken_from_a_consumer(run: Shell) -> None:
    till = Till(run)
    till.on("2025-05-11")
    till.account("Jo", ("9", "3650", "2025-05-01"), facts=("--kind", "consumer", "--contract-rate", "10"))
    posted = till("charge", "Jo", "--kind", "interest", "--rate", "10", "--invoice", "9")
    assert posted["entries"][0]["amount_cents"] == 1000
    till("charge", "Jo", "--kind", "late_fee", "--amount", "12.50", "--note", "as agreed")
    assert till("show", "Jo")["balance_cents"] == 367250


def test_barter_takes_nothing_off_before_it_is_delivered_and_is_never_cash(till: Till) -> None:
    till.on("2025-06-02")
    till.account("Acme", ("9", "3,500.00", "2025-05-20"), facts=("--kind", "business"))
    pact = ("--amount", "3000", "--for", "van service", "--by", "2025-06-20", "--agreed-by", "Pat and Sam")
    agreed = till("contra", "Acme", *pact)
    assert (agreed["what"], agreed["by"], agreed["state"], agreed["consent"]) == (
        "van service", "2025-06-20", "agreed", "Pat and Sam",
    )  # fmt: skip
    assert agreed["balance_cents"] == 350000
    till("promise", "Acme", "--amount", "3000", "--by", "2025-06-15")
    till.on("2025-06-12")
    delivered = till("contra", "Acme", "--confirm", "--document", "INV 88")
    assert (delivered["balance_cents"], delivered["entries"][0]["kind"]) == (50000, "contra")
    till.on("2025-06-18")
    june = till("report", "--month", "2025-06")["currencies"]["USD"]
    assert (june["received_cents"], june["contra_cents"]) == (0, 300000)
    assert (june["promises_due"], june["promises_kept"], june["kept_percent"]) == (1, 0, 0)
    reversed_ = till("contra", "Acme", "--cancel", "--reason", "the van broke down again")
    assert reversed_["balance_cents"] == 350000
    assert till("report")["currencies"]["USD"]["contra_cents"] == 0


def test_barter_can_be_called_off_before_it_is_delivered(till: Till) -> None:
    till.on("2025-06-02")
    till.account("Acme", ("9", "3500", "2025-05-20"), facts=("--kind", "business"))
    till("contra", "Acme", "--amount", "500", "--what", "flyers")
    till("contra", "Acme", "--cancel")
    assert [(one["what"], one["state"]) for one in till("show", "Acme")["contra"]] == [("flyers", "cancelled")]
    assert "Nothing is agreed" in till.refused("contra", "Acme", "--confirm")


def test_a_settlement_paid_in_time_writes_off_the_rest(acme: Till) -> None:
    offered = acme("settle", "Acme", "--percent", "20", "--until", "2025-05-20")
    assert (offered["amount_cents"], offered["until"], offered["state"]) == (80000, "2025-05-20", "open")
    paid = acme("pay", "Acme", "--amount", "800")
    assert (paid["balance_cents"], acme.residuals("Acme")) == (0, {"77": 0})
    assert [(one["kind"], one["amount_cents"]) for one in paid["entries"]] == [("payment", 80000), ("write_off", 20000)]
    assert acme("show", "Acme")["offers"][0]["state"] == "taken"
    may = acme("report")["currencies"]["USD"]
    assert (may["received_cents"], may["written_off_cents"]) == (80000, 20000)


def test_an_offer_can_be_withdrawn(acme: Till) -> None:
    acme("settle", "Acme", "--amount", "900", "--until", "2025-05-20")
    acme("settle", "Acme", "--withdraw", "--note", "too late")
    assert acme("show", "Acme")["offers"][0]["state"] == "withdrawn"


def test_a_write_off_is_taken_back_when_money_can_be_had_after_all(acme: Till) -> None:
    written = acme("writeoff", "Acme", "--reason", "bankrupt", "--note", "case 25-1")
    assert (written["balance_cents"], written["in_queue"]) == (0, False)
    assert "0.00 stays owed" in written["done"]
    assert acme("writeoff", "Acme", "--recover")["balance_cents"] == 100000
    assert acme("report")["currencies"]["USD"]["written_off_cents"] == 0
    assert (
        acme("writeoff", "Acme", "--invoice", "77", "--amount", "0.50", "--reason", "too_small")["balance_cents"]
        == 99950
    )


def test_two_currencies_are_never_added(till: Till) -> None:
    till.on("2025-05-02")
    till.account("Acme", ONE)
    till("add", "Acme", "--currency", "EUR")
    till("invoice", "2", "--number", "77", "--amount", "70.00", "--due", "2025-05-01")
    till("pay", "2", "--amount", "30")
    currencies = till("aging")["currencies"]
    assert {name: one["outstanding_cents"] for name, one in currencies.items()} == {"EUR": 4000, "USD": 100000}
    figures = till("report")["currencies"]
    assert {name: one["received_cents"] for name, one in figures.items()} == {"EUR": 3000}
    assert "could be several" in till.refused("pay", "Acme", "--amount", "5")


def test_every_act_is_undone_by_one_reversing_step(acme: Till) -> None:
    before = acme("show", "Acme")
    acts = [
        ("pay", "Acme", "--amount", "1200"),
        ("credit", "Acme", "--amount", "100", "--invoice", "77"),
        ("charge", "Acme", "--kind", "late_fee", "--amount", "9"),
        ("writeoff", "Acme"),
        ("settle", "Acme", "--amount", "900", "--until", "2025-05-20"),
        ("contra", "Acme", "--amount", "900", "--for", "flyers"),
        ("promise", "Acme", "--amount", "900", "--by", "2025-05-20"),
        ("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "2025-05-20"),
        ("hold", "Acme", "--reason", "illness", "--until", "2025-05-20"),
        ("dispute", "Acme", "--invoice", "77", "--reason", "x", "--until", "2025-05-20"),
    ]
    for line in acts:
        acme(*line)
        acme("undo")
        after = acme("show", "Acme")
        assert {**after, "timeline": before["timeline"]} == before, line
    assert len(acme("show", "Acme")["timeline"]) == len(before["timeline"]) + 2 * len(acts)


def test_a_payment_says_its_id_in_words_too(acme: Till) -> None:
    out = acme.text("pay", "Acme", "--amount", "1700").out
    assert "Payment 2: `collector bounce 2` takes it back if the bank returns it\n" in out
    assert "$700.00 in credit, " in out


def test_a_fact_is_shown_without_its_underscore(acme: Till) -> None:
    acme("set", "Acme", "contract_rate=8")
    assert "Contract rate: 8\n" in acme.text("show", "Acme").out
