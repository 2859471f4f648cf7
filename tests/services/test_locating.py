"""Every zone in which a debtor could be is found, and no zone in which they could not."""

import time

import places
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.place import evidence_of
from collector_tui.domain.whereabouts import Evidence, Whereabouts
from collector_tui.paths import asset
from collector_tui.services.locating import country_zones, whereabouts
from collector_tui.services.zones import are_alike, distinct, offsets

PACIFIC, MOUNTAIN, CENTRAL, EASTERN = "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York"
ARIZONA, HAWAII = "America/Phoenix", "Pacific/Honolulu"


def same(zones, expected) -> bool:
    """Whether these are the same clocks, under whatever names."""
    return {offsets(zone) for zone in zones} == {offsets(zone) for zone in expected}


def at(zip_code: str = "", area: str = "", known: str = "", address: str = "", country: str = "US") -> Whereabouts:
    return whereabouts(Evidence(country, known, address, zip_code, area))


@pytest.mark.parametrize(
    ("row", "evidence", "zones"),
    [
        ("B01", Evidence("US", address_zone=PACIFIC, area_code="212"), {PACIFIC, EASTERN}),
        ("B05", Evidence("US", known_zone=PACIFIC, address_zone=EASTERN, area_code="212"), {PACIFIC}),
        ("B07", Evidence("US", address_zone=CENTRAL, area_code="850"), {CENTRAL}),
        ("B08", Evidence("US", postcode="36854"), {CENTRAL}),
        ("B10", Evidence("US", known_zone=ARIZONA, area_code="303"), {ARIZONA}),
        ("B11", Evidence("US", postcode="86504"), {MOUNTAIN}),
        ("B12", Evidence("US", address_zone=ARIZONA, area_code="602"), {ARIZONA}),
        ("B16", Evidence("US", address_zone=EASTERN, area_code="808"), {EASTERN, HAWAII}),
        ("B18", Evidence("US", address_zone=EASTERN), {EASTERN}),
        ("B19", Evidence("US", area_code="423"), {EASTERN, CENTRAL}),
    ],
)
def test_the_rows_of_the_table_of_contacts(row, evidence, zones):
    found = whereabouts(evidence)
    assert same(found.zones, zones), row
    assert not found.is_unknown


def test_where_nothing_is_known_it_is_every_state_and_unknown():
    """Row B09: a toll-free number. Alaska and Hawaii are asked as well, a territory is a country of its own."""
    for found in (at(area="800"), at(), at(area="000"), at("99999999"), at("09001")):
        assert found.is_unknown
        assert same(
            found.zones, [EASTERN, CENTRAL, MOUNTAIN, ARIZONA, PACIFIC, "America/Anchorage", "America/Adak", HAWAII]
        )
        assert found.says == "nothing but the country US"


@pytest.mark.parametrize(
    ("area", "zones"),
    [
        ("270", {CENTRAL, EASTERN}), ("364", {CENTRAL, EASTERN}), ("606", {EASTERN, CENTRAL}), ("502", {EASTERN}),
        ("859", {EASTERN}), ("423", {EASTERN, CENTRAL}), ("931", {CENTRAL}), ("865", {EASTERN}), ("615", {CENTRAL}),
        ("901", {CENTRAL}), ("850", {CENTRAL, EASTERN}), ("448", {CENTRAL, EASTERN}), ("305", {EASTERN}),
        ("689", {EASTERN}), ("219", {CENTRAL}), ("574", {EASTERN, CENTRAL}), ("812", {EASTERN, CENTRAL}),
        ("930", {EASTERN, CENTRAL}), ("765", {EASTERN}), ("317", {EASTERN}), ("906", {EASTERN, CENTRAL}),
        ("208", {MOUNTAIN, PACIFIC}), ("541", {PACIFIC, MOUNTAIN}), ("775", {PACIFIC, MOUNTAIN}), ("702", {PACIFIC}),
        ("435", {MOUNTAIN}), ("928", {ARIZONA, MOUNTAIN}), ("602", {ARIZONA}), ("505", {MOUNTAIN}),
        ("605", {CENTRAL, MOUNTAIN}), ("701", {CENTRAL, MOUNTAIN}), ("308", {CENTRAL, MOUNTAIN}), ("915", {MOUNTAIN}),
        ("620", {CENTRAL, MOUNTAIN}), ("785", {CENTRAL, MOUNTAIN}), ("334", {CENTRAL}), ("706", {EASTERN}),
        ("212", {EASTERN}), ("907", {"America/Anchorage", "America/Adak"}), ("787", {"America/Puerto_Rico"}),
        ("416", {"America/Toronto"}), ("604", {"America/Vancouver"}), ("876", {"America/Jamaica"}),
        ("807", {"America/Toronto", "America/Winnipeg", "America/Atikokan"}), ("671", {"Pacific/Guam"}),
    ],
)  # fmt: skip
def test_an_area_code_has_all_its_zones_and_no_neighbour_s(area, zones):
    found = at(area=area)
    assert same(found.zones, zones)
    assert found.says == f"area code {area}"


