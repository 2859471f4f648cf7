"""What is entered by hand: accounts, invoices and facts; what is wrong is refused with the way to write it."""

import pytest
from desks import HOSTILE, aging, debtor

from collector_tui.domain.refusal import Refused


def test_an_account_and_its_invoice_are_in_the_queue_at_once(collecting):
    account = debtor(collecting)
    card = collecting.queue.card(account)
    assert (card.name, card.balance_cents, card.overdue_cents) == ("Dana Alvarez", 128_450, 128_450)
    assert card.row.reason == "step"
    assert card.invoices[0].days(collecting.queue.moment().today) == 49
    assert collecting.proving.differences() == []


def test_an_invoice_that_is_due_today_is_not_overdue(collecting):
    account = debtor(collecting, due="today")
    assert collecting.queue.card(account).overdue_cents == 0
    assert aging(collecting) == {"Dana Alvarez USD": ((128_450, 0, 0, 0, 0), 0)}


@pytest.mark.parametrize(
    ("number", "amount", "due", "issued", "says"),
    [
        ("", "5", "fri", "", "needs a number"),
        ("1041", "5", "fri", "", "Invoice 1041 is in the book already"),
        (" 1041 ", "5", "fri", "", "Invoice 1041 is in the book already"),
        ("2", "0", "fri", "", "more than nothing"),
        ("2", "-5", "fri", "", "more than nothing"),
        ("2", "12.345", "fri", "", "more decimals"),
        ("2", "five", "fri", "", "is not an amount"),
        ("2", "1,000,000,000", "fri", "", "largest amount kept"),
        ("2", "5", "soon", "", "is not a day"),
        ("2", "5", "2026-11-20", "2026-11-21", "due before it was issued"),
        ("2", "5", "2060-01-01", "", "more than ten years away"),
    ],
)
def test_an_invoice_that_cannot_be_is_refused_and_leaves_no_trace(collecting, number, amount, due, issued, says):
    account = debtor(collecting)
    extent = collecting.proving.extent()
    with pytest.raises(Refused, match=says):
        collecting.keeping.add_invoice(account, number, amount, due, issued)
    assert collecting.proving.extent() == extent


@pytest.mark.parametrize(
    ("name", "currency", "says"),
    [
        ("", "", "needs a name"),
        (" \n ", "", "needs a name"),
        ("x" * 301, "", "shorten it"),
        ("dana  ALVAREZ", "", "There is an account “dana ALVAREZ” already"),
        ("New", "dollars", "give its three letters"),
    ],
)
def test_an_account_that_cannot_be_is_refused(collecting, name, currency, says):
    debtor(collecting)
    with pytest.raises(Refused, match=says):
        collecting.keeping.add_account(name, currency)


def test_the_same_name_in_another_currency_is_another_account(collecting):
    debtor(collecting)
    assert collecting.keeping.add_account("Dana Alvarez", "eur") == 2


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("phone", "212.555.0199", "phone (212) 555-0199"),
        ("email", "ann@example.com", "email ann@example.com"),
        ("zone", "America/Chicago", "zone: America/Chicago"),
        ("kind", "consumer", "kind: consumer"),
        ("kind", "Business", "kind: business"),
        ("kind", " COMPANY ", "kind: business"),
        ("kind", "Person", "kind: consumer"),
        ("terms", "30", "terms: 30 days"),
        ("opt_out", "yes", "opted out of texts"),
        ("opt-out", "no", "opted in to texts again"),
        ("attorney", "Smith & Jones", "attorney: Smith & Jones"),
        ("Address", " 1 Main St ", "address: 1 Main St"),
    ],
)
def test_a_fact_is_kept_and_told(collecting, fact, value, told):
    assert collecting.keeping.set_facts(debtor(collecting), {fact: value}) == [told]


@pytest.mark.parametrize(
    ("fact", "value", "says"),
    [
        ("phone", "555", "is not a phone number that can be dialled"),
        ("email", "ann at example", "is not an email address"),
        ("zone", "Chicago", "did you mean America/Chicago"),
        ("zone", "Harbor Street", "write it like America/New_York"),
        ("phone", "-212 555 0199", "it has "),
        ("zone", "../../etc/passwd", "is not a time zone"),
        ("kind", "dog", "use consumer or business"),
        ("terms", "٣", "give 0 to 365"),
        ("terms", "366", "give 0 to 365"),
        ("opt_out", "maybe", "neither yes nor no"),
        ("shoe_size", "44", "use one of phone, email"),
    ],
)
def test_of_several_facts_all_are_kept_or_none(collecting, fact, value, says):
    account = debtor(collecting)
    with pytest.raises(Refused, match=says):
        collecting.keeping.set_facts(account, {"address": "1 Main St", fact: value})
    assert collecting.queue.card(account).address == ""


def test_hostile_names_and_numbers_are_kept_to_the_letter(collecting):
    account = debtor(collecting, HOSTILE, number="[/b]\u202e1")
    card = collecting.queue.whole(account)
    assert (card.name, card.invoices[0].number) == (HOSTILE, "[/b]\u202e1")
    assert collecting.proving.differences() == []


