"""Whether texts could go through a Twilio account: its token, its number and its balance, looked at without sending."""

from decimal import Decimal, InvalidOperation

from collector_tui.domain.carrier import Checked
from collector_tui.gateways.http import Line
from collector_tui.gateways.outcome import Outcome
from collector_tui.gateways.reading import fields, rows, sentence

_TEST_CREDENTIALS = "20008"


def checked(line: Line, account: str, sender: str) -> list[Checked]:
    """The account first; where that fails nothing else is asked. `account` is its path on the provider's host."""
    found = _account(line.get(f"{account}/Messages.json", {"To": sender, "PageSize": "1"}))
    if not found.ok:
        return [found]
    number = _number(line.get(f"{account}/IncomingPhoneNumbers.json", {"PhoneNumber": sender}), sender)
    return [found, number, _balance(line.get(f"{account}/Balance.json"))]


def _account(outcome: Outcome) -> Checked:
    what = "Twilio account"
    if outcome.is_good and isinstance(fields(outcome.data).get("messages"), list):
        return Checked(what, True, "Twilio accepts the account and its token.")
    if outcome.status == 401:
        return Checked(
            what, False, f"Twilio does not accept the token ({outcome.says}): copy it anew from its console."
        )
    if outcome.code == _TEST_CREDENTIALS:
        return Checked(what, False, "These are test credentials: texts seem to go and none does. Use the live ones.")
    if outcome.status == 404:
        return Checked(what, False, "There is no such account: look at account_sid and base_url in [sms.twilio].")
    advice = "look at the network, then at base_url in [sms.twilio]"
    return Checked(what, False, f"{outcome.says or 'It did not answer as Twilio does'}: {advice}.")


def _number(outcome: Outcome, sender: str) -> Checked:
    what = "sender number"
    listed = fields(outcome.data).get("incoming_phone_numbers")
    if not outcome.is_good or not isinstance(listed, list):
        return Checked(what, True, "Whether the number belongs to the account cannot be asked here.")
    for row in rows(listed):
        if row.get("phone_number") == sender:
            if fields(row.get("capabilities")).get("sms") is False:
                return Checked(what, False, f"{sender} cannot send texts: get a number that can, and set [sms] from.")
            return Checked(what, True, f"{sender} belongs to the account and can send texts.")
    return Checked(what, False, f"{sender} is no number of this account: set [sms] from to one that is.")


def _balance(outcome: Outcome) -> Checked:
    what = "balance"
    answer = fields(outcome.data)
    try:
        amount = Decimal(sentence(answer.get("balance")))
    except InvalidOperation:
        return Checked(what, True, "The balance is not told to this account.")
    if not amount.is_finite():
        return Checked(what, True, "The balance is not told to this account.")
    said = f"{amount:.2f} {sentence(answer.get('currency'))[:3]}".strip()
    if amount <= 0:
        return Checked(what, False, f"The balance is {said}: no text goes until it is topped up.")
    return Checked(what, True, f"The balance is {said}.")
