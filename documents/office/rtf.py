"""Rich Text Format as a row of tokens, and the bytes of its fonts as text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    r"|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\",
    re.DOTALL,
)
SKIPPED = {"colortbl", "listtable", "listoverridetable", "revtbl", "header", "headerl", "headerr", "headerf", "footer",
            "footerl", "footerr", "footerf", "nonshppict", "listtext", "pntext", "pntxta", "pntxtb", "themedata",
            "colorschememapping",
            "datastore", "latentstyles", "xmlnstbl", "rsidtbl", "generator", "filetbl", "fldtype",
            "objdata", "objclass", "mmathPict", "mmathPr", "background", "template", "ftnsep", "ftnsepc", "aftnsep",
            "aftnsepc", "atnid", "atnauthor", "annotation", "xe", "tc", "wgrffmtfilter", "passwordhash", "panose",
            "falt", "blipuid", "protusertbl", "shprslt", "userprops", "xmlopen", "pgdsctbl"}  # fmt: skip
"""Groups whose text is no part of the page."""
OPENED = {"shppict", "shpinst", "shptxt", "picprop", "fldinst", "fldrslt", "moMath", "mr", "bkmkstart",
          "ud"}  # fmt: skip
"""Groups that a reader may pass over when it does not know them, and that hold text all the same."""
SIGNS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
          "bullet": "•", "enspace": " ", "emspace": " ", "zwj": "\u200d", "zwnj": "\u200c"}  # fmt: skip
LANGUAGES = {1043: "nl-NL", 2067: "nl-BE", 1033: "en-US", 2057: "en-GB", 1031: "de-DE", 1036: "fr-FR", 3082: "es-ES",
              1122: "fy-NL", 1034: "es-ES", 1040: "it-IT"}  # fmt: skip
# Windows' numbers for the character sets of fonts, and the code page of each.
_CHARSETS = {0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
             177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 255: 437}  # fmt: skip
_PAGES = {10000: "mac-roman", 65001: "utf-8", 1361: "johab", 936: "gbk"}
_SYMBOL = 2


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is word, hex, sign, open, close or text; `number` only goes with a word."""

    kind: str
    value: str = ""
    number: int | None = None


def tokens(data: str) -> Iterator[Token]:
    """The tokens of `data`, which is the file's bytes read as Latin-1. Binary runs are passed over."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        if word := match["word"]:
            number = int(match["number"]) if match["number"] else None
            if word == "bin":
                at += max(number or 0, 0)
                continue
            yield Token("word", word, number)
        elif match["hex"]:
            yield Token("hex", match["hex"])
        elif sign := match["sign"]:
            yield Token("sign", sign)
        elif brace := match["brace"]:
            yield Token("open" if brace == "{" else "close")
        elif text := match["text"]:
            yield Token("text", text)


def encoding_of(charset: int) -> str | None:
    """The encoding of a font's character set; None for the default and for fonts of signs."""
    page = _CHARSETS.get(charset)
    return None if page is None or charset == _SYMBOL else encoding_of_page(page)


def encoding_of_page(page: int) -> str:
    import codecs

    name = _PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


@dataclass
class State:
    """What holds inside one group."""

    destination: str = ""
    skip: bool = False
    hidden: bool = False
    font: int = -1
    fallback: int = 1


@dataclass
class Style:
    name: str = ""
    level: int | None = None


@dataclass
class Gathered:
    """Text that goes elsewhere than the page: a style's name, a link's instruction, a title."""

    text: list[str] = field(default_factory=list)

    def take(self) -> str:
        text, self.text = "".join(self.text), []
        return " ".join(text.split())
