"""The configuration: names that nothing reads are told, and what is no time zone is answered with one that is near."""

import tomllib
from pathlib import Path

import pytest

from collector_tui.domain.refusal import Refused
from collector_tui.settings import parse_settings

PATH = Path("config.toml")


@pytest.mark.parametrize(
    ("written", "notice"),
    [
        ("", ""),
        (
            "[work]\nminimum_interval_day = 5",
            "config.toml: [work] minimum_interval_day is not known and has no effect.",
        ),
        (
            '[sms]\nform = "1"\n[sms.twilio]\nsid = "1"',
            "config.toml: [sms] form, [sms.twilio] sid are not known and have no effect.",
        ),
        ("[bussiness]\nname = 1", "config.toml: [bussiness] is not known and has no effect."),
        ('theme = "x"', "config.toml: [theme] is not known and has no effect."),
        ('[keys]\nnote = "w"', ""),
        (
            '[business]\nname="H"\npay_link=""\n[work]\npayment_order="oldest"\n[rules]\nprofiles=[]\n'
            '[sms]\ncarrier="smsgate"\nundo_seconds=10\nfrom=""\n[sms.smsgate]\nbase_url=""\nusername=""\n'
            '[email]\nhost="h"\nport=25\nsecurity="none"\nusername=""\nfrom=""\n[ui]\ntheme=""',
            "",
        ),
    ],
)
def test_names_that_are_not_known_are_told_and_nothing_is_refused(written, notice):
    assert parse_settings(tomllib.loads(written), PATH).notice == notice


def test_a_zone_that_is_none_is_answered_with_one_that_is_near():
    with pytest.raises(Refused, match=r"config.toml: \[business\] timezone: “New York” is not .* America/New_York?"):
        parse_settings({"business": {"timezone": "New York"}}, PATH)
