import pytest

from collector_tui.importers.records import lines_of, records_of

from .reports import HEADER, reasons, taken


def numbered(text: str, delimiter: str = ",", width: int = 0):
    return records_of(lines_of(text), delimiter, width).rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end):
    text = end.join(["a,b", '"two', 'lines",c', "", "d,e"])
    assert numbered(text) == [(1, ["a", "b"]), (2, ["two\nlines", "c"]), (4, []), (5, ["d", "e"])]


def test_doubled_quotes_and_a_space_before_a_quote():
    assert numbered('"O\'Neil ""Buck"" Hauling", "a, b"') == [(1, ['O\'Neil "Buck" Hauling', "a, b"])]


def test_quotation_marks_in_odd_places_of_one_line_are_read_as_they_stand():
    assert numbered('5" pipe,"Acme" Ltd,3') == [(1, ['5" pipe', "Acme Ltd", "3"])]


INVOICES = "\n".join(f"Firm {n},{n},2026-10-01,2026-11-01,10.00,10.00" for n in range(2, 40))


@pytest.mark.parametrize(
    "bad",
    [
        '"Acme,1,2026-10-01,2026-11-01,5.00,5.00',
        'Acme,1,2026-10-01,"2026-11-01,5.00,5.00',
        'Acme,1,2026-10-01,2026-11-01,5.00,"5.00',
    ],
)
def test_a_quotation_mark_never_closed_costs_its_own_row_only(bad):
    reading = taken(f"{HEADER}\n{bad}\n{INVOICES}\n")
    assert reasons(reading.rejected) == {
        2: "the quotation mark opened on line 2 is never closed: close it or take it out"
    }
    assert [document.line for document in reading.documents] == list(range(3, 41))


@pytest.mark.parametrize(
    "next_row", ['"Beta, Inc",2,,2026-11-01,1,1', 'Beta,2,,2026-11-01,1,"1"', 'Beta,"2",,2026-11-01,1,1']
)
def test_the_next_quoted_row_is_not_swallowed_to_close_it(next_row):
    reading = taken(f'{HEADER}\n"Acme,1,,2026-11-01,5,5\n{next_row}\nGamma,3,,2026-11-01,1,1\n')
    assert list(reasons(reading.rejected)) == [2]
    assert [document.number for document in reading.documents] == ["2", "3"]


def test_a_row_that_closes_its_quote_at_the_end_of_the_next_is_noticed_by_its_width():
    reading = taken(f'{HEADER}\nAcme,1,,2026-11-01,"5,5\nBeta,2,,2026-11-01,1,1"\nGamma,3,,2026-11-01,1,1\n')
    assert 2 in reasons(reading.rejected)
    assert "Gamma" in [document.account for document in reading.documents]


def test_whose_the_broken_row_is_stays_known_where_it_can_be_read():
    reading = taken(f'{HEADER}\nAcme,1041,2026-10-01,2026-11-01,5.00,"5.00\n')
    (rejection,) = reading.rejected
    assert (rejection.account, rejection.number) == ("Acme", "1041")


def test_a_long_note_inside_quotes_is_one_row():
    note = "\n".join(f"paragraph {n}" for n in range(12))
    reading = taken(f'Customer,Note,Number,Due Date,Amount\nAcme,"{note}",1,2026-11-01,5\nBeta,,2,2026-11-01,6\n')
    assert [(document.account, document.line) for document in reading.documents] == [("Acme", 2), ("Beta", 14)]


def test_a_giant_cell_is_one_rejected_row():
    reading = taken(f"{HEADER}\n{'x' * 200_000},1,,2026-11-01,5,5\nBeta,2,,2026-11-01,6,6\n")
    assert reasons(reading.rejected) == {2: "a cell has more than 131,072 characters"}
    assert [document.account for document in reading.documents] == ["Beta"]


def test_an_unquoted_comma_in_a_name_is_rejected_not_shifted():
    reading = taken(f"{HEADER}\nAlvarez, Dana,1041,2026-07-03,2026-08-02,5,5\n")
    assert reasons(reading.rejected) == {2: "the row has 7 cells and the header 6: is a comma in a name not quoted?"}
    assert reading.documents == []
