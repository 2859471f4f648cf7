"""`queue`, `search`, `aging` and `show`: their figures, shapes and words."""

import re

import pytest

from .conftest import Shell

ROW = {
    "account_id", "account", "currency", "reason", "reason_code", "overdue_cents", "balance_cents", "days_past_due",
    "bucket", "next_action_on",
}  # fmt: skip
FIGURES = {
    "current_cents", "1-30_cents", "31-60_cents", "61-90_cents", "90+_cents", "unapplied_cents", "outstanding_cents",
    "disputed_cents",
}  # fmt: skip
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def test_the_queue_has_a_reason_for_each_account(desk: Shell) -> None:
    rows = desk.json("queue")
    assert [row["account"] for row in rows] == ["Dana Alvarez", "Chidi Okafor"]
    assert all(set(row) >= ROW for row in rows)
    dana = rows[0]
    assert (dana["overdue_cents"], dana["balance_cents"], dana["days_past_due"]) == (128450, 192650, 110)
    assert (dana["bucket"], dana["reason_code"], dana["currency"]) == ("90+", "step", "USD")
    assert "notice due" in dana["reason"]


def test_the_queue_in_plain_text_is_aligned(desk: Shell) -> None:
    lines = desk("queue").out.splitlines()
    assert len(lines) == 3
    assert lines[1].index("$1,284.50") + len("$1,284.50") == lines[2].index("$500.00") + len("$500.00")
    assert lines[0].split() == ["Id", "Account", "Overdue", "Days", "Why"]


def test_limit_takes_the_top_and_says_so(desk: Shell) -> None:
    ran = desk("queue", "--limit", "1", "--json")
    assert [row["account"] for row in ran.data] == ["Dana Alvarez"]
    assert "1 of 2" in ran.err


def test_all_lists_the_others_with_what_keeps_them_out(desk: Shell) -> None:
    rows = desk.json("queue", "--all")
    assert [row["account"] for row in rows] == ["Dana Alvarez", "Chidi Okafor", "Tidewater Yoga"]
    last = rows[-1]
    assert (last["in_queue"], last["reason_code"], last["reason"]) == (False, None, "not due before 2026-12-15")
    assert len(desk.json("queue", "--all", "--limit", "2")) == 2


def test_all_knows_no_usual_limit(run: Shell) -> None:
    lines = "".join(f"Firm {n},{n},2026-10-01,2026-10-31,10.00\n" for n in range(120))
    assert run("import", run.file("many.csv", "Customer,Invoice #,Invoice Date,Due Date,Amount\n" + lines)).status == 0
    assert len(run.json("queue")) == 50
    assert len(run.json("queue", "--all")) == 120
    assert len(run.json("queue", "--limit", "70")) == 70


def test_the_table_is_cut_to_the_terminal(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert all(len(line) <= 30 for line in desk("queue").out.splitlines())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dana", ["Dana Alvarez"]),
        ("555010", ["Dana Alvarez", "Chidi Okafor"]),
        ("1081", ["Tidewater Yoga"]),
        ("zz", []),
    ],
)
def test_search(desk: Shell, text: str, found: list[str]) -> None:
    assert [row["account"] for row in desk.json("search", text)] == found
    assert desk("search", text).status == 0


def test_aging_by_currency(desk: Shell) -> None:
    aging = desk.json("aging")
    assert (aging["as_of"], aging["basis"]) == ("2026-11-20", "due_date")
    (usd,) = aging["currencies"].values()
    assert set(usd) == FIGURES
    assert usd == {
        "current_cents": 152200,
        "1-30_cents": 50000,
        "31-60_cents": 0,
        "61-90_cents": 0,
        "90+_cents": 128450,
        "unapplied_cents": 0,
        "outstanding_cents": 330650,
        "disputed_cents": 0,
    }
    assert "accounts" not in aging


def test_aging_by_account_adds_up_in_each_currency(desk: Shell) -> None:
    assert desk("add", "Kaufmann", "--currency", "eur").status == 0
    assert desk("invoice", "Kaufmann", "--number", "7", "--amount", "99.90", "--due", "2026-11-01").status == 0
    aging = desk.json("aging", "--by", "account")
    assert set(aging["currencies"]) == {"EUR", "USD"}
    assert all(set(line) >= FIGURES | {"account", "currency"} for line in aging["accounts"])
    for currency, total in aging["currencies"].items():
        lines = [line for line in aging["accounts"] if line["currency"] == currency]
        assert total == {name: sum(line[name] for line in lines) for name in FIGURES}
        buckets = sum(total[name] for name in FIGURES if name[0].isdigit() or name == "current_cents")
        assert total["outstanding_cents"] == buckets - total["unapplied_cents"]


