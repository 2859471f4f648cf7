"""How an account is addressed in writing."""

from collector_tui.domain.text import one_line, visible

_LONGEST_NAME = 40
_FIRMS = frozenset(
    [
        "attorneys",
        "associates",
        "partners",
        "services",
        "group",
        "company",
        "inc",
        "llc",
        "ltd",
        "pc",
        "co",
        "corp",
        "plc",
        "llp",
        "lp",
        "pa",
        "gmbh",
        "ag",
        "sa",
        "sons",
    ]
)
"""Last words that tell a firm with a comma in its name from a person written last name first."""


def addressed(name: str) -> str:
    """The name as one writes to it: “Okafor, Chidi” turned round, and a job left out.

    >>> addressed("Okafor, Chidi"), addressed("Brightside Dental, PC:North Clinic")
    ('Chidi Okafor', 'Brightside Dental, PC')
    """
    plain = visible(one_line(name)).partition(":")[0] or visible(one_line(name))
    last, comma, first = plain.partition(", ")
    is_person = not set("&0123456789/") & set(plain) and len(last.split()) <= 2 and len(first.split()) <= 2
    if comma and is_person and "," not in first and first.split()[-1].lower().strip(".") not in _FIRMS:
        plain = f"{first} {last}"
    return plain


def shortened(name: str) -> str:
    """A name for a text, which has no room for a long one; a letter and an email have it whole.

    >>> shortened("The Worshipful Company of Makers of Playing Cards")
    'The Worshipful Company of Makers of P...'
    """
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 3].rstrip() + "..."
