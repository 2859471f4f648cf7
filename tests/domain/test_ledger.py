"""Where a payment goes: in which order, to which invoice or charge, and never more than is open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pacts import day

from collector_tui.domain.ledger import OpenDebit, check_order, in_order, spread

KINDS = ("invoice", "interest", "late_fee", "compensation", "bank_fee")
DEBITS = st.lists(
    st.builds(
        OpenDebit, st.integers(1, 99), st.just("1"), st.sampled_from(KINDS), st.integers(-99, 30).map(day),
        st.integers(1, 10**9), st.none(), st.booleans(),
    ),
    max_size=8,
    unique_by=lambda debit: debit.entry_id,
)  # fmt: skip
ORDERS = ("oldest", "costs interest principal", "principal, interest, costs")


def debit(
    entry_id: int, kind: str = "invoice", due: int = 0, cents: int = 10_000, *, disputed: bool = False
) -> OpenDebit:
    return OpenDebit(entry_id, str(entry_id), kind, day(due), cents, None, disputed)


OPEN = [
    debit(1, due=-60), debit(2, due=-90), debit(3, "interest", 0, 500), debit(4, "late_fee", -1, 1_500),
    debit(5, "bank_fee", 0, 2_500), debit(6, due=20), debit(7, due=-99, disputed=True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "first", "ids"),
    [
        ("oldest", (), [2, 1, 4, 3, 5, 6]),
        ("costs interest principal", (), [4, 5, 3, 2, 1, 6]),
        ("costs, interest, principal", (), [4, 5, 3, 2, 1, 6]),
        ("principal interest costs", (), [2, 1, 6, 3, 4, 5]),
        ("oldest", (6, 1), [1, 6, 2, 4, 3, 5]),
    ],
)
def test_the_order_in_which_money_pays(order, first, ids):
    assert [one.entry_id for one in in_order(OPEN, order, first)] == ids


@pytest.mark.parametrize(
    ("cents", "shares"),
    [
        (0, []),
        (1, [(2, 1, 9_999)]),
        (10_000, [(2, 10_000, 0)]),
        (10_001, [(2, 10_000, 0), (1, 1, 9_999)]),
        (99_999, [(2, 10_000, 0), (1, 10_000, 0), (4, 1_500, 0), (3, 500, 0), (5, 2_500, 0), (6, 10_000, 0)]),
    ],
)
def test_an_amount_pays_one_after_the_other_in_full(cents, shares):
    spent = spread(cents, in_order(OPEN, "oldest"))
    assert [(share.debit.entry_id, share.cents, share.left_cents) for share in spent] == shares


@given(st.integers(0, 10**10), DEBITS, st.sampled_from(ORDERS), st.sets(st.integers(1, 99)))
def test_no_cent_is_lost_and_nothing_is_paid_beyond_what_is_open(cents, debits, order, first):
    turn = in_order(debits, order, first)
    shares = spread(cents, turn)
    payable = sum(one.residual_cents for one in debits if not one.is_disputed)
    assert sum(share.cents for share in shares) == min(cents, payable)
    assert all(0 < share.cents <= share.debit.residual_cents for share in shares)
    assert [share.debit for share in shares] == turn[: len(shares)]
    assert all(share.left_cents == 0 for share in shares[:-1]), "only the last is paid in part"


@given(DEBITS, st.sampled_from(ORDERS), st.sets(st.integers(1, 99)))
def test_what_is_disputed_gets_nothing_and_everything_else_has_its_turn(debits, order, first):
    turn = in_order(debits, order, first)
    assert {one.entry_id for one in turn} == {one.entry_id for one in debits if not one.is_disputed}
    chosen = [one.entry_id in first for one in turn]
    assert chosen == sorted(chosen, reverse=True), "an arrangement's come first"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("oldest", "oldest"),
        ("costs, interest, principal", "costs interest principal"),
        ("principal costs interest", "principal costs interest"),
    ],
)
def test_an_order_as_config_gives_it(written, kept):
    assert check_order(written) == kept


@pytest.mark.parametrize(
    "order", ["", "newest", "costs", "costs, interest", "oldest oldest", "costs costs interest", "oldest costs"]
)
def test_what_is_no_order_is_refused(order):
    with pytest.raises(ValueError, match="is not an order: write oldest, or costs, interest and principal"):
        check_order(order)


@pytest.mark.parametrize(
    ("kind", "number", "name"),
    [
        ("invoice", "1041", "1041"),
        ("invoice", "", "an invoice without number"),
        ("interest", "1041", "interest 1041"),
        ("late_fee", "", "late fee"),
        ("bank_fee", "", "bank fee"),
    ],
)
def test_an_invoice_is_called_by_its_number_and_a_charge_by_its_kind(kind, number, name):
    assert OpenDebit(1, number, kind, day(0), 1).name == name
