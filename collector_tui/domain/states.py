"""The states, provinces and territories that an address can name, and how their postal codes begin."""

import re
from typing import NamedTuple


class State(NamedTuple):
    """One state: its letters, its name, and what its postal codes begin with."""

    letters: str
    name: str
    leads: tuple[str, ...]


class States(NamedTuple):
    """The states of a country by letters and name, the shape of its postal codes, and whether a code tells its state."""

    known: dict[str, State]
    shape: str
    code_tells: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Finds a postal code together with the state that is written before it."""
        names = "|".join(sorted(map(re.escape, self.known), key=len, reverse=True))
        named = rf"(?:\b({names})[\s,.]+)" + ("?" if self.code_tells else "")
        return re.compile(rf"{named}(?<![A-Z0-9-])({self.shape})(?![A-Z0-9-])", re.ASCII)

    def of(self, name: str, code: str) -> str:
        """The letters of the state that has the code, and is the one that was named; else nothing."""
        states = (self.known[name],) if name else self.known.values()
        return next((state.letters for state in states if code.startswith(state.leads)), "")

    @staticmethod
    def tidy(code: str) -> str:
        """A postal code as it is usually written: five digits, or two halves with a space between them."""
        if code.replace("-", "").isdigit():
            return code.partition("-")[0]
        return f"{code[:-3].strip()} {code[-3:]}"


def _known(table: str) -> dict[str, State]:
    """States by their letters and by their names, from lines such as `NY New York: 1 00501`."""
    known = {}
    for line in table.strip().splitlines():
        title, _, leads = line.partition(":")
        letters, _, name = title.strip().partition(" ")
        state = State(letters, name, tuple(leads.split()))
        known[letters] = known[name.upper()] = state
    return known


UNITED_STATES = States(
    _known("""
AL Alabama: 3
AK Alaska: 9
AZ Arizona: 8
AR Arkansas: 7
CA California: 9
CO Colorado: 8
CT Connecticut: 0
DE Delaware: 1
DC District of Columbia: 2 569
FL Florida: 3
GA Georgia: 3
HI Hawaii: 9
ID Idaho: 8
IL Illinois: 6
IN Indiana: 4
IA Iowa: 5
KS Kansas: 6
KY Kentucky: 4
LA Louisiana: 7
ME Maine: 0
MD Maryland: 2
MA Massachusetts: 0
MI Michigan: 4
MN Minnesota: 5
MS Mississippi: 3
MO Missouri: 6
MT Montana: 5
NE Nebraska: 6
NV Nevada: 8
NH New Hampshire: 0
NJ New Jersey: 0
NM New Mexico: 8
NY New York: 1 005 06390
NC North Carolina: 2
ND North Dakota: 5
OH Ohio: 4
OK Oklahoma: 7
OR Oregon: 9
PA Pennsylvania: 1
RI Rhode Island: 0
SC South Carolina: 2
SD South Dakota: 5
TN Tennessee: 3
TX Texas: 7 885
UT Utah: 8
VT Vermont: 0
VA Virginia: 2
WA Washington: 9
WV West Virginia: 2
WI Wisconsin: 5
WY Wyoming: 8
PR Puerto Rico: 006 007 009
VI US Virgin Islands: 008
GU Guam: 969
AS American Samoa: 967
MP Northern Mariana Islands: 969
"""),
    r"[0-9]{5}(?:-[0-9]{4})?",
)

CANADA = States(
    _known("""
NL Newfoundland and Labrador: A
NS Nova Scotia: B
PE Prince Edward Island: C
NB New Brunswick: E
QC Quebec: G H J
ON Ontario: K L M N P
MB Manitoba: R
SK Saskatchewan: S
AB Alberta: T
BC British Columbia: V
NU Nunavut: X0A X0B X0C
NT Northwest Territories: X0E X0G X1A
YT Yukon: Y
"""),
    r"[A-CEGHJ-NPR-TVXY][0-9][A-CEGHJ-NPR-TV-Z] ?[0-9][A-CEGHJ-NPR-TV-Z][0-9]",
    code_tells=True,
)

AUSTRALIA = States(
    _known("""
NSW New South Wales: 1 2
ACT Australian Capital Territory: 02 2
VIC Victoria: 3 8
QLD Queensland: 4 9
SA South Australia: 5
WA Western Australia: 6
TAS Tasmania: 7
NT Northern Territory: 08 09
"""),
    r"[0-9]{4}",
)

BRITAIN = States({}, code_tells=True, shape=r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
"""Its postcodes say nothing of a state."""
