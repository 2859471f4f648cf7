"""Settings are written into config.toml, all or none, and everything else in it stays as it was."""

import tomllib

import pytest

from collector_tui.config_file import changed, write_settings
from collector_tui.domain.refusal import Refused

TWILIO = {"sms": {"carrier": "twilio", "from": "+12125550100"}, "sms.twilio": {"account_sid": "AC9"}}


@pytest.mark.parametrize(
    "before",
    [
        "",
        '# mine\n[sms]\ncarrier = "none"  # or twilio\n\n[email]\nhost = "h"  # ours\n',
        '[sms]\ncarrier="none"\n[sms.twilio]  # the token\naccount_sid = "AC..."\n[sms.smsgate]\nbase_url="x"\n',
        '[sms]\ncarrier="none"\n[email]  # ours\nhost="h"\n[sms.twilio]\naccount_sid="1"\n',
        '[sms.twilio]\naccount_sid="1"  # mine\n',
        'sms.carrier = "none"\nsms.twilio.account_sid = "1"\n[email]\nhost="h"  # ours\n',
        'sms = { carrier = "none" }  # short\n',
        '[sms]\ntwilio = { account_sid = "1" }\n',
    ],
)
def test_settings_are_written_into_their_sections_and_comments_stay(tmp_path, before):
    path = tmp_path / "config.toml"
    path.write_text(before)
    write_settings(path, {**TWILIO, "email": {"port": 465}})
    after = path.read_text()
    table = tomllib.loads(after)
    assert (table["sms"]["carrier"], table["sms"]["from"], table["email"]["port"]) == ("twilio", "+12125550100", 465)
    assert table["sms"]["twilio"]["account_sid"] == "AC9"
    assert [line for line in before.split("#")[1:] if line.split("\n")[0] not in after] == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_first_setting_makes_the_file_and_its_folder(tmp_path):
    path = tmp_path / "new" / "config.toml"
    write_settings(path, TWILIO)
    assert tomllib.loads(path.read_text())["sms"]["carrier"] == "twilio"
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "dotfiles").mkdir()
    real, path = tmp_path / "dotfiles" / "mine.toml", tmp_path / "config.toml"
    real.write_text("# mine\n")
    path.symlink_to(real)
    write_settings(path, TWILIO)
    assert path.is_symlink()
    assert real.read_text().startswith("# mine")
    assert "AC9" in real.read_text()


@pytest.mark.parametrize(
    ("before", "changes", "says"),
    [
        ("", {"email": {"security": "ssl"}}, "security = “ssl” is not known: use one of starttls, tls, none"),
        ("", {"sms": {"carrier": "pigeon"}}, "“pigeon” is not known"),
        ("[work]\nminimum_interval_days = -1", TWILIO, "minimum_interval_days = -1 must be"),
        ("sms = 5", TWILIO, "sms must be a section"),
        ("[sms", TWILIO, "cannot be read as TOML"),
        ('[sms]\ntwilio = "x"', TWILIO, "twilio must be a section"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_written(tmp_path, before, changes, says):
    path = tmp_path / "config.toml"
    path.write_text(before)
    with pytest.raises(Refused, match=says):
        write_settings(path, changes)
    assert path.read_text() == before
    assert [one.name for one in tmp_path.iterdir()] == ["config.toml"]


def test_nothing_to_write_leaves_no_file(tmp_path):
    write_settings(tmp_path / "config.toml", {})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    path = tmp_path / "folder" / "config.toml"
    path.parent.write_text("no folder")
    with pytest.raises(Refused, match="cannot be"):
        write_settings(path, TWILIO)
    assert changed(tmp_path / "config.toml", TWILIO).startswith("[sms]")
