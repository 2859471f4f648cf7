"""What a statement says in sentences, the same on paper and on a screen."""

from collector_tui.domain.money import spoken
from collector_tui.domain.statement import Statement
from collector_tui.domain.text import one_line, visible
from collector_tui.domain.when import written_day

TITLE = "Statement of account"
NO_ENTRIES = "There are no entries up to this day."


def shown_lines(text: str) -> list[str]:
    """The lines of an address or a note, harmless to show, without empty ones."""
    return [visible(one_line(line)) for line in text.splitlines() if line.strip()]


def creditor(statement: Statement) -> list[str]:
    """Who sends it: the business, its address, and how to reach it."""
    business = statement.business
    reach = ", ".join(visible(one_line(one)) for one in (business.phone, business.email) if one.strip())
    return [*shown_lines(business.name), *shown_lines(business.address), *([reach] if reach else [])]


def period(statement: Statement) -> str:
    """The days it covers."""
    end = written_day(statement.as_of)
    return f"{written_day(statement.since)} to {end}" if statement.since else f"All entries up to {end}"


def brought_forward(statement: Statement) -> str:
    """What the opening balance is called."""
    return f"Balance before {written_day(statement.since)}" if statement.since else ""


def headline(statement: Statement) -> str:
    """What it comes to, in one sentence."""
    day, owed = written_day(statement.as_of), statement.outstanding_cents
    if owed <= 0:
        return f"Nothing is owed on {day}" + (f": {_money(statement, -owed)} is in your favour." if owed else ".")
    parts = {"past due": statement.past_due_cents, "in dispute": statement.disputed_cents}
    told = [f"{_money(statement, cents)} is {what}" for what, cents in parts.items() if cents]
    return f"{_money(statement, owed)} is owed on {day}" + (f"; of this {' and '.join(told)}." if told else ".")


def _money(statement: Statement, cents: int) -> str:
    return spoken(cents, statement.debtor.currency)


def how_to_pay(statement: Statement) -> list[str]:
    """How what is owed can be paid, and whom to ask; empty when nothing is owed or nothing is known of it."""
    business = statement.business
    if statement.outstanding_cents <= 0:
        return []
    link, options = visible(one_line(business.pay_link)), visible(one_line(business.payment_options))
    ways = [f"Online: {link}"] if link else []
    ways += [f"By {options.removesuffix('.')}."] if options else []
    who = visible(one_line(business.collector)) or visible(one_line(business.name))
    reach = [visible(one_line(one)) for one in (business.phone, business.email) if one.strip()]
    asking = [f"Questions: {', '.join(filter(None, [who, *reach]))}"] if reach else []
    return [*ways, "Please name the invoice that you pay.", *asking] if ways else asking


def remarks(statement: Statement) -> list[str]:
    """What a reader has to know beside the figures."""
    day = written_day(statement.as_of)
    later = f"Some of this was entered after {day}: a statement printed on that day would differ."
    return [later] if statement.was_entered_later else []