def test_an_invoice_number_is_one_line_and_short(collecting):
    account = collecting.keeping.add_account("Nell")
    with pytest.raises(Refused, match="The number has 61 characters, 60 are kept"):
        collecting.keeping.add_invoice(account, "7" * 61, "5", "2026-11-01")
    collecting.keeping.add_invoice(account, "7\n8", "5", "2026-11-01")
    assert [one.number for one in collecting.queue.card(account).invoices] == ["7 8"]


def test_a_number_that_is_taken_off_stays_in_the_book_and_is_not_used(collecting):
    account = collecting.keeping.add_account("Grace", facts=[("phone", "212 555 0177"), ("phone", "212 555 0178")])
    assert collecting.keeping.set_facts(account, {"phone": "-(212) 555-0177"}) == ["phone (212) 555-0177 taken off"]
    card = collecting.queue.card(account)
    assert [(phone.shown, phone.status) for phone in card.phones] == [
        ("(212) 555-0177", "wrong"),
        ("(212) 555-0178", "ok"),
    ]
    assert (card.number.shown, card.text_number.shown) == ("(212) 555-0178", "(212) 555-0178")
    assert card.timeline[0].text == "phone (212) 555-0177 taken off"
    collecting.keeping.set_facts(account, {"phone": "212 555 0177"})
    assert collecting.queue.card(account).number.shown == "(212) 555-0177"


def test_the_only_number_can_be_taken_off(collecting):
    account = collecting.keeping.add_account("Grace", facts={"phone": "212 555 0177"})
    collecting.keeping.set_facts(account, {"phone": "−2125550177"})
    assert collecting.queue.card(account).number.status == "wrong"
    with pytest.raises(Refused, match="“5” is not a number of this account: it has none"):
        collecting.keeping.set_facts(account, {"phone": "-5"})


def test_who_else_is_reached_by_a_number_is_known_while_both_use_it(collecting):
    numbers = {"phone": "212 555 0177"}
    grace, henry, _ = (collecting.keeping.add_account(name, facts=numbers) for name in ("Grace", "Henry", "Ida"))
    collecting.keeping.add_account("Grace", "eur", numbers)
    collecting.keeping.add_account("Jo", facts={"phone": "212 555 0177 ext 5"})
    assert collecting.keeping.shared_numbers(grace) == ["(212) 555-0177 is also the number of Henry and Ida."]
    assert collecting.queue.card(henry).phones[0].also == ("Grace", "Ida")
    collecting.keeping.set_facts(grace, {"phone": "-212 555 0177"})
    assert collecting.keeping.shared_numbers(grace) == []
    assert collecting.queue.card(henry).phones[0].also == ("Ida", "Grace")
    collecting.keeping.set_facts(collecting.queue.resolve("Ida").id, {"phone": "-212 555 0177"})
    assert collecting.queue.card(henry).phones[0].also == ("Grace",)


def test_many_who_share_a_number_are_counted(collecting):
    first, *_ = (collecting.keeping.add_account(f"C{at}", facts={"phone": "212 555 0177"}) for at in range(5))
    assert collecting.keeping.shared_numbers(first) == ["(212) 555-0177 is also the number of C1, C2 and 2 more."]


def test_an_address_is_taken_off_and_is_right_again_when_it_is_set_again(collecting):
    account = collecting.keeping.add_account("Ann", facts={"email": "ann@example.com"})
    assert collecting.keeping.set_facts(account, {"email": "-Ann@Example.com"}) == ["email Ann@example.com taken off"]
    assert [(one.address, one.status) for one in collecting.queue.card(account).emails] == [
        ("ann@example.com", "wrong")
    ]
    collecting.keeping.set_facts(account, {"email": "ann@example.com"})
    assert [one.status for one in collecting.queue.card(account).emails] == ["ok"]
    with pytest.raises(Refused, match=r"bo@example\.com is not an address of this account"):
        collecting.keeping.set_facts(account, {"email": "-bo@example.com"})


def test_who_ends_emails_gets_none_on_any_account_and_texts_go_on(collecting):
    ann, bo = (
        collecting.keeping.add_account(name, facts={"email": "office@example.com", "phone": "(212) 555-0101"})
        for name in ("Ann", "Bo")
    )
    assert collecting.keeping.set_facts(ann, {"email_opt_out": "yes"}) == ["opted out of emails"]
    for account in (ann, bo):
        assert [one.is_opted_out for one in collecting.queue.card(account).emails] == [True]
        assert [one.is_opted_out for one in collecting.queue.card(account).phones] == [False]
    assert collecting.keeping.set_facts(bo, {"email_opt_out": "no"}) == ["opted in to emails again"]
    assert [one.is_opted_out for one in collecting.queue.card(ann).emails] == [False]
    with pytest.raises(Refused, match="no email address to opt out"):
        collecting.keeping.set_facts(collecting.keeping.add_account("Cy"), {"email_opt_out": "yes"})
