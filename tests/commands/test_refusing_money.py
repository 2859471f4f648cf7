"""What cannot be is one sentence and nothing written; what is only tried is told and not kept; what lacks is usage."""

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


WRONG_AMOUNTS = {
    "0": "more than nothing",
    "0.00": "more than nothing",
    "-5": "more than nothing",
    "-1,000.00": "more than nothing",
    "10000000000000.00": "largest amount kept",
    "1000000000000000": "the largest amount kept",
    "5.001": "more decimals",
    "five": "is not an amount",
}


@pytest.mark.parametrize("amount", WRONG_AMOUNTS)
@pytest.mark.parametrize(
    "line",
    [
        ("pay", "Acme"),
        ("credit", "Acme"),
        ("charge", "Acme", "--kind", "late_fee"),
        ("contra", "Acme", "--for", "flyers"),
        ("promise", "Acme", "--by", "2025-05-20"),
        ("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "2025-05-20"),
        ("settle", "Acme", "--until", "2025-05-20"),
        ("writeoff", "Acme", "--invoice", "77"),
    ],
    ids=lambda line: line[0],
)
def test_a_wrong_amount_is_one_sentence_and_nothing_written(acme: Till, line: tuple[str, ...], amount: str) -> None:
    assert WRONG_AMOUNTS[amount] in acme.refused(*line, "--amount", amount)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("pay", "Acme", "--amount", ""), "Give an amount."),
        (("charge", "Acme", "--kind", ""), "Say which charge: interest, late fee, compensation, bank fee."),
        (("credit", "Acme", "--amount", " "), "Give an amount."),
        (("pay", "Acme", "--amount", "5", "--on", "9999-01-01"), "out of reach"),
        (("pay", "Acme", "--amount", "5", "--on", "2025-02-29"), "no such day"),
        (("pay", "Acme", "--amount", "5", "--on", "29 feb 2025"), "no such day"),
        (("pay", "Acme", "--amount", "5", "--on", "2025-05-03"), "still to come"),
        (("pay", "Acme", "--amount", "5", "--on", "someday"), "is not a day"),
        (("pay", "Acme", "--amount", "2000", "--invoice", "77=1500"), "is open with 1,000.00"),
        (("pay", "Acme", "--amount", "500", "--invoice", "77=600"), "there is not 600.00 left"),
        (("pay", "Acme", "--amount", "500", "--invoice", "77=0"), "more than nothing"),
        (("pay", "Acme", "--amount", "500", "--invoice", "78"), "no open invoice"),
        (("pay", "Acme", "--amount", "500", "--invoice", "77=1", "--invoice", "77=2"), "named twice"),
        (("pay", "Nemo", "--amount", "5"), "no account"),
        (("bounce", "99"), "no payment with the id 99"),
        (("bounce", "1"), "no payment with the id 1"),
        (("apply", "Acme"), "nothing unapplied"),
        (("credit", "Acme", "--amount", "5", "--on", "9999-12-31"), "out of reach"),
        (("credit", "Acme", "--amount", "5", "--invoice", "78"), "no open invoice"),
        (("charge", "Acme", "--kind", "parking", "--amount", "5"), "is not a charge"),
        (("charge", "Acme", "--kind", "late_fee"), "Say how much"),
        (("charge", "Acme", "--kind", "interest", "--rate", "much"), "much"),
        (("waive", "Acme", "--reason", "x"), "no such charge"),
        (("waive", "Acme", "--reason", " "), "Say why"),
        (("waive", "Acme", "--reason", "x", "--reinstate"), "is waived"),
        (("writeoff", "Acme", "--invoice", "77", "--amount", "1000.01"), "is open with 1,000.00"),
        (("writeoff", "Acme", "--reason", "boredom"), "is not a reason"),
        (("writeoff", "Acme", "--on", "2025-02-29"), "no such day"),
        (("writeoff", "Acme", "--recover"), "is written off"),
        (("settle", "Acme", "--amount", "1000", "--until", "2025-05-20"), "is not less than"),
        (("settle", "Acme", "--percent", "100", "--until", "2025-05-20"), "less than 100"),
        (("settle", "Acme", "--percent", "some", "--until", "2025-05-20"), "is not a percentage"),
        (("settle", "Acme", "--amount", "5", "--until", "2025-05-01"), "has passed"),
        (("settle", "Acme", "--amount", "5", "--until", "9999-05-01"), "out of reach"),
        (("settle", "Acme", "--withdraw"), "no open offer"),
        (("contra", "Acme", "--amount", "1000.01", "--for", "flyers"), "is more than"),
        (("contra", "Acme", "--amount", "5", "--for", " "), "Say what is taken"),
        (("contra", "Acme", "--cancel"), "Nothing was agreed"),
        (("report", "--month", "2025-13"), "is not a month"),
        (("report", "--month", "May"), "is not a month"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_one_sentence_and_nothing_written(acme: Till, line: tuple[str, ...], says: str) -> None:
    assert says in acme.refused(*line)


def test_a_payment_is_not_returned_before_it_came(acme: Till) -> None:
    acme.on("2025-05-10")
    paid = acme("pay", "Acme", "--amount", "100")
    assert "before that" in acme.refused("bounce", str(paid["payment_id"]), "--on", "2025-05-09")
    assert "The fee has to be" in acme.refused("bounce", str(paid["payment_id"]), "--fee", "0")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("pay", "Acme", "--amount", "400"), "Payment of 400.00: 400.00 to 77 (600.00 stays open)."),
        (("credit", "Acme", "--amount", "400"), "Credit note of 400.00: 400.00 unapplied."),
        (("charge", "Acme", "--kind", "late_fee", "--amount", "9"), "Late fee of 9.00."),
        (("writeoff", "Acme"), "Written off as uncollectible: 1,000.00 of 77. 0.00 stays owed."),
        (("settle", "Acme", "--amount", "900", "--until", "2025-05-20"), "100.00 of 1,000.00 would be written off"),
        (("contra", "Acme", "--amount", "900", "--for", "flyers"), "Nothing is taken off before it is delivered"),
        (("promise", "Acme", "--amount", "900", "--by", "2025-05-20"), "Promise of 900.00 by 20 May 2025."),
        (("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "2025-05-20"), "500.00 on 27 May 2025"),
        (("hold", "Acme", "--reason", "illness", "--until", "2025-05-20"), "Hold until 20 May 2025: illness."),
        (("dispute", "Acme", "--invoice", "77", "--reason", "x", "--until", "2025-05-20"), "dispute, to be decided by"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_dry_run_says_what_would_be_done_and_keeps_nothing(acme: Till, line: tuple[str, ...], says: str) -> None:
    before, shown = acme.run.snapshot(), acme("show", "Acme")
    ran = acme.text(*line, "--dry-run")
    assert ran.out.startswith("Acme: ") and says in ran.out
    assert "nothing was kept" in ran.err
    tried = acme.run.json(*line, "--dry-run")
    assert (tried["account_id"], tried["account"], tried["id"], tried["dry_run"]) == (1, "Acme", None, True)
    assert says in tried["done"]
    assert (acme.run.snapshot(), acme("show", "Acme")) == (before, shown)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("promise", "Acme", "--amount", "5", "--by", "2025-03-02"), "has passed"),
        (("promise", "Acme", "--amount", "5", "--by", "yesterday"), "has passed"),
        (("promise", "Acme", "--amount", "5", "--by", "9999-03-02"), "out of reach"),
        (("promise", "Acme", "--amount", "5", "--by", "2027-02-29"), "no such day"),
        (("promise", "Acme", "--amount", "1000.01", "--by", "fri"), "is more than the 1,000.00"),
        (("arrange", "Acme", "--count", "0", "--every", "weekly", "--from", "fri"), "0 instalments"),
        (("arrange", "Acme", "--count", "-3", "--every", "weekly", "--from", "fri"), "is not a number"),
        (("arrange", "Acme", "--count", "two", "--every", "weekly", "--from", "fri"), "is not a number"),
        (("arrange", "Acme", "--count", "121", "--every", "weekly", "--from", "fri"), "121 instalments"),
        (("arrange", "Acme", "--each", "0", "--every", "weekly", "--from", "fri"), "more than nothing"),
        (("arrange", "Acme", "--each", "0.01", "--every", "weekly", "--from", "fri"), "can be arranged"),
        (("arrange", "Acme", "--count", "2", "--every", "daily", "--from", "fri"), "is not a rhythm"),
        (("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "2025-03-02"), "has passed"),
        (("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "2027-02-29"), "no such day"),
        (("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "9999-12-31"), "out of reach"),
        (("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "fri", "--amount", "1001"), "is more than"),
        (
            ("arrange", "Acme", "--count", "2", "--every", "weekly", "--from", "fri", "--invoice", "x"),
            "no open invoice",
        ),
        (("arrange", "Acme", "--withdraw"), "no open arrangement"),
        (("hold", "Acme", "--reason", "laziness", "--until", "fri"), "is not a reason"),
        (("hold", "Acme", "--reason", "illness", "--until", "today"), "has passed"),
        (("hold", "Acme", "--reason", "illness", "--until", "9999-01-01"), "out of reach"),
        (("hold", "Acme", "--reason", "illness", "--until", "fri", "--invoice", "x"), "no open invoice"),
        (("release", "Acme"), "is not on hold"),
        (("dispute", "Acme", "--invoice", "x", "--reason", "y", "--until", "fri"), "no open invoice"),
        (("dispute", "Acme", "--invoice", "77", "--reason", " ", "--until", "fri"), "Say what is disputed"),
        (("dispute", "Acme", "--invoice", "77", "--reason", "y", "--until", "2025-02-29"), "no such day"),
        (("dispute", "Acme", "--invoice", "77", "--decide", ""), "Say how it was decided"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_agreed_is_one_sentence_and_nothing_written(
    acme: Till, line: tuple[str, ...], says: str
) -> None:
    assert says in acme.refused(*line)


@pytest.mark.parametrize(
    "line",
    [
        "pay Acme",
        "pay Acme --amount 5 --invoice 1 --unapplied",
        "bounce",
        "bounce first",
        "apply",
        "credit Acme",
        "charge Acme",
        "charge Acme --kind interest --rate 8 --amount 5",
        "waive Acme",
        "waive Acme --reason x --reinstate --kind interest",
        "writeoff Acme --recover --amount 5",
        "writeoff Acme --recover --invoice 1 --invoice 2",
        "settle Acme --until fri",
        "settle Acme --amount 5",
        "settle Acme --amount 5 --percent 5 --until fri",
        "settle Acme --withdraw --until fri",
        "contra Acme --amount 5",
        "contra Acme --for flyers",
        "contra Acme --confirm --cancel",
        "contra Acme --confirm --amount 5",
        "promise Acme --amount 5",
        "promise Acme --by fri",
        "promise Acme --withdraw --by fri",
        "arrange Acme --every weekly --from fri",
        "arrange Acme --count 2 --each 5 --every weekly --from fri",
        "arrange Acme --count 2 --from fri",
        "arrange Acme --count 2 --every weekly",
        "arrange Acme --withdraw --count 2",
        "hold Acme --reason illness",
        "hold Acme --until fri",
        "dispute Acme --reason x --until fri",
        "dispute Acme --invoice 1 --reason x",
        "dispute Acme --invoice 1 --until fri",
        "dispute Acme --invoice 1 --decide x --until fri",
    ],
)
def test_what_is_lacking_is_told_with_the_usage(acme: Till, line: str) -> None:
    before = acme.run.snapshot()
    ran = acme.run(*line.split())
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"usage: collector {line.split()[0]}")
    assert acme.run.snapshot() == before
