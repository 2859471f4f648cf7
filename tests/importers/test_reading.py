import gc

from collector_tui.domain.document import ImportOptions
from collector_tui.importers import read

from .reports import HEADER, TODAY, refusal


def test_the_person_waiting_hears_of_every_two_thousand_rows():
    heard = []
    rows = "\n".join(f"Acme,{n},,2026-11-01,5,5" for n in range(4_500))
    read(
        f"{HEADER}\n{rows}\n".encode(),
        "ledger.csv",
        ImportOptions(),
        TODAY,
        lambda done, total: heard.append((done, total)),
    )
    assert heard == [(0, 4500), (2000, 4500), (4000, 4500), (4500, 4500)]


def test_the_garbage_collector_is_left_as_it_was():
    refusal(b"")
    assert gc.isenabled()