@pytest.mark.parametrize(
    ("evidence", "zones", "doubtful"),
    [
        (("36854", ""), {CENTRAL}, {EASTERN}),
        (("36854", "334"), {CENTRAL}, {EASTERN}),
        (("36854", "706"), {CENTRAL, EASTERN}, set()),
        (("89883", ""), {MOUNTAIN}, {PACIFIC}),
        (("89883", "435"), {MOUNTAIN}, {PACIFIC}),
        (("89883", "775"), {MOUNTAIN}, {PACIFIC}),
        (("89825", "775"), {PACIFIC}, {MOUNTAIN}),
        (("86504", "928"), {MOUNTAIN}, set()),
        (("86045", ""), {ARIZONA}, {MOUNTAIN}),
        (("47906", "317"), {EASTERN}, set()),
        (("32401", "850"), {CENTRAL}, set()),
        (("32301", "850"), {EASTERN}, set()),
        (("32401-1234", ""), {CENTRAL}, set()),
        (("10001", "212"), {EASTERN}, set()),
        (("10001", "800"), {EASTERN}, set()),
        (("37399", ""), {EASTERN, CENTRAL}, set()),
        (("00901", ""), {"America/Puerto_Rico"}, set()),
    ],
)
def test_a_zip_code_with_an_area_code(evidence, zones, doubtful):
    found = at(*evidence)
    assert same(found.zones, zones)
    assert same(found.doubtful, doubtful)


def test_it_says_how_it_was_found():
    assert at("36854", "334").says == "ZIP 36854 and area code 334"
    assert at("36854").says == "ZIP 36854"
    assert at(known=PACIFIC).says == "what is known of them"
    assert at(address=PACIFIC, area="212").says == "the address and area code 212"
    assert at("M5J 2N8", country="CA").says == "postcode M5J 2N8"


@pytest.mark.parametrize(
    ("address", "number", "country", "zones"),
    [
        ("20 Bay St, Toronto ON M5J 2N8", "+14165550123", "US", {"America/Toronto"}),
        ("Cranbrook, BC V1C 4H2", "+12505550123", "CA", {"America/Edmonton"}),
        ("Kenora, ON P9N 1A1", "", "CA", {"America/Winnipeg"}),
        ("Vancouver, BC V6B 1A1", "+16045550123", "CA", {"America/Vancouver"}),
        ("Lloydminster, SK S9V 0A1", "", "CA", {"America/Regina", "America/Edmonton"}),
        ("1 George St, Sydney NSW 2000", "+61755501234", "AU", {"Australia/Sydney"}),
        ("Broken Hill NSW 2880", "", "AU", {"Australia/Adelaide"}),
        ("Coolangatta QLD 4225", "+61255501234", "AU", {"Australia/Brisbane", "Australia/Sydney"}),
        ("", "+61755501234", "AU", {"Australia/Brisbane", "Australia/Sydney"}),
        ("", "+61889501234", "AU", {"Australia/Adelaide", "Australia/Darwin", "Australia/Perth", "Australia/Eucla"}),
        ("60 Broad St, New York, NY 10004", "+442079460101", "US", {EASTERN, "Europe/London"}),
        ("", "+33639980101", "US", {"Europe/Paris"}),
        ("", "+34612345678", "ES", {"Europe/Madrid", "Atlantic/Canary"}),
        ("", "+18005550123", "GB", {"Europe/London"}),
        ("", "", "GB", {"Europe/London"}),
        ("", "", "VN", {"Asia/Ho_Chi_Minh"}),
        ("", "", "IN", {"Asia/Kolkata"}),
    ],
)
def test_elsewhere(address, number, country, zones):
    found = whereabouts(evidence_of("", address, number, country))
    assert same(found.zones, zones)
    assert not found.is_unknown


