"""`import`: what the accounting package exported, taken into the book."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import Command, currency, day, option, pair
from collector_tui.commands.printing import complain, give, say
from collector_tui.commands.progress import ProgressBar
from collector_tui.domain.money import spoken

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.importing import Imported, ImportOptions, Reading


_MOST_SKIPPED = 10


def import_files(collecting: "Collecting", invocation: "Invocation") -> int:
    """Read all files first; book them, one act each, only when every one of them can be."""
    bar, options = ProgressBar(), _options(collecting, invocation)
    files = [Path(name).expanduser() for name in invocation.files]
    try:
        readings = [collecting.imports.read(file, options, bar) for file in files]
        faults = [fault for reading, file in zip(readings, files, strict=True) for fault in _faults(reading, file)]
        results = [
            None if faults else _book(collecting, invocation, reading, file, options, bar)
            for reading, file in zip(readings, files, strict=True)
        ]
    finally:
        bar.clear()
    shapes = [
        _shape(collecting, file, reading, result)
        for file, reading, result in zip(files, readings, results, strict=True)
    ]
    _print(shapes, as_json=invocation.json)
    for fault in faults:
        complain(fault)
    if invocation.dry_run and not faults:
        complain("Only looked: nothing was written.")
    return 1 if faults else 0


def _options(collecting: "Collecting", invocation: "Invocation") -> "ImportOptions":
    from collector_tui.services.importing import ImportOptions

    usual = collecting.office.business.currency
    return ImportOptions(
        invocation.as_of, invocation.date_order, invocation.currency or usual, dict(invocation.map or ())
    )


def _faults(reading: "Reading", file: Path) -> list[str]:
    """What keeps a file out as a whole: an open question, or no row that can be used."""
    if reading.needs:
        return [f"{file.name}: {need}" for need in reading.needs]
    if reading.documents:
        return []
    first = f" The first: line {reading.rejected[0].line}, {reading.rejected[0].reason}." if reading.rejected else ""
    return [f"{file.name} has no row that can be used: nothing was imported.{first}"]


def _book(
    collecting: "Collecting",
    invocation: "Invocation",
    reading: "Reading",
    file: Path,
    options: "ImportOptions",
    bar: ProgressBar,
) -> "Imported":
    from collector_tui.services.office import form_key

    if invocation.dry_run:
        return collecting.imports.preview(file, options, bar).result
    return collecting.imports.book(reading, file.name, form_key(), bar)


def _shape(collecting: "Collecting", file: Path, reading: "Reading", result: "Imported | None") -> dict[str, Any]:
    """One file as JSON; without a result all counts are zero, for nothing was booked."""
    new, changed, unchanged = (result.new, result.changed, result.unchanged) if result else (0, 0, 0)
    paid, unmatched = (result.payments_new, result.payments_unmatched) if result else (0, 0)
    gone = [(collecting.queue.one(account_id), number) for account_id, number in (result.gone if result else ())]
    as_of = reading.as_of or collecting.queue.moment().today
    return {
        "file": str(file),
        "format": reading.format,
        "as_of": as_of.isoformat(),
        "accounts_new": result.accounts_new if result else 0,
        "documents": {"new": new, "changed": changed, "unchanged": unchanged, "missing": len(gone)},
        "payments": {
            "new": paid,
            "matched": paid - unmatched,
            "unmatched": unmatched,
            "duplicate": result.payments_duplicate if result else 0,
        },
        "missing": [{"account": row.name if row else "", "number": number} for row, number in gone],
        "open_cents": reading.open_cents,
        "columns": dict(reading.columns),
        "skipped": [{"line": row.line, "reason": row.reason} for row in reading.skipped if row.reason != "it is blank"],
        "rejected": [{"line": row.line, "reason": row.reason} for row in reading.rejected],
        "warnings": [*reading.warnings, *(result.warnings if result else ())],
        "needs": reading.needs,
    }


def _print(shapes: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        give(shapes[0] if len(shapes) == 1 else shapes)
        return
    for shape in shapes:
        documents, payments = shape["documents"], shape["payments"]
        say(f"{shape['file']}: {shape['format']}, as of {shape['as_of']}")
        say(f"  accounts   {shape['accounts_new']} new")
        say(
            f"  documents  {documents['new']} new, {documents['changed']} changed, "
            f"{documents['unchanged']} unchanged, {documents['missing']} no longer open"
        )
        say(
            f"  payments   {payments['new']} new: {payments['matched']} matched, "
            f"{payments['unmatched']} unmatched; {payments['duplicate']} known already"
        )
        totals = ", ".join(spoken(cents, currency) for currency, cents in shape["open_cents"].items())
        taken = ", ".join(f"{field} from “{header}”" for field, header in shape["columns"].items())
        say(f"  open in all {totals or 'nothing'}   ({taken})")
        for gone in shape["missing"]:
            say(f"  no longer open: {gone['account']}, {gone['number'] or 'a credit without number'}")
        for row in shape["rejected"]:
            say(f"  line {row['line']}: {row['reason']}")
        for row in shape["skipped"][:_MOST_SKIPPED]:
            say(f"  left out line {row['line']}: {row['reason']}")
        if len(shape["skipped"]) > _MOST_SKIPPED:
            say(f"  and {len(shape['skipped']) - _MOST_SKIPPED} more lines left out")
        for warning in shape["warnings"]:
            say(f"  warning: {warning}")


COMMANDS = (
    Command(
        "import",
        "take in the open invoices your accounting package exported",
        import_files,
        (
            option("files", nargs="+", metavar="FILE", says="the exported file"),
            option("--as-of", type=day, metavar="DATE", says="the day the file is of, where it does not say"),
            option("--date-order", choices=("dmy", "mdy", "ymd"), says="how the file writes dates"),
            option("--currency", type=currency, metavar="C", says="the currency of amounts that have none"),
            option(
                "--map",
                action="append",
                type=pair,
                metavar="FIELD=HEADER",
                says="the column that holds a field, such as amount=Total, address=Where or account_kind=Segment",
            ),
            option("--dry-run", action="store_true", says="only look: write nothing"),
        ),
        creates_book=True,
    ),
)
