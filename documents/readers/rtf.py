"""Rich Text Format: paragraphs, headings by style, tables, links, pictures and notes."""

import re
from dataclasses import replace

from documents.builder import Builder
from documents.marks import Mark
from documents.office.rtf import (
    LANGUAGES,
    OPENED,
    SIGNS,
    SKIPPED,
    Gathered,
    State,
    Style,
    Token,
    encoding_of,
    encoding_of_page,
    tokens,
)  # fmt: skip
from documents.registry import Reader
from documents.source import Source

_INFO = {"title", "author", "subject", "keywords", "doccomm", "company"}
_HEADING = re.compile(r"(?:heading|kop|überschrift|titre) ?(\d)\b", re.IGNORECASE)
_LINK = re.compile(r'HYPERLINK\s+(\\l\s+)?"([^"]+)"|HYPERLINK\s+(\S+)', re.IGNORECASE)
_DEEPEST = 400


def detect(source: Source) -> str | None:
    start = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    # A fragment, as some programs export it, lacks the first line.
    fragment = source.extension == "rtf" and start[:1] == b"{" and re.search(rb"\\(pard|trowd|fonttbl)\b", start)
    return "rtf" if start.startswith(b"{\\rtf") or fragment else None


def read(source: Source, builder: Builder, format: str) -> None:
    limit = source.limits.markup_bytes
    data = source.read_bytes(limit + 1)
    if len(data) > limit:
        megabytes = limit // (1024 * 1024)
        builder.cut("markup-truncated", f"alleen de eerste {megabytes} MB zijn gelezen",
                    f"only the first {megabytes} MB were read")  # fmt: skip
    reader = _Reader(builder)
    reader.read(data[:limit].decode("latin-1"))


