"""LaTeX source: prose and structure; formulas stay as they were written."""

import re

from documents.builder import Builder
from documents.marks import Mark
from documents.registry import Reader
from documents.source import Source

_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_SIGNS = re.compile(r"\\(documentclass|begin\{|section\*?\{|chapter\*?\{|usepackage|input\{)")
_LANGUAGES = {"dutch": "nl", "nederlands": "nl", "english": "en", "french": "fr", "german": "de", "ngerman": "de"}
_COMMENT = re.compile(r"(?<!\\)%.*")
_TOKEN = re.compile(
    r"(?P<math>\$\$.*?\$\$|(?<!\\)\$[^$]*?(?<!\\)\$|\\\[.*?\\\]|\\\(.*?\\\))"
    r"|(?P<formula>\\begin\{(?P<kind>(?:align|alignat|equation|gather|multline|eqnarray|flalign|displaymath|math)\*?)\}"
    r".*?\\end\{(?P=kind)\})"
    r"|(?P<verb>\\begin\{(?P<env>verbatim|lstlisting|minted|tikzpicture|circuitikz)\}.*?\\end\{(?P=env)\})"
    r"|\\(?P<command>[A-Za-z@]+)\*?[ \t]*"
    r"|\\(?P<char>.)|(?P<brace>[{}])|(?P<blank>\n[ \t]*\n\s*)|(?P<text>[^\\${}\n]+|\n|\$)",
    re.DOTALL,
)
_ARGUMENT = re.compile(r"\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_SKIP = re.compile(r"\*?(?:\[[^\]]*\]|[ \t]+\[\s*-?(?:[\d.,]+\s*[a-z]{2}|[\d.,]*\\[A-Za-z]+)\s*\])")
"""The height of an empty space behind the end of a line."""
_OPTIONAL = re.compile(r"\s*\[([^\]]*)\]")
# Commands whose arguments are settings, not prose.
_SILENT = {"usepackage", "documentclass", "label", "ref", "eqref", "cite", "vspace", "hspace", "setlength", "input",
           "include", "bibliography", "bibliographystyle", "geometry", "pagestyle", "thispagestyle", "newcommand",
           "renewcommand", "definecolor", "color", "setcounter", "addtocounter", "graphicspath", "end", "pgfplotsset",
           "tikzset", "hypersetup", "newenvironment", "def", "RequirePackage", "PassOptionsToPackage"}  # fmt: skip
_LABEL = re.compile(r"[ \t]*\\label\s*\{[^{}]*\}")
_TABLES = ("tabular", "longtable")
_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "c": "\u0327"}


def detect(source: Source) -> str | None:
    head = source.text_head
    if head is None:
        return None
    if source.extension in ("tex", "latex", "sty", "cls") or (
        source.extension == "" and head.lstrip().startswith("\\documentclass")
    ):
        return "tex" if _SIGNS.search(head) or "\\" in head else None
    return None


def read(source: Source, builder: Builder, format: str) -> None:
    from documents.readers.html import load

    text = load(source, builder).replace("\r\n", "\n")
    text = _COMMENT.sub("", text)
    for match in re.finditer(r"\\(?:usepackage|documentclass)\[([^\]]*)\]", text):
        for option in match[1].split(","):
            builder.declare_language(_LANGUAGES.get(option.strip()))
    if title := re.search(r"\\title\s*" + _ARGUMENT.pattern, text):
        builder.visible_title = plain(title[1])
    if author := re.search(r"\\author\s*" + _ARGUMENT.pattern, text):
        builder.meta("file", "author", plain(author[1]))
    _Reader(builder).read(text)


def plain(text: str) -> str:
    """`text` without commands and braces, for titles and captions."""
    text = re.sub(r"\\[\"'`^~c]\{?([A-Za-z])\}?", r"\1", text)
    text = re.sub(r"\\\\|~", " ", text)
    return " ".join(re.sub(r"\\[A-Za-z]+\*?|[{}]", "", text).split())


