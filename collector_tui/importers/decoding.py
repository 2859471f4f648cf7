"""From the bytes of a file to its text: what is no text is named, and a doubtful encoding is admitted."""

import codecs
import re

from collector_tui.domain.document import UnreadableFile

LARGEST_BYTES = 200_000_000
"""No open-items export of a small business comes near it."""

_SAVE_AS_CSV = "open it there and save it as CSV, then import that file"
_SIGNATURES = (
    (b"PK\x03\x04", "is a zip file, as Excel workbooks (.xlsx) are, whatever its name"),
    (b"PK\x05\x06", "is an empty zip file, whatever its name"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook (.xls), whatever its name"),
    (b"%PDF", "is a PDF"),
    (b"\x1f\x8b", "is a compressed (gzip) file"),
    (b"SQLite format 3", "is a database"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"{\\rtf", "is a word processor's document (RTF)"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|table|\?xml|!--)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536


def text_of(data: bytes, filename: str) -> tuple[str, list[str]]:
    """The text of a file, with a warning when its encoding had to be taken on trust.

    Raises UnreadableFile when the file is empty, too large, or not text at all.
    """
    _refuse_what_is_no_text(data, filename)
    text, warnings = _decoded(data)
    if not text.strip("\0 \t\r\n\ufeff"):
        raise UnreadableFile(f"{filename} is empty: export the report again, then import that file.")
    if _MARKUP.match(text):
        raise UnreadableFile(f"{filename} is a web page or XML, whatever its name: {_SAVE_AS_CSV}.")
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) * 20 > len(sample):
        raise UnreadableFile(f"{filename} is not a text file: save the report as CSV, then import that file.")
    if nuls := text.count("\0"):
        text = text.replace("\0", "")
        warnings.append(f"The file holds {nuls:,} NUL bytes; they were left out.")
    return text, warnings


def _refuse_what_is_no_text(data: bytes, filename: str) -> None:
    if len(data) > LARGEST_BYTES:
        raise UnreadableFile(
            f"{filename} has {len(data) / 1e6:,.0f} MB, and at most {LARGEST_BYTES / 1e6:,.0f} MB can be read: "
            "export a shorter period, or only what is still open."
        )
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFile(f"{filename} {what}, not a CSV file: {_SAVE_AS_CSV}.")


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(codec), [_read_as(name)] if name else []
            except UnicodeDecodeError:
                if not name:
                    data = data[len(bom) :]
                    break
                return data.decode(codec, errors="replace"), [_read_as(name)]
    if codec := _utf16_without_mark(data):
        return data.decode(codec, errors="replace"), [_read_as("UTF-16")]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), [_read_as("Windows-1252 (cp1252)")]


def _utf16_without_mark(data: bytes) -> str:
    """The codec of a file in which nearly every second byte is NUL, else an empty string."""
    sample = data[:4096]
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_second, others = sample[first::2], sample[1 - first :: 2]
        if every_second.count(0) * 10 > len(every_second) * 8 and others.count(0) * 10 < len(others):
            return codec
    return ""


def _read_as(name: str) -> str:
    return f"The file is not UTF-8 and was read as {name}: look at names with accents."