def test_aging_of_an_earlier_day_is_rebuilt(desk: Shell) -> None:
    (then,) = desk.json("aging", "--as-of", "2026-10-25")["currencies"].values()
    assert (then["outstanding_cents"], then["61-90_cents"], then["current_cents"]) == (178450, 128450, 50000)
    text = desk("aging", "--as-of", "2026-10-25").out
    assert "As of 2026-10-25" in text and "1,784.50" in text


def test_nothing_owed_is_nothing_in_the_business_currency(run: Shell) -> None:
    assert run("add", "Nobody").status == 0
    assert run.json("aging")["currencies"] == {"USD": dict.fromkeys(FIGURES, 0)}


def test_show_has_the_whole_account(desk: Shell) -> None:
    assert desk("call", "Dana", "--outcome", "voicemail").status == 0
    shown = desk.json("show", "dana alvarez")
    assert set(shown) >= {
        "account_id", "account", "currency", "balance_cents", "overdue_cents", "unapplied_cents", "in_queue", "why",
        "phones", "emails", "opted_out", "invoices", "promises", "arrangements", "holds", "ladder", "timeline",
    }  # fmt: skip
    assert shown["phones"] == [
        {
            "number": "(212) 555-0101",
            "e164": "+12125550101",
            "extension": "",
            "status": "ok",
            "opted_out": False,
            "zones": ["America/New_York"],
        }
    ]
    assert shown["invoices"][0] == {
        "id": 1,
        "number": "1041",
        "kind": "invoice",
        "issued_on": "2026-07-03",
        "due_on": "2026-08-02",
        "amount_cents": 128450,
        "residual_cents": 128450,
        "days_past_due": 110,
        "bucket": "90+",
        "status": "open",
        "disputed": False,
    }
    assert shown["ladder"]["step"] is None
    assert shown["ladder"]["tone"] == "polite"
    assert (shown["promises"], shown["arrangements"], shown["holds"]) == ([], [], [])
    assert (shown["in_queue"], shown["why"]) == (False, "next action on 2026-11-23: call again after the voicemail")
    assert all(INSTANT.fullmatch(line["at"]) for line in shown["timeline"])
    assert [line["kind"] for line in shown["timeline"]] == ["call", "call", "import"]


def test_show_lists_closed_documents_credits_and_payments_once_each(run: Shell) -> None:
    run.set_clock("2026-11-18T10:00")
    header = "Customer,Invoice #,Invoice Date,Due Date,Amount,Open Balance,Type\n"
    first = "Ann,1,2026-09-01,2026-10-01,100,100,Invoice\nAnn,2,2026-09-01,2026-10-01,50,50,Invoice\n"
    credit = "Ann,CR1,2026-09-05,,-20,-20,Credit Memo\n"
    assert run("import", run.file("open.csv", header + first + credit)).status == 0
    run.set_clock("2026-11-20T10:00")
    changed = "Ann,1,2026-09-01,2026-10-01,90,90,Invoice\n"
    assert run("import", run.file("open.csv", header + changed + credit)).status == 0
    shown = run.json("show", "Ann")
    facts = [(i["number"], i["kind"], i["amount_cents"], i["residual_cents"], i["status"]) for i in shown["invoices"]]
    assert facts == [
        ("1", "invoice", 9000, 9000, "open"),
        ("CR1", "credit_note", 2000, 2000, "open"),
        ("2", "invoice", 5000, 0, "gone"),
    ]
    assert [i["bucket"] for i in shown["invoices"]] == ["31-60", None, None]
    assert (shown["balance_cents"], shown["unapplied_cents"]) == (7000, 2000)


def test_show_in_plain_text(desk: Shell) -> None:
    out = desk("show", "1").out
    assert "$1,926.50 owed, $1,284.50 overdue" in out
    assert "(212) 555-0101" in out
    assert "2026-11-20 10:00" in out


@pytest.mark.parametrize(
    ("account", "says"),
    [
        ("Nemo", "There is no account"),
        ("a", "could be several accounts"),
        ("999", "There is no account"),
        ("", "no account"),
    ],
)
def test_an_account_that_is_not_one_is_refused(desk: Shell, account: str, says: str) -> None:
    for line in (("show", account), ("call", account, "--outcome", "busy"), ("note", account, "x"), ("draft", account)):
        ran = desk(*line)
        assert (ran.status, ran.out) == (1, "")
        assert says in ran.err
