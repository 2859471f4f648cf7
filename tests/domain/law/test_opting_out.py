"""What ends texts by any reasonable means, and what only has the word in it."""

import pytest

from collector_tui.domain.optout import opts_out


@pytest.mark.parametrize(
    "text",
    [
        "STOP", "stop all", "Quit", "END", "Revoke.", "Opt out", "opt-out!", "cancel", "UNSUBSCRIBE", "STOP please",
        "please stop", "Stop now", "please don't text me anymore", "Please don’t text me", "Do not text me again",
        "stop texting me", "Stop sending me messages", "no more texts", "take me off your list", "remove my number",
        "I want to opt out", "opt me out", "I revoke my consent", "stop contacting me", "Leave me alone", "stop it",
        "do not contact me", "Please don't contact me.", "Do not contact me again", "Never contact us again!",
        "Do not contact me again. My lawyer will call you.", "I paid. Please do not contact me anymore", "stop it please",
        "ＳＴＯＰ", "Hi, this is Dana. Stop texting this number. Thanks",
    ],
)  # fmt: skip
def test_these_end_texts(text):
    assert opts_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "I will pay at the end of the month", "I will stop by today", "I cannot stop by today",
        "when does it end?", "don't stop", "Cancel invoice 1041 please", "stopped", "yes", "the weekend is fine",
        "Do not stop texting me", "in the end I will pay", "take me to court then", "I removed the old one",
        "don't contact me at work", "If you do not contact me again I take it as settled", "why don't you contact me",
        "do not contact me again until Monday", "I told them: they do not contact me",
        "please don't call my work, text me", "what are my options", "I quit my job last week", "Unstoppable Inc. pays",
    ],
)  # fmt: skip
def test_these_do_not(text):
    assert not opts_out(text)
