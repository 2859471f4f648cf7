"""The five tones a message can be written in, gentlest first."""

from typing import Final, Literal, get_args

Tone = Literal["friendly", "polite", "firm", "assertive", "final"]

TONES: Final[tuple[Tone, ...]] = get_args(Tone)


def as_tone(text: str) -> Tone:
    """The tone of that name.

    Raises ValueError with a sentence that lists the tones.
    """
    for tone in TONES:
        if tone == text:
            return tone
    raise ValueError(f"“{text}” is not a tone: use one of {', '.join(TONES)}")
