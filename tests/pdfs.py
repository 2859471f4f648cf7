"""Reads the text of a PDF that reportlab has made, page by page, the way a reader's search does: through its fonts."""

import base64
import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\s*endstream", re.DOTALL)
SHOWN = re.compile(rb"/(\S+) [0-9.]+ Tf|\(((?:[^()\\]|\\.)*)\) Tj", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> list[str]:
    """The text of each page, a line for each piece that was drawn."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    sheets = [body for body in objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]
    return [_page(sheet, objects) for sheet in sheets]


def fonts(pdf: bytes) -> tuple[set[str], set[str]]:
    """The names of the fonts that the text is set in, and of those whose letters are in the file."""
    used, held = (re.findall(rb"/%s /(\S+)" % key, pdf) for key in (b"BaseFont", b"FontName"))
    assert pdf.count(b"/FontFile2") == len(held)
    return {name.decode() for name in used}, {name.decode() for name in held}


def _page(sheet: bytes, objects: dict[int, bytes]) -> str:
    fonts = _named(_reference(sheet, b"/Font", objects))
    letters = {name: _letters(objects[number], objects) for name, number in fonts.items()}
    drawn, current = [], {}
    for font, shown in SHOWN.findall(_stream(_reference(sheet, b"/Contents", objects))):
        if font:
            current = letters.get(font.decode(), {})
        else:
            drawn.append("".join(current.get(code, "?") for code in ESCAPED.sub(_unescaped, shown)))
    return "\n".join(drawn)


def _reference(body: bytes, key: bytes, objects: dict[int, bytes]) -> bytes:
    return objects[int(re.search(re.escape(key) + rb" (\d+) 0 R", body)[1])]


def _named(body: bytes) -> dict[str, int]:
    return {name.decode(): int(number) for name, number in re.findall(rb"/(F\S+) (\d+) 0 R", body)}


def _letters(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    if b"/ToUnicode" not in font:
        return {code: chr(code) for code in range(256)}
    table = _stream(_reference(font, b"/ToUnicode", objects)).decode()
    pairs = re.findall(r"<(\w{2})> <(\w{4,})>", table)
    return {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in pairs}


def _stream(body: bytes) -> bytes:
    raw = STREAM.search(body)[1]
    if b"/ASCII85Decode" in body:
        raw = base64.a85decode(raw.removesuffix(b"~>"))
    return zlib.decompress(raw) if b"/FlateDecode" in body else raw


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if code[:1].isdigit() else PLAIN.get(code, code)
