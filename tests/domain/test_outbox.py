"""The life of a message: what may follow what, and that nothing leaves twice."""

from typing import get_args

import pytest

from collector_tui.domain.outbox import CONTACTED, FAILED, State, may_follow

STATES = get_args(State)
FOLLOWING = {
    "queued": {"sending", "cancelled"},
    "sending": {"accepted", "rejected", "unknown", "queued"},
    "accepted": {"sent", "delivered", "undelivered", "failed", "no_receipt", "cancelled"},
    "sent": {"delivered", "undelivered", "failed", "no_receipt"},
    "unknown": {"accepted", "not_found", "dropped"},
    "not_found": {"dropped"},
    "dropped": {"unknown"},
}


@pytest.mark.parametrize("before", STATES)
def test_each_state_leads_only_where_it_may(before):
    assert {after for after in STATES if may_follow(before, after)} == FOLLOWING.get(before, set())


def reachable(state: str) -> set[str]:
    found: set[str] = set()
    edge = {state}
    while edge:
        edge = {after for before in edge for after in STATES if may_follow(before, after)} - found
        found |= edge
    return found


@pytest.mark.parametrize("state", ["unknown", "accepted", "sent", "delivered", "undelivered", "rejected", "cancelled"])
def test_what_may_have_left_is_never_sent_again_by_itself(state):
    assert not reachable(state) & {"queued", "sending"}


def test_a_message_counts_as_a_contact_or_as_failed_but_not_as_both():
    assert not set(CONTACTED) & set(FAILED)
    assert set(STATES) - set(CONTACTED) - set(FAILED) == {"cancelled", "dropped"}
