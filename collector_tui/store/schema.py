"""The tables that are filled by hand, one row at a time, as Peewee models.

The queue, the ledger, the journal and the outbox are read and written in bulk or on the way to the screen:
their SQL is written out where it is used. The layout of all tables is in `migrations`.
"""

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, Model, TextField


class Row(Model):
    """A row of the book; it never leaves the store."""

    id = AutoField()


class AccountRow(Row):
    """The party that owes; its maintained columns belong to `summaries`."""

    name = TextField()
    name_key = TextField()
    currency = TextField()
    created_at = TextField()
    kind = TextField(constraints=[SQL("DEFAULT ''")])
    address = TextField(constraints=[SQL("DEFAULT ''")])
    zone = TextField(constraints=[SQL("DEFAULT ''")])
    language = TextField(constraints=[SQL("DEFAULT ''")])
    terms_days = IntegerField(constraints=[SQL("DEFAULT 0")])

    class Meta:
        """The table's name."""

        table_name = "account"


class PhoneRow(Row):
    """A phone number of an account, as written and as dialled."""

    account = ForeignKeyField(AccountRow, on_delete="RESTRICT")
    written = TextField(column_name="raw")
    e164 = TextField()
    extension = TextField()
    shown = TextField()
    zones = TextField()
    status = TextField(constraints=[SQL("DEFAULT 'ok'")])

    class Meta:
        """The table's name."""

        table_name = "phone"


class EmailRow(Row):
    """An email address of an account."""

    account = ForeignKeyField(AccountRow, on_delete="RESTRICT")
    address = TextField()
    status = TextField(constraints=[SQL("DEFAULT 'ok'")])

    class Meta:
        """The table's name."""

        table_name = "email"


class FactRow(Model):
    """Something known about an account that is not needed to show it."""

    account = ForeignKeyField(AccountRow, on_delete="RESTRICT")
    name = TextField()
    value = TextField()

    class Meta:
        """The table's name and key."""

        table_name = "fact"
        primary_key = False


class NoteRow(Row):
    """A note on an account."""

    account = ForeignKeyField(AccountRow, on_delete="RESTRICT")
    at = TextField()
    text = TextField()
    undone = IntegerField(constraints=[SQL("DEFAULT 0")])

    class Meta:
        """The table's name."""

        table_name = "note"
