"""Bytes to text: by byte order mark, as UTF-8, as declared, and else as detected; or the reason why not."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.-]{2,40})""",
    re.I,
)
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite file"),
)
SAMPLE = 65_536
# How messy a guess may look, by charset-normalizer's own measure; its default lets binary through.
MESS = 0.15


class Undecodable(ValueError):
    """The bytes are not text; the message says why."""


def decode_bytes(raw: bytes, charset: str | None = None) -> str:
    """The text of ``raw``, ``charset`` being what its server said; raises Undecodable."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _decode_strictly(raw, encoding)
    refuse_binary(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_otherwise(raw, charset, error)


def refuse_binary(raw: bytes) -> None:
    """Raises Undecodable if ``raw`` is no text in any encoding."""
    for magic, what in MAGIC:
        if raw.startswith(magic):
            raise Undecodable(f"binary file ({what})")
    sample = raw[:SAMPLE]
    if b"\x00" in sample and _wide_encoding(sample) is None:
        raise Undecodable("binary file")
    # A stray control character is a slip of the pen; text has hardly any, data has some in every line.
    if b"\x00" not in sample and len(CONTROL.findall(sample)) > max(2, len(sample) // 100):
        raise Undecodable("binary file")


def declared_charset(raw: bytes) -> str | None:
    """The encoding that an HTML page or XML file names in its first bytes."""
    found = DECLARED.search(raw[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly every other byte of western text is then zero."""
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


def _decode_strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(f"its byte order mark says {encoding.upper()}, but {_place(error)}") from error


def _decode_otherwise(raw: bytes, charset: str | None, error: UnicodeDecodeError) -> str:
    for name in (charset, declared_charset(raw), _wide_encoding(raw[:SAMPLE])):
        if (text := _decode_as(raw, name)) is not None:
            return text
    # Whole characters of UTF-8 do not come about by chance in another encoding: this is broken UTF-8.
    if len(MULTIBYTE.findall(raw)) * 2 > len(HIGH.findall(MULTIBYTE.sub(b"", raw))):
        raise Undecodable(f"not valid UTF-8: {_place(error)}") from error
    guess = from_bytes(raw, threshold=MESS).best()
    text = str(guess) if guess is not None else ""
    if not _plausible(text):
        raise Undecodable(f"not valid UTF-8 ({_place(error)}), and no other encoding fits") from error
    return text


def guess_charset(sample: bytes) -> str | None:
    """The encoding of a file by its first bytes, if it is not UTF-8 and can be told."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        guess = from_bytes(sample, threshold=MESS).best()
        return guess.encoding if guess is not None and _plausible(str(guess)) else None
    return None


def _decode_as(raw: bytes, name: str | None) -> str | None:
    if name is None or name.lower().replace("_", "-") in ("utf-8", "utf8"):
        return None
    # What pages call Latin-1 is Windows-1252, as browsers read it.
    latin = name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
    try:
        return raw.decode("cp1252" if latin else name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _plausible(text: str) -> bool:
    """Whether what lies outside ASCII is letters within words, or typographic marks, as in real text."""
    marks = [c for c in text if ord(c) > 127]
    good = sum(c.isalpha() or c in "“”‘’„‚«»‹›–—…§°€£©®™½¼¾²³·•\xa0\xad" for c in marks)
    joined = len(re.findall(r"[^\W\d_][^\W\d_a-zA-Z]|[^\W\d_a-zA-Z][^\W\d_]", text))
    letters = sum(c.isalpha() for c in marks)
    return bool(text) and good >= 0.9 * len(marks) and (letters == 0 or joined >= 0.5 * min(letters, 4))


def _place(error: UnicodeDecodeError) -> str:
    return f"byte 0x{error.object[error.start]:02x} at offset {error.start}"
