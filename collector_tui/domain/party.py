"""Whether an account is a person or a business, by the words that people and packages use for it."""

_WORDS = {
    "business": ("business", "company", "commercial", "corporate", "organization", "organisation", "b2b"),
    "consumer": ("consumer", "person", "individual", "private", "b2c"),
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}


def party_of(text: str) -> str:
    """The kind a word means, `business` or `consumer`; empty where it means neither.

    >>> party_of(" Company "), party_of("person"), party_of("Invoice")
    ('business', 'consumer', '')
    """
    return _KINDS.get(text.strip().lower(), "")
