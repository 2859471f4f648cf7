"""Which channel fits an account: what a step is meant for, what is set up, and how the account can be reached."""

from datetime import date

import pytest

from collector_tui.domain.account import Card, Email, Phone, QueueRow
from collector_tui.domain.batch import for_a_person
from collector_tui.domain.fitting import BY_ITSELF, Fit, channels_for, fitting
from collector_tui.domain.ladder import Step

DAY = date(2026, 11, 20)
BOTH, TEXTS, EMAILS, NOTHING = frozenset({"sms", "email"}), frozenset({"sms"}), frozenset({"email"}), frozenset()
SHOWN = "(212) 555-0101"
GOOD = Phone(1, SHOWN, "+12125550101", "", "ok", False, ("America/New_York",))
OUT, WRONG, DEAD = (GOOD._replace(is_opted_out=True), *(GOOD._replace(status=status) for status in ("wrong", "dead")))
EXTENSION, SCRAP = GOOD._replace(shown=f"{SHOWN} x4", extension="4"), GOOD._replace(shown="12", e164="")
HOME = GOOD._replace(id=2, shown="(212) 555-0177", e164="+12125550177")
SAM = Email("sam@example.org", "ok", False)
ANN = SAM._replace(address="ann@example.org")
SAM_OUT, SAM_WRONG = SAM._replace(is_opted_out=True), SAM._replace(status="wrong")
NEITHER = Fit(None, "no_number", "has no number for texts and no email address")


def account(phones: tuple[Phone, ...], emails: tuple[Email, ...]) -> Card:
    row = QueueRow(1, "Sam", "USD", 100, 100, DAY, 1, "step", DAY, "first notice", None, 1)
    owed = (0, 100, 0, 0, 0)
    return Card(
        1, "Sam", "USD", "business", "", "", "en", 0, owed, 0, 100, 100, DAY, row, None, -1, 0, DAY, None, "", (),
        phones, emails, (), (),
    )  # fmt: skip


def step(*ways: str, strict: bool = False) -> Step:
    return Step(0, "first notice", 3, "polite", ways, strict=strict)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("meant", "chosen", "channels"),
    [
        (None, False, ("sms", "email")),
        (step("sms"), False, ("sms", "email")),
        (step("email"), False, ("email",)),
        (step("email", "sms"), False, ("email", "sms")),
        (step("letter", "sms"), False, ("sms", "email")),
        (step("sms", strict=True), False, ("sms",)),
        (step("email", strict=True), True, ("email",)),
        (step("email"), True, ("email", "sms")),
        (step("letter", "email"), True, ("email", "sms")),
        (step("call"), True, ("sms", "email")),
    ],
)
def test_what_a_step_may_go_by(meant, chosen, channels):
    assert channels_for(meant, is_chosen=chosen) == channels


@pytest.mark.parametrize(
    ("meant", "code"),
    [
        (None, ""),
        (step("sms"), ""),
        (step("sms", strict=True), ""),
        (step("email"), ""),
        (step("letter", "sms"), ""),
        (step("email", strict=True), "email"),
        (step("letter", "email"), "letter"),
        (step("call", "email"), "call"),
        (step("decide"), "decide"),
    ],
)
def test_what_is_left_to_a_person(meant, code):
    assert (for_a_person(meant) or ("", ""))[0] == code


@pytest.mark.parametrize(
    ("phones", "emails", "set_up", "fit"),
    [
        ((GOOD,), (SAM,), BOTH, Fit("sms")),
        ((GOOD,), (), BOTH, Fit("sms")),
        ((), (SAM,), BOTH, Fit("email")),
        ((OUT,), (SAM,), BOTH, Fit("email")),
        ((WRONG,), (SAM,), BOTH, Fit("email")),
        ((DEAD,), (SAM,), BOTH, Fit("email")),
        ((EXTENSION,), (SAM,), BOTH, Fit("email")),
        ((SCRAP,), (SAM,), BOTH, Fit("email")),
        ((OUT, HOME), (SAM,), BOTH, Fit("email")),
        ((OUT._replace(status="wrong"), HOME), (SAM,), BOTH, Fit("sms")),
        ((OUT._replace(status="dead"), HOME), (), BOTH, Fit(None, "ended_elsewhere", f"they ended texts to {SHOWN}, and there is no email address")),
        ((), (SAM_WRONG, SAM), BOTH, Fit("email")),
        ((), (SAM_OUT, ANN), BOTH, Fit(None, "no_number", "has no number for texts, and they ended emails to sam@example.org")),
        ((GOOD,), (SAM,), EMAILS, Fit("email")),
        ((GOOD,), (SAM,), TEXTS, Fit("sms")),
        ((GOOD,), (SAM,), NOTHING, Fit("sms")),
        ((), (), BOTH, NEITHER),
        ((), (), NOTHING, NEITHER),
        ((), (SAM,), NOTHING, Fit(None, "no_number", "has no number for texts, and no mail server is set up for sam@example.org")),
        ((), (SAM_OUT,), BOTH, Fit(None, "no_number", "has no number for texts, and sam@example.org has opted out of email")),
        ((OUT,), (), BOTH, Fit(None, "opted_out", f"{SHOWN} has opted out of texts, and there is no email address")),
        ((WRONG,), (SAM,), TEXTS, Fit(None, "wrong_number", f"{SHOWN} is a wrong number, and no mail server is set up for sam@example.org")),
        ((EXTENSION,), (SAM_WRONG,), BOTH, Fit(None, "extension", f"{SHOWN} x4 is an extension, which takes no texts, and sam@example.org is a wrong address")),
        ((SCRAP,), (), BOTH, Fit(None, "not_dialled", "“12” is not a full phone number, and there is no email address")),
        ((GOOD,), (), EMAILS, Fit(None, "no_carrier", f"no carrier is set up for texts to {SHOWN}, and there is no email address")),
    ],
)  # fmt: skip
def test_the_channel_that_fits_or_why_none_does(phones, emails, set_up, fit):
    assert fitting(BY_ITSELF, account(phones, emails), set_up) == fit


@pytest.mark.parametrize(
    ("channels", "emails", "set_up", "fit"),
    [
        (("email", "sms"), (SAM,), BOTH, Fit("email")),
        (("email", "sms"), (SAM,), TEXTS, Fit("sms")),
        (("email",), (), BOTH, Fit(None, "no_email", "has no email address")),
        (("email",), (SAM,), NOTHING, Fit(None, "no_mail_server", "no mail server is set up for sam@example.org")),
        (("sms",), (SAM,), EMAILS, Fit(None, "no_carrier", f"no carrier is set up for texts to {SHOWN}")),
    ],
)
def test_the_first_of_the_channels_goes_first_and_no_other_is_taken(channels, emails, set_up, fit):
    assert fitting(channels, account((GOOD,), emails), set_up) == fit
