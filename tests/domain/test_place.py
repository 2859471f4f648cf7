"""An address line gives a state and a postal code, or nothing; the digits of a number give no more than they have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.numbering import area_code, zones_of_number
from collector_tui.domain.place import Place, evidence_of, place_of

COUNTRIES = ["US", "CA", "AU", "GB", "PR", "DE", "", "XX"]
TEXT = st.text(max_size=80) | st.text("NYONCA .,-\n0123456789", max_size=60)


@pytest.mark.parametrize(
    ("address", "country", "state", "postcode"),
    [
        ("60 Broad St, New York, NY 10004", "US", "NY", "10004"),
        ("60 Broad St\nNew York\nN.Y.  10004-2301\nUSA", "US", "NY", "10004"),
        ("12345 Main St, Charleston, West Virginia 25301", "US", "WV", "25301"),
        ("5 Hill Rd, Kansas City, ks 66101", "US", "KS", "66101"),
        ("Fishers Island, New York 06390", "US", "NY", "06390"),
        ("1 Calle Sol, San Juan, PR 00901", "US", "PR", "00901"),
        ("1 Calle Sol, San Juan, PR 00901", "PR", "PR", "00901"),
        ("20 Bay St, Toronto ON M5J 2N8", "CA", "ON", "M5J 2N8"),
        ("20 Bay St, Toronto m5j2n8", "CA", "ON", "M5J 2N8"),
        ("1 rue Haute, Québec, Québec G1R 4P5", "CA", "QC", "G1R 4P5"),
        ("Iqaluit, NU X0A 0H0", "CA", "NU", "X0A 0H0"),
        ("Yellowknife NT X1A 2P8", "CA", "NT", "X1A 2P8"),
        ("1 George St, Sydney NSW 2000", "AU", "NSW", "2000"),
        ("1 Mitchell St, Darwin, Northern Territory 0800", "AU", "NT", "0800"),
        ("4 Mill Lane, Bath BA1 1SL", "GB", "", "BA1 1SL"),
        ("4 Mill Lane, London ec1a1bb, England", "GB", "", "EC1A 1BB"),
    ],
)
def test_what_is_plainly_written_is_found(address, country, state, postcode):
    assert place_of(address, country) == Place(state, postcode)


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("", "US"),
        ("12345 Main St", "US"),
        ("PO Box 10004, New York", "US"),
        ("Suite 10004", "US"),
        ("60 Broad St, New York, NY 90210", "US"),
        ("Albany, NY 12207 and Los Angeles, CA 90001", "US"),
        ("New York, NY 100045", "US"),
        ("New York, NY 10004-23", "US"),
        ("20 Bay St, Calgary AB M5J 2N8", "CA"),
        ("Toronto D5J 2N8", "CA"),
        ("1 George St, Sydney VIC 2000", "AU"),
        ("1 George St, Sydney 2000", "AU"),
        ("4 Mill Lane", "GB"),
        ("from BA1 1SL to EC1A 1BB", "GB"),
        ("60 Broad St, New York, NY 10004", "DE"),
        ("60 Broad St, New York, NY 10004", ""),
    ],
)
def test_where_it_is_not_certain_there_is_nothing(address, country):
    assert place_of(address, country) == Place()


def test_an_address_says_by_itself_that_it_is_elsewhere():
    assert evidence_of("", "20 Bay St, Toronto ON M5J 2N8", "", "US")[0:4] == ("CA", "", "", "M5J 2N8")
    assert evidence_of("", "1 George St, Sydney NSW 2000", "", "US").country == "AU"
    assert evidence_of("", "4 Mill Lane, Bath BA1 1SL", "", "US").country == "US", "that could be many things"


def test_a_number_gives_its_area_code_or_its_zones():
    assert evidence_of("", "", "+13345550101", "US").area_code == "334"
    assert evidence_of("", "", "+13345550101", "GB").area_code == "334"
    assert evidence_of("", "", "+442079460101", "US").number_zones == ("Europe/London",)
    assert evidence_of("America/Denver", "", "", "US").known_zone == "America/Denver"
    assert area_code("+1334555010") == area_code("13345550101") == area_code("+61755501234") == ""
    assert zones_of_number("+13345550101") == zones_of_number("+800") == zones_of_number("") == ()


@pytest.mark.parametrize(
    ("e164", "there", "not_there"),
    [
        ("+61755501234", {"Brisbane", "Sydney"}, {"Perth", "Darwin"}),
        ("+61255501234", {"Sydney"}, {"Brisbane"}),
        ("+61355501234", {"Melbourne", "Hobart"}, {"Brisbane"}),
        ("+61889501234", {"Darwin", "Adelaide", "Perth"}, {"Sydney"}),
        ("+61491570156", {"Sydney", "Brisbane", "Adelaide", "Darwin", "Perth", "Eucla", "Lord_Howe"}, set()),
    ],
)
def test_an_australian_number_has_every_zone_it_can_be_in(e164, there, not_there):
    zones = {zone.removeprefix("Australia/") for zone in zones_of_number(e164)}
    assert there <= zones
    assert not not_there & zones


@given(TEXT, st.sampled_from(COUNTRIES))
def test_no_text_is_too_much(address, country):
    place = place_of(address, country)
    assert bool(place.state) == bool(place.postcode) or country == "GB"


@given(TEXT, TEXT, st.text("+0123456789 x", max_size=16) | TEXT, st.sampled_from(COUNTRIES) | TEXT)
def test_evidence_is_made_of_anything(known, address, number, country):
    evidence = evidence_of(known, address, number, country)
    assert evidence.known_zone == known