class _Reader:
    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.state = State()
        self.stack: list[State] = []
        self.starred = False
        self.encoding = "cp1252"
        self.fonts: dict[int, str | None] = {}
        self.styles: dict[int, Style] = {}
        self.raw = bytearray()
        self.skip_characters = self.high = 0
        self.gathered = Gathered()
        self.style = self.number = 0
        self.outline: int | None = None
        self.paragraph: Mark | None = None
        self.level: int | None = None
        self.links: list[tuple[int, str, Mark]] = []
        self.link: str | None = None
        self.table: Mark | None = None
        self.rows: list[list[str]] = []
        self.row: list[str] = []
        self.cell: list[str] = []
        self.in_table = self.header = self.between = False
        self.property = ""
        self.alt: str | None = None
        self.size = [0.0, 0.0]
        self.bookmarks: set[str] = set()

    def read(self, data: str) -> None:
        for token in tokens(data):
            if token.kind == "text":
                self._text(token.value)
            elif token.kind == "word":
                self._word(token)
            elif token.kind == "hex":
                if self.skip_characters:
                    self.skip_characters -= 1
                else:
                    self.raw.append(int(token.value, 16))
            elif token.kind == "sign":
                self._sign(token.value)
            elif token.kind == "open":
                self._flush()
                if len(self.stack) > _DEEPEST:
                    self.builder.cut("nested-deeply", "te diep geneste groepen zijn overgeslagen",
                                     "groups nested too deeply were skipped")  # fmt: skip
                    break
                self.stack.append(self.state)
                self.state = replace(self.state)
            else:
                self._close()
        self._flush()
        self._end_paragraph()
        self._end_table()
        bookmarks = self.bookmarks
        self.builder.anchors = lambda name: name in bookmarks or not name

    # --- text

    def _text(self, text: str) -> None:
        if self.skip_characters:
            taken = min(self.skip_characters, len(text))
            self.skip_characters -= taken
            text = text[taken:]
        if not text or self.state.skip or self.state.destination == "pict":
            return
        self.raw += text.encode("latin-1")

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.starred = True
        elif sign == "~":
            self._say(" ")
        elif sign in "\\{}":
            self._text(sign)
        elif sign == "_":
            self._say("-")
        elif sign in "\r\n":
            self._word(Token("word", "par"))

    def _flush(self) -> None:
        """Turns the bytes gathered so far into text: a character may take more than one."""
        if self.raw:
            encoding = self.fonts.get(self.state.font) or self.encoding
            text, self.raw = bytes(self.raw).decode(encoding, "replace"), bytearray()
            self._put(text)

    def _say(self, text: str) -> None:
        self._flush()
        self._put(text)

    def _put(self, text: str) -> None:
        state = self.state
        if state.skip:
            return
        if state.destination in ("", "fldrslt", "shptxt", "footnote"):
            if not state.hidden:
                self._show(text)
        elif state.destination != "pict":
            self.gathered.text.append(text)

    def _show(self, text: str) -> None:
        b = self.builder
        if self.in_table:
            self._start_table()
            self.cell.append(text)
        elif self.table is not None and text.strip():
            self._end_table()
        if self.paragraph is None and text.strip():
            style = self.styles.get(self.style, Style())
            self.level = self.outline + 1 if self.outline is not None else style.level
            if not self.in_table:
                b.new_line(2 if self.level else 1)
            elif self.between:
                b.tab()
            self.between = False
            self.paragraph = b.mark()
        b.inline(text)

    def _end_paragraph(self) -> None:
        b, mark = self.builder, self.paragraph
        if mark is not None:
            b.close(mark)
            if self.level and mark.start != mark.end:
                b.heading(mark, self.level)
            elif b.visible_title is None and self.styles.get(self.style, Style()).name.lower() in ("title", "titel"):
                b.visible_title = b.written(mark)
        self.paragraph = None
        if not self.in_table:
            b.new_line()
        else:
            b.inline(" ")
            self.cell.append(" ")

    # --- tables

    def _start_table(self) -> None:
        if self.table is None:
            self.builder.new_line(2)
            self.table, self.rows, self.row = self.builder.mark(), [], []

    def _end_cell(self) -> None:
        self._end_paragraph()
        self._start_table()
        self.row.append(" ".join("".join(self.cell).split()))
        self.cell, self.between = [], True

    def _end_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
        self.row, self.cell, self.between = [], [], False
        self.builder.new_line()

    def _end_table(self) -> None:
        if self.table is not None:
            if self.row:
                self._end_row()
            self.builder.close(self.table)
            if self.rows:
                self.builder.table(self.table, self.rows, has_header=self.header)
            self.table, self.header = None, False
            self.builder.new_line(2)

    # --- groups

    def _enter(self, word: str) -> None:
        """A destination: `word` says where the text of this group goes."""
        self._flush()
        self.gathered.text.clear()
        self.state.destination = word
        if word == "pict":
            self.alt, self.size = None, [0.0, 0.0]
        elif word == "shptxt":
            self.builder.new_line()
        elif word == "footnote":
            self.builder.inline(" [")
        elif word == "fldrslt" and self.link:
            self.links.append((len(self.stack), self.link, self.builder.mark()))
            self.link = None

    def _close(self) -> None:
        self._flush()
        state, depth = self.state, len(self.stack)
        outer = self.stack.pop() if self.stack else State()
        if state.destination != outer.destination and not state.skip:
            self._leave(state.destination)
        while self.links and self.links[-1][0] >= depth:
            _, href, mark = self.links.pop()
            self.builder.link(self.builder.close(mark), href)
        self.state, self.starred = outer, False

    def _leave(self, destination: str) -> None:
        b = self.builder
        if destination == "style":
            name = self.gathered.take().split(";")[0].strip()
            match = _HEADING.match(name)
            style = self.styles.setdefault(self.number, Style())
            style.name = name
            if match and not style.level:
                style.level = int(match[1]) or None
        elif destination in _INFO:
            value = self.gathered.take()
            b.meta("office", destination, value, "info")
            if destination == "title":
                b.title = value
        elif destination == "fldinst":
            match = _LINK.search(instruction := self.gathered.take())
            if match:
                self.link = f"#{match[2]}" if match[1] else match[2] or match[3]
            elif "HYPERLINK" not in instruction.upper():
                self.link = None
        elif destination == "sn":
            self.property = self.gathered.take()
        elif destination == "sv":
            if self.property in ("wzDescription", "wzName") and (value := self.gathered.take()):
                self.alt = value if self.property == "wzDescription" or not self.alt else self.alt
        elif destination == "pict":
            b.image(alt=self.alt, width=self.size[0] or None, height=self.size[1] or None)
        elif destination == "bkmkstart":
            self.bookmarks.add(self.gathered.take())
        elif destination == "shptxt":
            self._end_paragraph()
        elif destination == "footnote":
            self._end_paragraph() if self.paragraph is None else None
            b.inline("]")

    # --- control words

    def _unicode(self, number: int) -> None:
        """A character by its number in UTF-16; beyond the first plane it comes as two words."""
        code = number + 65536 if number < 0 else number
        if 0xD800 <= code < 0xDC00:
            self.high = code
        elif 0xDC00 <= code < 0xE000:
            if self.high:
                self._say(chr(0x10000 + ((self.high - 0xD800) << 10) + code - 0xDC00))
            self.high = 0
        elif 0 < code < 0x110000:
            self._say(chr(code))

    def _word(self, token: Token) -> None:
        word, number, state = token.value, token.number, self.state
        starred, self.starred = self.starred, False
        if word == "u" and number is not None:
            self._unicode(number)
            self.skip_characters = state.fallback
            return
        self._flush()
        self.skip_characters = 0
        if starred and word not in OPENED:
            state.skip = True
            return
        if word in SKIPPED:
            state.skip = True
        elif word in ("fonttbl", "stylesheet", "info", "pict", "shptxt", "fldinst", "fldrslt", "footnote", "sn", "sv",
                      "bkmkstart", "shpinst") or (word in _INFO and state.destination == "info"):  # fmt: skip
            if not state.skip:
                self._enter(word)
        elif word == "ud":
            state.skip = False
        elif word == "upr":
            # Its first group is for readers without Unicode; the second says the same in full.
            state.skip = True
        elif state.skip:
            return
        elif word in SIGNS:
            self._put(SIGNS[word])
        elif state.destination == "fonttbl":
            self._font(word, number or 0)
        elif state.destination in ("stylesheet", "style"):
            self._define(word, number)
        else:
            self._format(word, number)

    def _font(self, word: str, number: int) -> None:
        if word == "f":
            self.number = number
        elif word == "fcharset":
            self.fonts[self.number] = encoding_of(number)
        elif word == "cpg":
            self.fonts[self.number] = encoding_of_page(number)

    def _define(self, word: str, number: int | None) -> None:
        state = self.state
        if state.destination == "stylesheet" and len(self.stack) > 1 and word != "stylesheet":
            state.destination, self.number = "style", 0
            self.gathered.text.clear()
        if word == "s":
            self.number = number or 0
            self.styles[self.number] = Style()
        elif word == "outlinelevel" and number is not None and number < 9:
            self.styles.setdefault(self.number, Style()).level = number + 1
        elif word in ("f", "cs", "ts", "ds"):
            if word == "f":
                state.font = number or 0
            else:
                # A style of letters or tables, which makes no headings.
                self.number = -(number or 0) - 1

    def _format(self, word: str, number: int | None) -> None:
        b, state = self.builder, self.state
        match word:
            case "par" | "sect" | "page":
                self._end_paragraph()
            case "line" | "lbr":
                b.new_line() if not self.in_table else b.inline(" ")
            case "tab":
                self._put(" ")
            case "cell" | "nestcell":
                self._end_cell()
            case "row" | "nestrow":
                self._end_row()
            case "intbl":
                self.in_table = True
            case "trowd":
                self.in_table = True
            case "trhdr":
                self.header = True
            case "pard":
                self.style, self.outline, self.in_table = 0, None, False
            case "s":
                self.style = number or 0
            case "outlinelevel":
                self.outline = number if number is not None and 0 <= number < 9 else None
            case "plain":
                state.hidden, state.font = False, -1
            case "v":
                state.hidden = number != 0
            case "f":
                state.font = number or 0
            case "uc":
                state.fallback = min(max(number or 0, 0), 8)
            case "ansicpg":
                self.encoding = encoding_of_page(number or 1252)
            case "mac":
                self.encoding = "mac-roman"
            case "picwgoal" | "pichgoal":
                self.size[word == "pichgoal"] = round((number or 0) / 20, 1)
            case "deflang":
                b.declare_language(LANGUAGES.get(number or 0))


READER = Reader(
    formats={"rtf": "application/rtf"},
    extensions={"rtf": "rtf"},
    names={"rtf": ("een RTF-document", "an RTF document")},
    detect=detect,
    read=read,
    rank=30,
    family="office",
)
