"""From a place to the names of the rule packs that bind there."""

_EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
_ALSO = {"UK": "GB", "EL": "GR"}
_STATES = {
    "ALABAMA": "AL", "ALASKA": "AK", "ARIZONA": "AZ", "ARKANSAS": "AR", "CALIFORNIA": "CA", "COLORADO": "CO",
    "CONNECTICUT": "CT", "DELAWARE": "DE", "DISTRICT OF COLUMBIA": "DC", "FLORIDA": "FL", "GEORGIA": "GA",
    "HAWAII": "HI", "IDAHO": "ID", "ILLINOIS": "IL", "INDIANA": "IN", "IOWA": "IA", "KANSAS": "KS", "KENTUCKY": "KY",
    "LOUISIANA": "LA", "MAINE": "ME", "MARYLAND": "MD", "MASSACHUSETTS": "MA", "MICHIGAN": "MI", "MINNESOTA": "MN",
    "MISSISSIPPI": "MS", "MISSOURI": "MO", "MONTANA": "MT", "NEBRASKA": "NE", "NEVADA": "NV", "NEW HAMPSHIRE": "NH",
    "NEW JERSEY": "NJ", "NEW MEXICO": "NM", "NEW YORK": "NY", "NORTH CAROLINA": "NC", "NORTH DAKOTA": "ND",
    "OHIO": "OH", "OKLAHOMA": "OK", "OREGON": "OR", "PENNSYLVANIA": "PA", "RHODE ISLAND": "RI",
    "SOUTH CAROLINA": "SC", "SOUTH DAKOTA": "SD", "TENNESSEE": "TN", "TEXAS": "TX", "UTAH": "UT", "VERMONT": "VT",
    "VIRGINIA": "VA", "WASHINGTON": "WA", "WEST VIRGINIA": "WV", "WISCONSIN": "WI", "WYOMING": "WY",
}  # fmt: skip
_PROVINCES = {
    "ALBERTA": "AB", "BRITISH COLUMBIA": "BC", "MANITOBA": "MB", "NEW BRUNSWICK": "NB",
    "NEWFOUNDLAND AND LABRADOR": "NL", "NORTHWEST TERRITORIES": "NT", "NOVA SCOTIA": "NS", "NUNAVUT": "NU",
    "ONTARIO": "ON", "PRINCE EDWARD ISLAND": "PE", "QUEBEC": "QC", "QUÉBEC": "QC", "SASKATCHEWAN": "SK", "YUKON": "YT",
}  # fmt: skip
_NYC = frozenset(
    {"NEW YORK CITY", "NEW YORK", "NYC", "MANHATTAN", "BROOKLYN", "BRONX", "THE BRONX", "QUEENS", "STATEN ISLAND"}
)
# Manhattan, Staten Island and the Bronx; Brooklyn; Queens. Border ZIPs shared with Nassau County are counted in.
_NYC_ZIPS = ((10001, 10499), (11004, 11005), (11040, 11040), (11101, 11499), (11691, 11697))


def profiles_of(country: str, region: str = "", city: str = "", postcode: str = "") -> tuple[str, ...]:
    """The profiles of a place, widest first; a place that is not known has none.

    `country` is an ISO code, `region` the code or name of a state or province.

    >>> profiles_of("US", "NY", "Brooklyn")
    ('US-FED', 'US-NY', 'US-NY-NYC')
    >>> profiles_of("CA", "Quebec"), profiles_of("DE"), profiles_of("US", "", "", "10001")
    (('CA', 'CA-QC'), ('EU',), ('US-FED', 'US-NY', 'US-NY-NYC'))
    """
    code = country.strip().upper()
    code = _ALSO.get(code, code)
    if code == "US":
        return _united_states(region.strip().upper(), city.strip().upper(), postcode.strip()[:5])
    if code == "CA":
        province = region.strip().upper()
        province = _PROVINCES.get(province, province)
        return ("CA", f"CA-{province}") if province else ("CA",)
    if code in _EU:
        return ("EU",)
    return (code,) if code else ()


def _united_states(region: str, city: str, zip_code: str) -> tuple[str, ...]:
    state = _STATES.get(region, region)
    in_city = zip_code.isascii() and zip_code.isdigit() and any(low <= int(zip_code) <= high for low, high in _NYC_ZIPS)
    if in_city or (state == "NY" and city in _NYC):
        return ("US-FED", "US-NY", "US-NY-NYC")
    return ("US-FED", f"US-{state}") if state else ("US-FED",)
