"""Words for days and counts in the sentences of the guard."""

from datetime import date

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """A day as the desk says it, with its year left out.

    >>> day_words(date(2026, 12, 2))
    'Wed 2 Dec'
    """
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def nth(number: int) -> str:
    """A number as one counts.

    >>> [nth(number) for number in (1, 2, 3, 8, 11, 22)]
    ['1st', '2nd', '3rd', '8th', '11th', '22nd']
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def place_words(zone: str) -> str:
    """The place a zone is named for.

    >>> place_words("America/New_York")
    'New York'
    """
    return zone.rpartition("/")[2].replace("_", " ")
