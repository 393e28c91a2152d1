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
TYPOGRAPHY = frozenset("“”‘’„‚«»‹›–—…§°€£¥©®™½¼¾²³·•¿¡、。「」，．・\xa0\u3000")
# A letter outside ASCII beside one within it: "é" in "café".
JOINED = re.compile(r"(?<=[a-zA-Z])[^\W\d_a-zA-Z]|[^\W\d_a-zA-Z](?=[a-zA-Z])")
SAMPLE = 65_536
# How messy a guess may look, by charset-normalizer's own measure; its default lets binary through.
MESS = 0.15
# The encodings that reports come in, the commonest first. In two groups, for the detector leaves out
# what is much like an encoding that it has put aside.
LEGACY = (
    [
        *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1256", "cp1255", "cp1257"),
        *("cp932", "euc_jp", "gb18030", "big5", "cp949", "cp866", "cp1258", "cp874", "mac_roman"),
    ],
    ["iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_6", "iso8859_8", "iso8859_15"],
)


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
    told = [charset, declared_charset(raw), _wide_encoding(raw[:SAMPLE])]
    if told[1] and _is_latin(charset or ""):
        # Servers say Latin-1 of all their pages because they came so; the page knows better.
        told[:2] = told[1::-1]
    texts = [text for name in told if (text := _decode_as(raw, name)) is not None]
    if texts:
        # A server that names one encoding for all its pages is wrong where a page names another that fits.
        return next((text for text in texts if _plausible(text[:SAMPLE])), texts[0])
    # Whole characters of UTF-8 do not come about by chance in another encoding: this is broken UTF-8.
    if len(MULTIBYTE.findall(raw)) * 2 > len(HIGH.findall(MULTIBYTE.sub(b"", raw))):
        raise Undecodable(f"not valid UTF-8: {_place(error)}") from error
    guess = guess_charset(raw)
    if guess is None:
        raise Undecodable(f"not valid UTF-8 ({_place(error)}), and no other encoding fits") from error
    return raw.decode(guess)


def guess_charset(sample: bytes) -> str | None:
    """The encoding of a file by its first bytes, if it is not UTF-8 and can be told."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
        return None
    except UnicodeDecodeError:
        guesses = (_best_of(sample, group) for group in LEGACY)
        return next((guess for guess in guesses if guess is not None), None)


def _best_of(sample: bytes, group: list[str]) -> str | None:
    """The encoding of ``group`` that makes the least mess of ``sample``, the commoner one of equals."""
    found = [m for m in from_bytes(sample, threshold=MESS, cp_isolation=group) if m.encoding in group]
    likely = [m for m in found if _plausible(str(m))]
    best = min(
        likely,
        key=lambda m: (round(m.chaos, 2), -round(m.coherence, 1), group.index(m.encoding)),
        default=None,
    )
    return best.encoding if best else None


def _decode_as(raw: bytes, name: str | None) -> str | None:
    if name is None or name.lower().replace("_", "-") in ("utf-8", "utf8"):
        return None
    # What pages call Latin-1 is Windows-1252, as browsers read it.
    try:
        return raw.decode("cp1252" if _is_latin(name) else name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _is_latin(name: str) -> bool:
    return name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")


def _plausible(text: str) -> bool:
    """Whether what lies outside ASCII is typographic marks, or letters of the words around them."""
    marks = [c for c in text if ord(c) > 127]
    letters = [c for c in marks if c.isalpha()]
    if not text or len(letters) + sum(c in TYPOGRAPHY for c in marks) < 0.9 * len(marks):
        return False
    plain = sum(c.isascii() and c.isalpha() for c in text)
    latin = sum(c < "\u0250" for c in letters)
    if latin * 2 < len(letters):
        # Words of another script stand beside each other, and not as strays in a Latin text.
        return len(letters) > 0.4 * plain
    return len(JOINED.findall(text)) >= 0.4 * len(letters)


def _place(error: UnicodeDecodeError) -> str:
    return f"byte 0x{error.object[error.start]:02x} at offset {error.start}"
