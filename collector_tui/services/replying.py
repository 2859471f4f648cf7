"""Replying: the texts that came in, read, given to the account they are from, and what they ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from collector_tui.domain.refusal import Refused
from collector_tui.domain.reply import Reply
from collector_tui.domain.text import one_line
from collector_tui.services.office import Office, form_key
from collector_tui.store import acts, journal, optouts, replies
from collector_tui.store.book import Writing
from collector_tui.store.summaries import refresh


@dataclass(frozen=True)
class Replying:
    """The inbox."""

    office: Office

    def inbox(self, limit: int = 200, *, unread: bool = False) -> Sequence[Reply]:
        """The replies, unread ones first."""
        return replies.listed(self.office.book, limit, unread=unread)

    def unread(self) -> int:
        """How many nobody has read."""
        return replies.unread(self.office.book)

    def read(self, reply_id: int) -> str:
        """Mark a reply as read; returns the words that tell of it."""
        reply, moment = self._reply(reply_id), self.office.moment()
        if reply.is_read:
            return f"The reply of {_who(reply)} has been read already."
        with self.office.book.writing() as unit:
            words = f"read the reply “{one_line(reply.text)[:60]}”"
            line = journal.append(unit, moment, reply.account_id, "reply", words)
            replies.mark_read(unit, reply_id, line)
            self._act(unit, "read", reply, f"reading of the reply of {_who(reply)}", line)
            refresh(unit, [reply.account_id] if reply.account_id else [], moment.today, self.office.rules)
        return f"Read: the reply of {_who(reply)}."

    def give_to(self, reply_id: int, account_id: int) -> str:
        """Say which account a reply is from, where its number is shared or not known."""
        reply, moment = self._reply(reply_id), self.office.moment()
        with self.office.book.writing() as unit:
            row = unit.one("SELECT name FROM account WHERE id = ?", (account_id,))
            if row is None:
                raise Refused(f"There is no account with the id {account_id}.")
            replies.give_to(unit, reply_id, account_id)
            if reply.account_id and reply.account_id != account_id:
                journal.append(unit, moment, reply.account_id, "reply", f"the reply from {reply.sender} was not theirs")
            line = journal.append(unit, moment, account_id, "reply", f"reply from {reply.sender}: {reply.text}")
            self._act(unit, "give", reply, f"reply given to {row[0]}", line)
            concerned = {account_id} | ({reply.account_id} if reply.account_id else set())
            refresh(unit, sorted(concerned), moment.today, self.office.rules)
        return f"The reply is {row[0]}’s."

    def opt_in(self, reply_id: int) -> str:
        """Text a number again that has asked for it, once a person has read that it did."""
        reply, moment = self._reply(reply_id), self.office.moment()
        if reply.wish != "start":
            raise Refused(f"{reply.sender} has not asked for texts again: nothing was changed.")
        with self.office.book.writing() as unit:
            concerned = optouts.lift(unit, reply.sender)
            words = f"{reply.sender} asked for texts again: “{one_line(reply.text)[:60]}”"
            line = journal.append(unit, moment, reply.account_id, "opt_in", words)
            replies.mark_read(unit, reply_id, line)
            self._act(unit, "opt_in", reply, f"opt-in of {reply.sender}", line)
            refresh(unit, concerned, moment.today, self.office.rules)
        return f"{reply.sender} gets texts again."

    def _act(self, unit: Writing, kind: str, reply: Reply, label: str, line: int) -> None:
        """What was done with a reply is the newest thing that undo goes to."""
        acts.record(unit, self.office.moment(), kind, reply.account_id, reply.id, label, form_key(), line)

    def _reply(self, reply_id: int) -> Reply:
        reply = replies.get(self.office.book, reply_id)
        if reply is None:
            raise Refused(f"There is no reply with the number {reply_id}.")
        return reply


def _who(reply: Reply) -> str:
    return reply.account or reply.sender
