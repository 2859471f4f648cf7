"""`doctor`: one line for each thing that was looked at, and a test to oneself by text or by email."""

from .conftest import Shell

OWN = "(212) 555-0177"


def last(desk: Shell, *arguments: str) -> tuple[int, str]:
    """The exit status, and the last line."""
    ran = desk("doctor", *arguments)
    return ran.status, ran.out.strip().split("\n")[-1]


def test_it_says_what_is_set_up_and_what_is_not(desk: Shell) -> None:
    ran = desk("doctor")
    assert ran.status == 0
    assert "ok   business: Not set under [business]: address (letters)" in ran.out
    assert "ok   outbox: Nothing waits." in ran.out
    assert (
        "ok   email: Not set up: nothing is sent that way (P on the desk, or [email] host in config.toml)." in ran.out
    )


def test_a_business_without_a_name_is_not_well(desk: Shell) -> None:
    desk.config.write_text("")
    ran = desk("doctor")
    assert ran.status == 1
    assert (
        "BAD  business: Nothing is sent to anybody while your business has no name: E on the desk names it." in ran.out
    )


def test_a_test_goes_to_a_number_or_to_an_email_address(desk: Shell) -> None:
    desk.configure("simulator")
    assert last(desk, "--to", OWN) == (0, f"ok   test: The simulator took a test text to {OWN}: nobody gets it.")
    said = "BAD  test: No mail server is set up, so no test can be sent."
    assert last(desk, "--to", "sam@home.example") == (1, said)
    said = "BAD  test: (212) 555-0101 is kept for Dana Alvarez: a test goes to yourself."
    assert last(desk, "--to", "212-555-0101") == (1, said)


def test_a_nameless_business_sends_nothing_for_real(desk: Shell) -> None:
    desk.config.write_text('[sms]\ncarrier = "twilio"\n')
    ran = desk("send", "Dana")
    assert (ran.status, ran.err.strip()) == (
        1,
        "Nothing is sent to anybody while your business has no name: E on the desk names it.",
    )
    assert desk.json("outbox") == []