def test_an_australian_mobile_and_australia_are_the_same_clocks():
    mobile = whereabouts(evidence_of("", "", "+61491570156", "AU"))
    country = whereabouts(evidence_of("", "", "+611800123456", "AU"))
    assert same(mobile.zones, country.zones)
    assert country.is_unknown
    assert not mobile.is_unknown


def test_without_even_a_country_it_is_the_whole_world():
    for country in ("", "XX", "us"):
        found = at(country=country)
        assert found.is_unknown
        assert len(found.zones) > 40
        assert same(found.zones, distinct(found.zones))


def test_a_zone_is_called_by_its_usual_name():
    assert whereabouts(evidence_of("", "", "+447700900123", "US")).zones == ("Europe/London",)


def test_a_known_zone_that_is_none_is_not_known():
    assert at("10001", known="Eastern").zones == (EASTERN,)


def test_zones_that_are_alike_are_given_once():
    assert are_alike("America/Detroit", EASTERN)
    assert not are_alike(ARIZONA, MOUNTAIN)
    assert not are_alike("America/Vancouver", PACIFIC), "since November 2026"
    assert distinct(["America/Detroit", EASTERN, "No/Where", CENTRAL]) == ("America/Detroit", CENTRAL)
    assert len(whereabouts(Evidence("US", area_code="812")).zones) == 2


def test_a_country_s_zones_are_those_of_the_zone_data():
    assert country_zones("US")[0] == EASTERN
    assert {HAWAII, "America/Adak"} <= set(country_zones("US"))
    assert "Pacific/Guam" not in country_zones("US")
    assert country_zones("AU")[0] == "Australia/Sydney"
    assert country_zones("VN") == ("Asia/Ho_Chi_Minh",)
    assert country_zones("XX") == ()


def test_the_tables_are_what_the_packages_give():
    pytest.importorskip("zipcodes")
    pytest.importorskip("ziptz")
    for name, text in places.built().items():
        assert asset("places", name).read_text("utf-8") == text, "run `python tests/places.py`"


@pytest.mark.parametrize("name", ["US-postcodes", "CA-postcodes", "AU-postcodes", "area-codes"])
def test_every_zone_in_a_table_is_one_and_no_beginning_is_there_twice(name):
    lines = [line.split() for line in asset("places", f"{name}.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    words = [word for line in lines for word in line]
    assert all(offsets(word) for word in words if "/" in word)
    begins = [word for word in words if "/" not in word and "?" not in word]
    assert len(begins) == len(set(begins))


TEXT = st.text(max_size=20)
ZONE = st.sampled_from(["", EASTERN, PACIFIC, "Europe/London", "No/Where", "../x", "America", "/", "."]) | TEXT
CODE = st.sampled_from(["", "10001", "36854", "99999", "M5J 2N8", "2000", "٣٦٨٥٤", "?36854"]) | TEXT
AREA = st.sampled_from(["", "212", "423", "800", "+1", "?"]) | TEXT
COUNTRY = st.sampled_from(["US", "CA", "AU", "GB", "PR", "", "XX"]) | TEXT


@given(st.builds(Evidence, COUNTRY, ZONE, ZONE, CODE, AREA, st.lists(ZONE, max_size=3).map(tuple)))
def test_any_evidence_gives_zones_that_are_some(evidence):
    found = whereabouts(evidence)
    assert found.zones
    assert found.says
    assert all(offsets(zone) for zone in (*found.zones, *found.doubtful))


@given(st.sampled_from(["36854", "10001", "86504", "89883", "37402"]), st.integers(200, 999).map(str))
def test_a_number_never_takes_a_zone_of_the_address_away(code, area):
    assert set(at(code).zones) <= set(at(code, area).zones)


def test_a_verdict_is_not_kept_waiting():
    cases = [
        evidence_of("", f"1 Main St, Town, AL 36{number:03}", f"+1334555{number:04}", "US") for number in range(1000)
    ]
    whereabouts(cases[0])
    began = time.perf_counter()
    for case in cases:
        whereabouts(case)
    assert (time.perf_counter() - began) / len(cases) < 0.001
