"""Text as mainframes write it (EBCDIC), told by its bytes: letters and spaces stand where no other coding has them."""

from dataclasses import dataclass

_SAMPLE = 8192
_LETTERS = bytes([*range(0x81, 0x8A), *range(0x91, 0x9A), *range(0xA2, 0xAA),
                  *range(0xC1, 0xCA), *range(0xD1, 0xDA), *range(0xE2, 0xEA)])  # fmt: skip
_OTHERS = bytes([0x40, *range(0xF0, 0xFA), *b"\x4b\x6b\x7a\x5e\x6f\x5a\x4f\x60\x61\x4d\x5d\x7d\x7f\x4c\x6e\x7e\x50",
                 *b"\x15\x25\x0d\x05\x0c"])  # fmt: skip
"""Space, digits, signs that are the same in every code page, and the ends of lines and pages."""
_SPACES, _LETTERED, _KNOWN = 0.05, 0.55, 0.97
_SHORTEST, _FEWEST = 40, 20
_RECORD = 80
"""Characters of a punched card, and so of a line in files without ends of lines."""


@dataclass(frozen=True)
class _Signs:
    """Where signs stand that code pages differ in: two brackets, and an exclamation mark."""

    codec: str
    opens: int
    closes: int
    cries: int


# What the Netherlands, the United States and Portugal use, the international one, and that of Unix on mainframes.
_PAGES = (_Signs("cp037", 0xBA, 0xBB, 0x5A), _Signs("cp500", 0x4A, 0x5A, 0x4F))
_UNIX = (0xAD, 0xBD)
"""Brackets in code page 1047, which is 037 but for these and the caret."""


def is_mainframe(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    if len(sample) < _SHORTEST:
        return False
    letters = len(sample) - len(sample.translate(None, _LETTERS))
    known = len(sample) - len(sample.translate(None, _LETTERS + _OTHERS))
    # In nearly every other coding 0x40 is an @, and 0x20 the space that any text has.
    return (
        sample.count(0x40) >= _SPACES * len(sample)
        and letters >= max(_FEWEST, _LETTERED * len(sample.translate(None, b"\x40")))
        and known >= _KNOWN * len(sample)
    )


def decode(data: bytes) -> tuple[str, str]:
    """The text with ends of lines as elsewhere, and the name of the code page."""
    if not _lined(data) and len(data) % _RECORD == 0:
        data = b"\x15".join(data[at : at + _RECORD].rstrip(b"\x40") for at in range(0, len(data), _RECORD))
    if data.count(_UNIX[0]) == data.count(_UNIX[1]) > 0 and not data.count(0xBA):
        name, text = "cp1047", data.translate(bytes.maketrans(bytes(_UNIX), b"\xba\xbb")).decode("cp037")
    else:
        page = max(_PAGES, key=lambda p: min(data.count(p.opens), data.count(p.closes)) + data.count(p.cries))
        name, text = page.codec, data.decode(page.codec)
    return text.replace("\r\x85", "\n").replace("\x85", "\n").replace("\r\n", "\n"), name


def _lined(data: bytes) -> bool:
    return any(end in data for end in (b"\x15", b"\x25", b"\x0d"))
