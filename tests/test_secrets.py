"""Secrets: where they are looked for, where they are kept, and that they are in no sentence."""

import threading
from pathlib import Path

import pytest
from keyrings import AsksOnTheTerminal, Backend, Nothing, installed

from collector_tui import desktop_keyring
from collector_tui.domain.refusal import Refused
from collector_tui.secrets import SMTP_PASSWORD, TWILIO_TOKEN, keep, secret, where

SECRET = 'hunter2 "\\ pässwörd'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration on a machine without a keyring."""
    monkeypatch.delenv(SMTP_PASSWORD, raising=False)
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    return tmp_path / "config.toml"


def file_beside(config: Path) -> Path:
    return config.with_name("secrets.toml")


def test_without_a_keyring_it_is_in_a_file_that_only_its_owner_reads(config, monkeypatch):
    modes = []
    real = Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, to: (modes.append(self.stat().st_mode & 0o777), real(self, to)))
    assert where(SMTP_PASSWORD, config) == ""
    said = keep(SMTP_PASSWORD, SECRET, config)
    assert said == "The secret is in secrets.toml beside config.toml, which only you can read."
    assert (secret(SMTP_PASSWORD, config), where(SMTP_PASSWORD, config)) == (SECRET, "secrets.toml")
    assert modes == [0o600]
    assert file_beside(config).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in config.parent.iterdir()] == ["secrets.toml"]


def test_other_lines_of_the_file_stay_and_others_cannot_read_it_any_more(config):
    file_beside(config).write_text(f'# mine\n{TWILIO_TOKEN} = "t"  # twilio\n\n[own]\nx = 1\n')
    file_beside(config).chmod(0o644)
    keep(SMTP_PASSWORD, SECRET, config)
    assert secret(SMTP_PASSWORD, config) == SECRET
    assert secret(TWILIO_TOKEN, config) == "t"
    kept = file_beside(config).read_text()
    assert all(line in kept for line in ("# mine", "# twilio", "[own]\nx = 1"))
    keep(SMTP_PASSWORD, "another", config)
    assert secret(SMTP_PASSWORD, config) == "another"


def test_a_keyring_that_works_has_it_alone(config, monkeypatch):
    keep(SMTP_PASSWORD, "older", config)
    backend = installed(monkeypatch, Backend())
    assert keep(SMTP_PASSWORD, SECRET, config) == "The secret is in the keyring."
    assert backend.kept == {SMTP_PASSWORD: SECRET}
    assert (secret(SMTP_PASSWORD, config), where(SMTP_PASSWORD, config)) == (SECRET, "the keyring")
    assert "older" not in file_beside(config).read_text()


@pytest.mark.parametrize("backend", [Backend("set"), Backend("set", "get", "delete"), Backend("get")])
def test_a_locked_or_broken_keyring_falls_back_to_the_file_and_says_so(config, monkeypatch, backend):
    installed(monkeypatch, backend)
    said = keep(SMTP_PASSWORD, SECRET, config)
    assert said.startswith("The keyring is locked or does not work, so the secret is in secrets.toml")
    assert (secret(SMTP_PASSWORD, config), where(SMTP_PASSWORD, config)) == (SECRET, "secrets.toml")
    assert "hunter2" not in said


@pytest.mark.parametrize("backend", [Nothing(), AsksOnTheTerminal()])
def test_what_is_no_keyring_or_would_ask_on_the_terminal_is_not_used(config, monkeypatch, backend):
    installed(monkeypatch, backend)
    assert keep(SMTP_PASSWORD, SECRET, config).startswith("The secret is in secrets.toml")
    assert (backend.kept, secret(SMTP_PASSWORD, config)) == ({}, SECRET)


def test_an_older_one_that_the_keyring_does_not_let_go_of_is_told(config, monkeypatch):
    installed(monkeypatch, Backend("set", "delete", holds="old"))
    with pytest.raises(Refused, match="take COLLECTOR_SMTP_PASSWORD out of it first"):
        keep(SMTP_PASSWORD, SECRET, config)
    assert not file_beside(config).exists()


def test_an_older_one_is_taken_out_of_a_keyring_that_takes_no_new_one(config, monkeypatch):
    backend = installed(monkeypatch, Backend("set", holds="old"))
    keep(SMTP_PASSWORD, SECRET, config)
    assert (backend.kept, secret(SMTP_PASSWORD, config)) == ({}, SECRET)


def test_a_keyring_that_never_answers_is_not_waited_for(config, monkeypatch):
    monkeypatch.setattr(desktop_keyring, "SECONDS", 0.1)
    backend = installed(monkeypatch, Backend())
    backend.stalls.clear()
    before = threading.active_count()
    assert "does not work, so the secret is in secrets.toml" in keep(SMTP_PASSWORD, SECRET, config)
    assert secret(SMTP_PASSWORD, config) == SECRET
    assert threading.active_count() == before + 1, "while one question hangs no other is asked"
    backend.stalls.set()
    while threading.active_count() > before:
        pass
    assert where(SMTP_PASSWORD, config) == "the keyring", "it is asked again once it answers"


def test_the_environment_comes_first_and_that_is_said(config, monkeypatch):
    monkeypatch.setenv(SMTP_PASSWORD, "of the shell")
    assert "COLLECTOR_SMTP_PASSWORD in the environment comes first" in keep(SMTP_PASSWORD, SECRET, config)
    assert (secret(SMTP_PASSWORD, config), where(SMTP_PASSWORD, config)) == ("of the shell", "the environment")


def test_a_file_that_others_can_read_is_not_read(config):
    keep(SMTP_PASSWORD, SECRET, config)
    file_beside(config).chmod(0o640)
    for look in (secret, where):
        with pytest.raises(Refused, match="can be read by others"):
            look(SMTP_PASSWORD, config)


def test_a_file_that_is_not_toml_is_left_alone(config):
    file_beside(config).write_text("COLLECTOR")
    file_beside(config).chmod(0o600)
    with pytest.raises(Refused, match=r"cannot be read as TOML"):
        keep(SMTP_PASSWORD, SECRET, config)
    assert file_beside(config).read_text() == "COLLECTOR"