class _Reader:
    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.table: Mark | None = None

    def read(self, text: str) -> None:
        at = 0
        while match := _TOKEN.match(text, at):
            at = match.end()
            if command := match["command"]:
                at = self._command(command, text, at)
            elif match["math"]:
                mark = self.builder.mark()
                self.builder.inline(match[0])
                self.builder.formula(self.builder.close(mark), "latex", match[0])
            elif match["formula"]:
                mark = self._verbatim(_LABEL.sub("", match[0]))
                self.builder.formula(mark, "latex", match[0])
            elif match["verb"]:
                self._verbatim(match[0])
            elif char := match["char"]:
                at = self._char(char, text, at)
            elif match["blank"]:
                self.builder.new_line(2)
            elif match["text"]:
                self._text(match["text"].replace("~", " "))
        self._end_table()

    def _text(self, text: str) -> None:
        """Running text; in a table & parts the cells."""
        for number, part in enumerate(text.split("&") if self.table else [text]):
            if number:
                self.builder.tab()
            self.builder.inline(part)

    def _end_table(self) -> None:
        b, mark = self.builder, self.table
        if mark is not None:
            rows = [row.split("\t") for row in b.written(b.close(mark)).split("\n") if row.strip()]
            b.table(mark, [[" ".join(cell.split()) for cell in row] for row in rows])
            self.table = None

    def _verbatim(self, text: str) -> Mark:
        self.builder.new_line(2)
        mark = self.builder.mark()
        self.builder.verbatim(text)
        self.builder.close(mark)
        self.builder.new_line(2)
        return mark

    def _char(self, char: str, text: str, at: int) -> int:
        if char == "\\":
            self.builder.new_line()
            skip = _SKIP.match(text, at)
            return skip.end() if skip else at
        if char in _ACCENTS and at < len(text):
            letter = re.compile(r"\s*\{?\s*\\?([A-Za-z])\}?").match(text, at)
            if letter:
                import unicodedata

                self.builder.inline(unicodedata.normalize("NFC", letter[1] + _ACCENTS[char]))
                return letter.end()
        elif char in "%&_#${}":
            self.builder.inline(char)
        elif char in " ,;:!":
            self.builder.inline(" ")
        return at

    def _command(self, name: str, text: str, at: int) -> int:
        b = self.builder
        if name in ("begin", "end"):
            argument, at = _argument(text, at)
            b.new_line(2)
            if name == "end" and argument.startswith(_TABLES):
                self._end_table()
            if name == "begin":
                for _ in range(2):
                    _, at = _optional(text, at)
                if argument.startswith(("tabular", "longtable", "minipage", "array", "multicols", "adjustbox")):
                    _, at = _argument(text, at)
                    if argument.startswith(("tabularx", "tabular*")):
                        _, at = _argument(text, at)
                if argument.startswith(_TABLES) and self.table is None:
                    self.table = b.mark()
            return at
        if name == "item":
            label, at = _optional(text, at)
            b.new_line()
            b.inline(plain(label) + " " if label else None)
            return at
        options = ""
        while (found := _optional(text, at))[1] != at:
            options, at = options + "," + found[0], found[1]
        if name in _LEVELS:
            title, at = _argument(text, at)
            b.add_heading(plain(title), _LEVELS[name])
        elif name == "includegraphics":
            source, at = _argument(text, at)
            alt = re.search(r"\balt\s*=\s*\{?([^,}\]]*)", options)
            b.image(source=source.strip()[:500] or None, alt=alt[1].strip() if alt else None)
        elif name in ("href", "url"):
            href, at = _argument(text, at)
            label, at = _argument(text, at) if name == "href" else (href, at)
            mark = b.mark()
            b.inline(plain(label) if name == "href" else href)
            b.link(b.close(mark), href)
        elif name in _SILENT or name in ("title", "author", "date"):
            at = _argument(text, at)[1]
            # More arguments follow at once; braces on a next line hold text again.
            while more := (_OPTIONAL if text[at : at + 1] == "[" else _ARGUMENT).match(text, at):
                if text[at] not in "[{":
                    break
                at = more.end()
        return at


def _argument(text: str, at: int) -> tuple[str, int]:
    match = _ARGUMENT.match(text, at)
    return (match[1], match.end()) if match else ("", at)


def _optional(text: str, at: int) -> tuple[str, int]:
    match = _OPTIONAL.match(text, at)
    return (match[1], match.end()) if match else ("", at)


READER = Reader(
    formats={"tex": "application/x-tex"},
    extensions={"tex": "tex", "latex": "tex"},
    names={"tex": ("een tekst in LaTeX", "a LaTeX text")},
    detect=detect,
    read=read,
    rank=45,
)
