"""`import`: counts, questions, rejected rows, what is open no longer, and real exports against known answers."""

import json

import pytest

from .conftest import EXPORT, Shell, shared

SHAPE = {"format", "as_of", "accounts_new", "documents", "payments", "rejected", "warnings", "needs"}
HEADER = "Customer,Invoice #,Invoice Date,Due Date,Amount\n"
NOTHING = {"new": 0, "changed": 0, "unchanged": 0, "missing": 0}


def test_the_shape(run: Shell) -> None:
    result = run.json("import", run.file("open.csv", EXPORT), "--as-of", "2026-11-20")
    assert set(result) >= SHAPE
    assert (result["accounts_new"], result["as_of"]) == (3, "2026-11-20")
    assert result["documents"] == {"new": 4, "changed": 0, "unchanged": 0, "missing": 0}
    assert result["payments"] == {"new": 0, "matched": 0, "unmatched": 0, "duplicate": 0}
    assert (result["rejected"], result["needs"]) == ([], [])


def test_the_same_file_twice_changes_nothing(desk: Shell) -> None:
    before = desk.json("aging", "--by", "account"), desk.json("queue", "--all")
    result = desk.json("import", desk.home / "open.csv")
    assert result["documents"] == {"new": 0, "changed": 0, "unchanged": 4, "missing": 0}
    assert result["accounts_new"] == 0
    assert (desk.json("aging", "--by", "account"), desk.json("queue", "--all")) == before
    assert desk("check").status == 0


def test_an_invoice_that_is_gone_is_told_by_account_and_number(desk: Shell) -> None:
    desk.set_clock("2026-11-23T10:00")
    newer = desk.file("newer.csv", "\n".join(line for line in EXPORT.splitlines() if ",1071," not in line))
    text = desk("import", newer, "--dry-run")
    assert "no longer open: Chidi Okafor, 1071" in text.out
    result = desk.json("import", newer)
    assert result["missing"] == [{"account": "Chidi Okafor", "number": "1071"}]
    assert result["documents"] == {"new": 0, "changed": 0, "unchanged": 3, "missing": 1}
    shown = desk.json("show", "Chidi")
    assert (shown["balance_cents"], shown["why"], shown["invoices"][0]["status"]) == (0, "owes nothing", "gone")


def test_an_import_can_be_undone(desk: Shell) -> None:
    before = desk.json("aging", "--by", "account")
    desk.set_clock("2026-11-23T10:00")
    assert desk("import", desk.file("next.csv", EXPORT.replace("500.00,500.00", "500.00,100.00"))).status == 0
    assert desk.json("show", "Chidi")["balance_cents"] == 10000
    assert desk.json("undo") == {"undid": "import of next.csv"}
    assert desk.json("aging", "--by", "account", "--as-of", "2026-11-20") == before
    assert desk("check").status == 0


def test_rejected_rows_do_not_stop_the_rest(run: Shell) -> None:
    rows = HEADER + "Ann,1,2026-10-01,2026-10-31,10.00\nBob,2,2026-10-01,soon,20.00\nCyd,3,2026-10-01,2026-10-31,ten\n"
    file = run.file("mixed.csv", rows)
    ran = run("import", file, "--json")
    assert ran.status == 0
    assert [row["line"] for row in ran.data["rejected"]] == [3, 4]
    assert ran.data["documents"]["new"] == 1
    assert "line 3: “soon” is not a date" in run("import", file, "--dry-run").out


def test_no_usable_row_is_refused_and_leaves_no_book(run: Shell) -> None:
    ran = run("import", run.file("none.csv", HEADER + "Ann,1,2026-10-01,soon,10.00\n"), "--json")
    assert ran.status == 1
    assert ran.data["documents"] == NOTHING
    assert len(ran.data["rejected"]) == 1
    assert "no row that can be used" in ran.err
    assert not run.book.exists()


def test_a_question_is_asked_and_answered_by_an_option(run: Shell) -> None:
    file = run.file("dates.csv", HEADER + "Ann,1,03/04/2026,05/04/2026,10.00\n")
    ran = run("import", file, "--json")
    assert ran.status == 1
    assert ran.data["needs"] and ran.data["needs"][0] in ran.err
    assert "--date-order" in ran.err
    assert not run.book.exists()
    assert run("import", file, "--date-order", "dmy").status == 0
    assert run.json("show", "Ann")["invoices"][0]["due_on"] == "2026-04-05"


