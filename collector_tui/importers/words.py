"""Lists of words written the way they are easiest to read and to add to."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in their order.

    >>> words("paid bezahlt")
    ('paid', 'bezahlt')
    """
    return tuple(text.split())
