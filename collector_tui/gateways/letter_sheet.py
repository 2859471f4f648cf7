"""How a letter is laid out on paper, so that it can be folded into an envelope with a window."""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import KeepTogether, Paragraph, Spacer  # type: ignore[import-untyped]

from collector_tui.domain.letter import Letter
from collector_tui.domain.text import one_line
from collector_tui.domain.when import written_day
from collector_tui.gateways.fonts import BOLD, REGULAR, drawable, literal
from collector_tui.gateways.paper import ACCENT, INK, QUIET, RULE, Opening, print_story, sheet_of, style
from collector_tui.gateways.ruled import ruled
from collector_tui.gateways.window import LEADING, Box, Fitted, Form, fit, form_of, shortened

_TEXT, _SUBJECT, _SIGNED, _CELL = style(9.5, before=8), style(11, bold=True, colour=ACCENT), style(9.5), style()
_NAME_SIZE, _BACK_SIZE, _LABEL_SIZE, _FOOT_SIZE = 14.0, 7.0, 7.0, 7.5
_ASCENT = 0.93
"""How far the highest letters stand above their line, in sizes."""
_SIGNATURE = 34
"""Points left to sign in."""
_DOT = "  ·  "
_SIDE_LINES = 4


def letter_sheet(letter: Letter) -> bytes:
    """The letter as a PDF, on the paper that is used where the business is.

    The signature stays with the last paragraph; a name too long for the window stands whole above the subject.
    """
    sheet = sheet_of(letter.country)
    form = form_of(sheet)
    wide = sheet[0] - form.left - form.right
    address = fit(one_line(letter.recipient), _tidy(letter.recipient_address), form.address)
    story = [
        *([Paragraph(literal(_whole_address(letter)), _TEXT), Spacer(0, 10)] if address.is_cut else []),
        Paragraph(literal(one_line(letter.subject)), _SUBJECT),
        *(_paragraph(text) for text in letter.paragraphs),
        *_asked_for(letter, wide),
        *(_paragraph(text) for text in letter.after),
    ]
    story[-1:] = [KeepTogether([story[-1], *_closing(letter)])]
    day = written_day(letter.on)
    foot = _DOT.join(filter(None, (day, one_line(letter.reference), one_line(letter.sender))))
    return print_story(
        story,
        sheet=sheet,
        title=f"{one_line(letter.subject)}: {one_line(letter.recipient)}, {day}",
        author=one_line(letter.sender),
        foot=shortened(drawable(foot), wide - 80, _FOOT_SIZE),
        left=form.left,
        right=form.right,
        opening=Opening(form.text, lambda canvas: _open(canvas, letter, form, address)),
    )


def _tidy(lines: Sequence[str]) -> list[str]:
    return [one_line(line) for line in lines if line.strip()]


def _whole_address(letter: Letter) -> str:
    """To whom it is, for the text, where the window is too small for all of it."""
    return "To: " + ", ".join([one_line(letter.recipient), *_tidy(letter.recipient_address)])


def _paragraph(text: str) -> Any:
    return Paragraph("<br/>".join(literal(line) for line in text.splitlines()), _TEXT)


def _asked_for(letter: Letter, wide: float) -> list[Any]:
    """What is asked for, with its sum under it."""
    if not letter.lines:
        return []
    rows = [
        [Paragraph(literal(line.number), _CELL), drawable(line.due), drawable(line.amount)] for line in letter.lines
    ]
    headers, total = ["For", "Due", "Amount"], ["In all", "", drawable(letter.total)]
    return [Spacer(0, 10), ruled(headers, rows, total, wide, words=0, right_from=2), Spacer(0, 4)]


def _closing(letter: Letter) -> list[Any]:
    """The farewell, room to sign, and who signs."""
    if not letter.closing:
        return []
    farewell, *names = letter.closing
    signed = [Paragraph(literal(name), _SIGNED) for name in names]
    return [Spacer(0, 6), _paragraph(farewell), Spacer(0, _SIGNATURE), *signed]


def _open(canvas: Canvas, letter: Letter, form: Form, address: Fitted) -> None:
    """Everything on the first page above the text, and where to fold it."""
    _draw_sender(canvas, letter, form)
    _draw(canvas, address, form.address)
    _draw_side(canvas, letter, form.side)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    for at in (*form.folds, form.punch):
        if at:
            _rule(canvas, 10, 10 + (12 if at == form.punch else 8), at)


def _draw_sender(canvas: Canvas, letter: Letter, form: Form) -> None:
    """Who sends it: at the head of the page, and in one line above the address where that is in the window alone."""
    sender, lines = one_line(letter.sender), _tidy(letter.sender_address)
    if form.back is None:
        _draw(canvas, fit(sender, lines, form.head, font=BOLD), form.head, first=BOLD)
        return
    name = fit(sender, [], form.head._replace(high=form.head.high * 0.7), _NAME_SIZE, BOLD)
    _draw(canvas, name, form.head, first=BOLD, rest=BOLD, colour=ACCENT)
    below = form.head.top + len(name.lines) * name.size * LEADING + 1
    _text(canvas, _DOT.join(lines), form.head._replace(top=below), 8.0)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(1.2)
    _rule(canvas, form.head.left, form.head.left + form.head.wide, form.head.top + form.head.high)
    _text(canvas, _DOT.join([sender, *lines]), form.back, _BACK_SIZE)


def _draw_side(canvas: Canvas, letter: Letter, box: Box) -> None:
    """When it was written, what to name in an answer, and whom to ask."""
    facts = {"Date": written_day(letter.on), "Reference": letter.reference, "Contact": letter.contact}
    top = box.top
    for label, value in facts.items():
        if not value.strip():
            continue
        top = _text(canvas, label, box._replace(top=top), _LABEL_SIZE)
        fitted = fit(one_line(value), [], box._replace(top=top, high=_SIDE_LINES * 8.5 * LEADING), 8.5)
        _draw(canvas, fitted, box._replace(top=top))
        top += len(fitted.lines) * fitted.size * LEADING + 6


def _text(canvas: Canvas, text: str, box: Box, size: float) -> float:
    """One quiet line at the top of a box, cut to its width; where the next would begin."""
    line = shortened(drawable(text), box.wide, size)
    _draw(canvas, Fitted((line,), size), box, colour=QUIET)
    return box.top + size * LEADING


def _draw(
    canvas: Canvas, fitted: Fitted, box: Box, *, first: str = REGULAR, rest: str = REGULAR, colour: Any = INK
) -> None:
    """Lines from the top of a box on; nothing in them is read as markup."""
    canvas.setFillColor(colour)
    down = canvas._pagesize[1] - box.top - fitted.size * _ASCENT
    for at, line in enumerate(fitted.lines):
        canvas.setFont(rest if at else first, fitted.size)
        canvas.drawString(box.left, down - at * fitted.size * LEADING, line)


def _rule(canvas: Canvas, start: float, end: float, down: float) -> None:
    high = canvas._pagesize[1]
    canvas.line(start, high - down, end, high - down)