def test_a_column_can_be_named(run: Shell) -> None:
    file = run.file("odd.csv", "Customer,Invoice #,Invoice Date,Due Date,Zaster\nAnn,1,2026-10-01,2026-10-31,10.00\n")
    ran = run("import", file)
    assert (ran.status, ran.out) == (1, "")
    assert "--map amount=HEADER" in ran.err
    assert run("import", file, "--map", "amount=Zaster", "--currency", "eur").status == 0
    assert run.json("show", "Ann")["currency"] == "EUR"


def test_a_dry_run_without_a_book_makes_none(run: Shell) -> None:
    ran = run("import", run.file("open.csv", EXPORT), "--dry-run", "--json")
    assert ran.status == 0
    assert ran.data["documents"]["new"] == 4
    assert "nothing was written" in ran.err
    assert not run.book.exists() and list(run.book.parent.iterdir()) == []


def test_a_dry_run_changes_nothing(desk: Shell) -> None:
    before = desk.json("check")
    assert (
        desk("import", desk.file("more.csv", HEADER + "Ann,1,2026-10-01,2026-10-31,10.00\n"), "--dry-run").status == 0
    )
    assert desk.json("check") == before
    assert desk.json("search", "Ann") == []


def test_several_files_are_a_list_and_all_or_none(run: Shell) -> None:
    good = run.file("a.csv", HEADER + "Ann,1,2026-10-01,2026-10-31,10.00\n")
    other = run.file("b.csv", "Customer,Number,Due,Total\nBob,2,2026-10-31,20.00\n")
    bad = run.file("c.csv", HEADER + "Cyd,3,2026-10-01,soon,10.00\n")
    assert run("import", good, bad).status == 1
    assert run("import", good, run.home / "missing.csv").status == 1
    assert not run.book.exists()
    results = run.json("import", good, other)
    assert [result["documents"]["new"] for result in results] == [1, 1]
    assert {row["account"] for row in run.json("queue")} == {"Ann", "Bob"}


def test_the_book_is_made_for_its_owner_only(desk: Shell) -> None:
    assert desk.book.stat().st_mode & 0o777 == 0o600
    assert desk.book.parent.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in desk.book.parent.iterdir()} == {"collector.db", "collector.db.mark"}


def _states() -> list[tuple[str, dict]]:
    try:
        modes = json.loads(shared("datasets/ibm_expected.json").read_text())["modes"]
    except pytest.skip.Exception:
        return []
    prefix = "true state as of "
    return [(name.removeprefix(prefix)[:10], mode) for name, mode in modes.items() if name.startswith(prefix)]


@pytest.mark.skipif(not _states(), reason="the IBM data set is not beside this checkout")
def test_the_ibm_data_set_ages_as_it_is_known_to(run: Shell) -> None:
    result = run.json("import", shared("datasets/ibm_accounts_receivable.csv"))
    assert (result["documents"]["new"], result["accounts_new"], result["rejected"]) == (2466, 100, [])
    assert result["payments"] == {"new": 2466, "matched": 2466, "unmatched": 0, "duplicate": 0}
    for day, mode in _states():
        aging = run.json("aging", "--as-of", day, "--by", "account")
        (total,) = aging["currencies"].values()
        buckets = {name: amounts["cents"] for name, amounts in mode["buckets"].items()}
        assert {name.replace("91+", "90+"): cents for name, cents in buckets.items()} == {
            name.removesuffix("_cents"): total[name] for name in list(total)[:5]
        }, day
        assert (total["outstanding_cents"], len(aging["accounts"])) == (mode["total_cents"], mode["customers"])
    again = run.json("import", shared("datasets/ibm_accounts_receivable.csv"))
    assert again["documents"] == {"new": 0, "changed": 0, "unchanged": 2466, "missing": 0}
    assert again["payments"] == {"new": 0, "matched": 0, "unmatched": 0, "duplicate": 2466}
    assert run("check").status == 0


def test_the_quickbooks_export_ages_as_it_says_itself(run: Shell) -> None:
    result = run.json("import", shared("exports/qbo_ar_aging_detail_new.csv"))
    assert (result["as_of"], result["rejected"]) == ("2026-11-20", [])
    expected = json.loads(shared("exports/expected.json").read_text())["qbo_ar_aging_detail_new.csv"]
    accounts = {line["account"]: line for line in run.json("aging", "--by", "account")["accounts"]}
    assert accounts.keys() == expected["customers"].keys()
    for name, customer in expected["customers"].items():
        line = accounts[name]
        buckets = {bucket.replace("91+", "90+"): cents for bucket, cents in customer["buckets_cents"].items()}
        assert {bucket: line[f"{bucket}_cents"] for bucket in buckets} == buckets, name
        assert line["unapplied_cents"] == -customer["credits_cents"], name
        assert line["outstanding_cents"] == customer["net_cents"], name
