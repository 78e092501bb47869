"""Bytes to text: byte order mark, declared encoding, UTF-8, then a guess; what is broken is replaced and told."""

import codecs
import re
from dataclasses import dataclass

from documents.mainframe import decode as mainframe_text
from documents.mainframe import is_mainframe

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-7 hides markup from filters and no web page may use it.
_SAFE = re.compile(
    r"(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-?8859-\d+|latin-?1|windows-125\d|cp125\d|macintosh|mac-roman"
    r"|koi8-[ru]|big5|gb2312|gbk|gb18030|euc-(jp|kr)|shift[_-]jis)$",
    re.IGNORECASE,
)
_CLAIMED_WESTERN = re.compile(r"(iso-?8859-15?|latin-?1|windows-1252|cp1252|us-ascii|ascii|macintosh)$", re.IGNORECASE)
_TAGS = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]{0,5000}>", re.IGNORECASE | re.DOTALL)
_LETTERS = bytes(range(65, 91)) + bytes(range(97, 123))
_GUESS_BYTES = 64 * 1024
_WESTERN = "cp1252"
# What bytes of broken UTF-8 turn into when they are read as Windows-1252, and Western texts themselves hardly hold.
_RESIDUE = frozenset("ÿþðÞÐŸÃÂ¯¬¤¦¨¸ªˆ˜‚ƒ†‡‰¹\N{REPLACEMENT CHARACTER}")
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27}) + b"\x7f"


@dataclass(frozen=True)
class Decoded:
    """`replaced` counts the characters that could not be read and became U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`; never raises."""
    for bom, encoding in _BOMS:
        if data.startswith(bom) and not (encoding.startswith("utf-16") and _plain_ascii(data[len(bom) :][:4096])):
            return _replacing(data[len(bom) :], encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return Decoded(data[: error.start].decode("utf-8"), "utf-8")
    if declared and _SAFE.match(declared.strip()) and not declared.strip().lower().startswith("utf"):
        if _CLAIMED_WESTERN.match(declared.strip()) and (foreign := _foreign(data[:_GUESS_BYTES])):
            return _replacing(data, foreign)
        try:
            return _replacing(data, codecs.lookup(declared.strip()).name)
        except LookupError:
            pass
    if is_mainframe(data):
        return Decoded(*mainframe_text(data))
    wide = _unmarked_utf16(data)
    if wide:
        return _replacing(data, wide)
    as_utf8 = _replacing(data, "utf-8")
    beyond_ascii = sum(1 for c in as_utf8.text[:_GUESS_BYTES] if c > "\x7f")
    whole = beyond_ascii - as_utf8.text[:_GUESS_BYTES].count("\N{REPLACEMENT CHARACTER}")
    # A text with sound multi-byte characters is UTF-8 with some bytes broken, not another encoding.
    if whole > 0 and whole >= beyond_ascii * 0.5:
        return as_utf8
    encoding = _foreign(data[:_GUESS_BYTES]) or _guess(data[:_GUESS_BYTES])
    guessed = _replacing(data, encoding)
    if encoding == _WESTERN:
        strange = [c in _RESIDUE for c in guessed.text[:_GUESS_BYTES] if c > "\x7f"]
        if 2 * sum(strange) >= len(strange):
            return as_utf8
    return guessed


def _foreign(sample: bytes) -> str | None:
    """The encoding of a text in another script that claims to be Western; None when the claim can be true.

    In a Western text letters beyond ASCII are few; where they outnumber the others, the claim was only a default.
    """
    plain = _TAGS.sub(b" ", sample)
    beyond = sum(1 for byte in plain if byte > 0x7F)
    letters = len(plain) - len(plain.translate(None, _LETTERS))
    if beyond < 40 or beyond < 2 * letters:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(plain, threshold=0.3).best()
    return best.encoding if best is not None else None


def _guess(sample: bytes) -> str:
    # Other scripts are mostly bytes beyond ASCII; with few of those a guesser sees Japanese in any stray pair.
    if sum(1 for byte in sample if byte > 0x7F) < 0.2 * len(sample):
        return _WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(sample, threshold=0.3).best()
    # Western single-byte code pages are hard to tell apart; on the web and in Dutch schools it is cp1252.
    if best is None or best.encoding.startswith(
        ("cp125", "latin", "iso8859", "cp437", "cp85", "mac", "hp", "cp500", "cp1026", "cp037", "utf_7")
    ):
        return _WESTERN
    return best.encoding


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\N{REPLACEMENT CHARACTER}"))


def _plain_ascii(sample: bytes) -> bool:
    """Whether bytes after a UTF-16 mark cannot be UTF-16: Latin has a zero in every pair, other scripts few letters."""
    return sum(1 for byte in sample if 0x20 <= byte < 0x7F or byte in b"\r\n\t") > 0.8 * len(sample)


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:4096]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file hold more control characters than text ever does."""
    if head.startswith(tuple(bom for bom, _ in _BOMS)) or _unmarked_utf16(head) or is_mainframe(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(2, len(head) // 100)
