"""STOP ends texts; a sentence with the word in it does not."""

import pytest

from collector_tui.domain.optout import stops


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop",
        " Stop. ",
        "STOP!!!",
        "stopall",
        "Stop all",
        "UNSUBSCRIBE",
        "cancel",
        "End",
        "QUIT",
        "opt-out",
        "revoke",
        "\nSTOP\n",
        "stop 👍",
        "STOPP",
        "Stopp!",
        "ARRET",
        "Arrêt",
    ],
)
def test_these_words_end_texts(text):
    assert stops(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I will stop by today",
        "when does it end?",
        "don't stop",
        "Cancel invoice 1041 please",
        "stopped",
        "yes",
        "arret de travail",
        "alto",
    ],
)
def test_a_sentence_does_not(text):
    assert not stops(text)
