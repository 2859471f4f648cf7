"""One account on its ladder, with the clock moved: never skipped, never said twice, never gentler by accident."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from desks import call, send
from stories import Story

from collector_tui.domain.refusal import Refused, Warned
from collector_tui.domain.tone import TONES
from collector_tui.services.office import form_key

DUE = date(2026, 3, 2)
NAMES = [
    "friendly reminder", "second reminder", "due-date reminder", "first notice", "call", "second notice",
    "final notice", "letter before action", "decision: agency, court or write-off",
]  # fmt: skip


@pytest.fixture
def story(tmp_path) -> Story:
    """An invoice of 1,000.00 due on Monday 2 March, ten days before it is."""
    story = Story(tmp_path, "2026-02-20")
    story.desk.keeping.set_facts(story.account, {"kind": "business", "address": "1 Dock Road, Erie, PA"})
    story.invoice("1041", "1000", DUE.isoformat(), issued="2026-02-01")
    return story


def late(story: Story, days: int) -> Story:
    """Go so many days past the due date, or before it."""
    return story.on((DUE + timedelta(days=days)).isoformat())


def card(story: Story):
    return story.desk.queue.card(story.account)


def next_name(story: Story) -> str:
    step = story.desk.drafts.step_of(card(story))
    return step.name if step else ""


def text(story: Story) -> tuple[str, str]:
    """Send what is on the screen, and say which step in which tone it was."""
    draft = story.desk.drafts.draft(card(story))
    send(story.desk, story.account)
    story.clock.forward(seconds=11)
    story.desk.delivery.round()
    story.sound()
    return draft.step_name, draft.tone


def by_hand(story: Story, channel: str) -> str:
    """Post a letter or write an email without the program, and mark it as done."""
    shown = card(story)
    return story.desk.climbs.done(shown, form_key(), story.desk.drafts.draft(shown, channel=channel))


def climb(story: Story, upto: int) -> list[tuple[str, str]]:
    """Open the desk each day until so many days past due, and text whenever a step is due."""
    told = []
    for days in range(-10, upto + 1):
        late(story, days)
        if card(story).row.reason == "step":
            told.append(text(story))
    return told


def test_from_the_first_reminder_to_the_final_notice_no_step_is_skipped_and_no_tone_falls_back(story):
    told = climb(story, 21)
    assert [name for name, _ in told] == NAMES[:7]
    tones = [TONES.index(tone) for _, tone in told]
    assert tones == sorted(tones)
    assert told[-1] == ("final notice", "final")
    assert next_name(story) == "letter before action"


def test_the_last_two_steps_are_taken_by_a_letter_and_a_decision_and_by_nothing_else(story):
    climb(story, 34)
    late(story, 35)
    assert story.why == "letter before action due"
    with pytest.raises(Warned, match=r"Final notice|last notice"):
        text(story)
    assert next_name(story) == "letter before action", "a text is no letter before action, and no second final notice"
    assert by_hand(story, "letter") == "Dana Alvarez: letter before action: done by hand, letter"
    late(story, 44)
    assert card(story).row.reason != "step"
    late(story, 45)
    assert story.why == "decision: agency, court or write-off due"
    assert story.desk.climbs.done(card(story), form_key(), note="agency from May") == (
        "Dana Alvarez: decision: agency, court or write-off: done by hand (agency from May)"
    )
    assert next_name(story) == ""


def test_a_part_payment_neither_skips_nor_repeats_a_step(story):
    assert climb(story, 3)[-1] == ("first notice", "polite")
    late(story, 4)
    story.pay("400")
    assert card(story).oldest_due == DUE
    assert card(late(story, 6)).row.reason == "overdue"
    assert late(story, 7).why == "call due"
    assert text(story) == ("call", "firm")
    late(story, 8)
    story.pay("100")
    assert text(late(story, 10)) == ("second notice", "assertive")
    assert "$500.00" in story.desk.drafts.draft(card(story)).text


def test_paying_the_older_invoice_takes_the_ladder_back_to_what_the_newer_one_has_heard(story):
    story.invoice("1042", "300", (DUE + timedelta(days=9)).isoformat(), issued="2026-02-01")
    assert climb(story, 21)[-1] == ("final notice", "final")
    late(story, 22)
    story.pay("1000", "1041")
    assert next_name(story) == "final notice", (
        "it was 12 days late when both were named: the second notice was its last"
    )
    story.undo()
    assert next_name(story) == "letter before action"


def test_a_new_invoice_after_all_was_paid_begins_gently(story):
    climb(story, 21)
    story.pay("1000")
    story.on("2026-05-01")
    story.invoice("1050", "200", "2026-05-08", issued="2026-05-01")
    assert (next_name(story), story.desk.drafts.tone_of(card(story))) == ("friendly reminder", "friendly")


def test_a_promise_pauses_the_ladder_which_goes_on_where_it_stopped(story):
    climb(story, 3)
    late(story, 5)
    story.do(story.desk.agreeing.promise, "600", "12 mar")
    late(story, 9)
    assert not story.is_in_queue
    story.pay("600")
    assert story.states("promise") == ["kept 600 of 600"]
    assert late(story, 10).why.startswith("call due")
    assert text(story) == ("call", "firm")


def test_a_broken_promise_is_told_of_and_the_ladder_goes_on_where_it_stopped(story):
    climb(story, 3)
    late(story, 5)
    story.do(story.desk.agreeing.promise, "600", "12 mar")
    late(story, 12)
    assert story.why.startswith("promise of 600 broken")
    draft = story.desk.drafts.draft(card(story))
    assert (draft.step_name, draft.tone) == ("call", "firm")
    assert "The $600.00 promised for 12 Mar 2026 has not reached us." in draft.text
    assert text(story) == ("call", "firm")
    assert "promised" not in story.desk.drafts.draft(card(story)).text
    assert text(late(story, 15)) == ("second notice", "assertive")


@pytest.mark.parametrize("pause", ["hold", "dispute", "arrangement", "reply"])
def test_what_pauses_the_ladder_leaves_the_step_where_it_was(story, pause):
    climb(story, 3)
    late(story, 5)
    step = next_name(story)
    if pause == "hold":
        story.do(story.desk.holding.hold, "illness", "20 mar")
    elif pause == "dispute":
        story.do(story.desk.holding.dispute, "1041", "wrong paper", "20 mar")
    elif pause == "arrangement":
        story.do(story.desk.agreeing.arrange, "monthly", "30 mar", count="2")
    else:
        from collector_tui.domain.carrier import Inbound

        story.desk.carrier.came.append(Inbound("in-1", "+12125550101", "can I pay half?"))
        story.desk.delivery.round()
    late(story, 8)
    assert card(story).row.reason in ("", "reply")
    assert story.desk.batches.due().going == ()
    late(story, 19)
    if pause in ("dispute", "arrangement"):
        story.undo()
    assert next_name(story) == step


def test_a_call_that_got_through_takes_the_call_and_undo_gives_it_back(story):
    climb(story, 6)
    late(story, 7)
    assert next_name(story) == "call"
    call(story.desk, story.account, "no_answer")
    assert next_name(story) == "call", "nobody was there"
    call(story.desk, story.account, "voicemail", key := form_key())
    assert next_name(story) == "second notice"
    call(story.desk, story.account, "busy", key)
    assert next_name(story) == "call", "it was busy after all"
    call(story.desk, story.account, "right_party", key)
    assert next_name(story) == "second notice"
    story.undo()
    assert next_name(story) == "call"


def test_a_call_takes_no_step_that_is_a_message(story):
    climb(story, 2)
    call(late(story, 3).desk, story.account, "right_party")
    assert next_name(story) == "first notice"


def test_a_step_done_by_hand_keeps_its_words_and_is_taken_back_with_them(story):
    climb(story, 20)
    late(story, 21)
    by_hand(story, "letter")
    [letter] = [one for one in story.desk.messages.outbox() if one.channel == "letter"]
    assert (letter.state, letter.recipient, letter.simulated) == ("sent", "", False)
    assert "2 Mar 2026" in letter.text
    assert "Final notice" in letter.subject
    assert next_name(story) == "letter before action"
    story.desk.delivery.round()
    story.undo()
    assert next_name(story) == "final notice"
    assert [one.state for one in story.desk.messages.outbox() if one.channel == "letter"] == ["cancelled"]


def test_a_call_marked_by_hand_rests_the_account_and_is_told_of_later(story):
    climb(story, 6)
    late(story, 7)
    story.desk.climbs.done(card(story), form_key(), note="met at the market")
    assert card(story).last_contact_on == DUE + timedelta(days=7)
    assert story.desk.batches.due().going == ()
    assert "9 Mar 2026" in story.desk.drafts.draft(card(story), channel="letter").text
    with pytest.raises(Refused, match="second notice of Dana Alvarez is not due before"):
        story.desk.climbs.done(card(story), form_key())
    story.undo()
    assert card(story).last_contact_on == DUE + timedelta(days=3)


def test_a_gentle_ladder_ends_gently(story, tmp_path):
    from collector_tui.domain.ladder import read_steps
    from collector_tui.domain.ladders import Ladder

    steps = read_steps({"step": [{"name": "a word", "day": 3, "tone": "polite"}]})
    story.desk.office.rules.ladders.by_name["gentle"] = Ladder("gentle", "Gentle", steps)
    story.desk.keeping.set_facts(story.account, {"ladder": "gentle"})
    late(story, 3)
    assert text(story) == ("a word", "polite")
    assert story.desk.drafts.tone_of(card(story)) == "polite"


def test_a_step_that_only_a_letter_takes_is_not_marked_by_an_email(story):
    climb(story, 34)
    late(story, 35)
    shown = card(story)
    draft = story.desk.drafts.draft(shown, channel="email")
    with pytest.raises(Refused, match="taken by letter, not by email"):
        story.desk.climbs.done(shown, form_key(), draft)


def test_nine_days_away_are_told_and_change_nothing_by_themselves(story):
    assert climb(story, -7) == [("friendly reminder", "friendly")]
    late(story, 2)
    away = story.desk.climbs.away()
    assert (away.days, away.steps, away.accounts) == (9, 2, 1)
    assert away.says == "You were away 9 days: 2 steps came due on 1 account."
    assert next_name(story) == "second reminder"


@pytest.mark.parametrize(
    ("choice", "then"), [("latest", "due-date reminder"), ("each", "second reminder"), ("none", "first notice")]
)
def test_after_days_away_the_collector_chooses_and_can_take_the_choice_back(story, choice, then):
    climb(story, -7)
    late(story, 2)
    story.desk.climbs.come_back(choice, form_key())
    story.sound()
    assert next_name(story) == then
    assert story.desk.climbs.away() is None, "it is asked once"
    story.undo()
    assert next_name(story) == "second reminder"


def test_days_away_are_asked_about_until_something_is_chosen(story):
    climb(story, -7)
    late(story, 2)
    assert story.desk.climbs.away().days == 9
    story.do(story.desk.plans.note, "looked in")
    assert story.desk.climbs.away().days == 9
    story.desk.climbs.come_back("latest", form_key())
    assert next_name(story) == "due-date reminder"
    assert story.desk.climbs.away() is None


def test_a_weekend_is_no_absence_and_one_step_is_no_question(story):
    climb(story, -7)
    assert late(story, -1).desk.climbs.away() is None
    climb(story, 3)
    assert late(story, 8).desk.climbs.away() is None


def test_what_arrives_late_begins_politely_and_climbs_one_step_a_contact(tmp_path):
    story = Story(tmp_path, "2026-06-20")
    story.invoice("7", "500", "2026-03-02", issued="2026-02-01")
    told = []
    for day in range(40):
        story.on((date(2026, 6, 20) + timedelta(days=day)).isoformat())
        if card(story).row.reason == "step" and next_name(story) != "letter before action":
            told.append((day, *text(story)))
    assert [(name, tone) for _, name, tone in told] == [
        ("first notice", "polite"), ("call", "firm"), ("second notice", "firm"), ("final notice", "final"),
    ]  # fmt: skip
    days = [day for day, _, _ in told]
    assert [after - before for before, after in pairwise(days)] == [3, 8, 8]


def test_an_account_climbs_the_ladder_it_was_given(story):
    assert next_name(story) == "friendly reminder"
    story.desk.keeping.set_facts(story.account, {"ladder": "consumer"})
    assert story.desk.office.ladder(card(story)).name == "consumer"
    with pytest.raises(Refused, match="“vip” is not a ladder: use one of business, consumer"):
        story.desk.keeping.set_facts(story.account, {"ladder": "vip"})
    story.desk.keeping.set_facts(story.account, {"ladder": ""})
    assert story.desk.office.ladder(card(story)).name == "business"


def test_who_keeps_to_a_promise_or_was_just_spoken_with_is_asked_about_first(story):
    climb(story, 3)
    late(story, 5)
    story.do(story.desk.agreeing.promise, "1000", "12 mar")
    with pytest.raises(Warned, match=r"Promised 1,000\.00 by 12 Mar 2026: the ladder waits for it"):
        send(story.desk, story.account)
    story.undo()
    call(story.desk, story.account, "right_party")
    with pytest.raises(Warned, match="You spoke with Dana Alvarez today"):
        send(story.desk, story.account)
    late(story, 6)
    send(story.desk, story.account)


def test_nothing_firmer_comes_before_the_day_that_was_given_to_answer(tmp_path):
    story = Story(tmp_path, "2026-06-22")
    story.invoice("7", "500", "2026-03-02", issued="2026-02-01")
    assert text(story) == ("first notice", "polite")
    story.on("2026-06-25")
    draft = story.desk.drafts.draft(card(story))
    assert (draft.step_name, draft.answer_by) == ("call", date(2026, 7, 2))
    assert "2 Jul 2026" in draft.text
    text(story)
    assert card(story).next_step_on == date(2026, 7, 3)
