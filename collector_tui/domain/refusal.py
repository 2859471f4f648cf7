"""Refusals: what was asked cannot be done, and the one sentence that says why and what to do."""


class Refused(Exception):
    """What was asked is refused; the message is the sentence to show. Nothing was changed.

    Its first word gets a capital, unless it is no word but a name such as that of a file.
    """

    def __init__(self, sentence: str = "") -> None:
        is_word = sentence.partition(" ")[0].isalpha()
        super().__init__(sentence[:1].upper() + sentence[1:] if is_word else sentence)


class BookTrouble(Refused):
    """The book cannot be opened, read or written."""


class ChangedSinceDrafted(Refused):
    """The figures in the book are not those on the screen any more: look again, then send."""


class Warned(Refused):
    """The account may be contacted, but something has to be minded first: it has to be confirmed."""


class Blocked(Refused):
    """A rule stands in the way; a typed reason may set it aside where the rule allows that, or another time is chosen."""


class SentToday(Refused):
    """A text went to this account today already: a second one has to be confirmed."""
