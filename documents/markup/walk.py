"""Walks an HTML tree, however deep, and hands its text and structure to a `Builder`."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.builder import Builder
from documents.marks import Mark
from documents.markup import tex
from documents.markup.values import label, length, short_text, shown_source

if TYPE_CHECKING:
    from lxml.etree import _Element

_DROPPED = {"script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "annotation",
            "annotation-xml", "object-param", "datalist"}  # fmt: skip
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
           "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main", "nav",
           "ol", "optgroup", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
           "ul", "caption", "textarea"}  # fmt: skip
_PARAGRAPHS = {"p", "table", "ul", "ol", "dl", "blockquote", "pre", "figure"}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_HIDING = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_DEEPEST_PATH = 200


@dataclass
class _Table:
    mark: Mark
    selector: str | None
    element: "_Element"
    cells: list[list[str]] = field(default_factory=list)
    header: bool = False
    caption: str | None = None


@dataclass
class _Frame:
    """One open element: its children still to come, and what to do when it closes."""

    element: "_Element"
    path: str
    counts: dict[str, int] = field(default_factory=dict)
    child: "_Element | None" = None
    closing: list[Callable[[], None]] = field(default_factory=list)


class Walker:
    """`quiet` elements give their links and images, but no text. Without `selectors`, places have none.

    `prefix` names the file inside a package that places are in; `resolve` says whether a link leads somewhere.
    """

    def __init__(
        self,
        builder: Builder,
        *,
        quiet: Collection["_Element"] = (),
        selectors: bool = True,
        prefix: str = "",
        resolve: Callable[[str], bool | None] | None = None,
    ) -> None:
        self.builder = builder
        self.quiet = set(quiet)
        self.selectors = selectors
        self.prefix = prefix
        self.resolve = resolve
        self.ids: set[str] = set()
        self.tables: list[_Table] = []
        self.verbatim = 0
        self.code = 0
        self._path = ""

    def walk(self, root: "_Element") -> None:
        """Iterative: a page of a million nested elements must not exhaust the stack."""
        first = _Frame(root, f"/{root.tag}" if self.selectors else "")
        parent = root.getparent()
        if self.selectors and parent is not None and isinstance(parent.tag, str):
            first.path = f"/{parent.tag}/{root.tag}"
        stack = [first]
        self._path = first.path
        if not self._open(root, first):
            return
        self._text(root.text)
        next_child = root[0] if len(root) else None
        while stack:
            frame = stack[-1]
            if next_child is None:
                stack.pop()
                for close in reversed(frame.closing):
                    close()
                if not stack:
                    break
                self._text(frame.element.tail)
                next_child = frame.element.getnext()
                continue
            child = next_child
            if not isinstance(child.tag, str):
                self._text(child.tail)
                next_child = child.getnext()
                continue
            opened = _Frame(child, self._step(frame, child))
            self._path = opened.path
            if self._open(child, opened):
                stack.append(opened)
                self._text(child.text)
                next_child = child[0] if len(child) else None
            else:
                for close in reversed(opened.closing):
                    close()
                self._text(child.tail)
                next_child = child.getnext()

    def _step(self, frame: _Frame, child: "_Element") -> str:
        if not self.selectors or frame.path.count("/") > _DEEPEST_PATH:
            return frame.path
        tag = str(child.tag)
        frame.counts[tag] = n = frame.counts.get(tag, 0) + 1
        return f"{frame.path}/{tag}[{n}]"

    @property
    def selector(self) -> str | None:
        return f"{self.prefix}#{self._path}" if self.prefix and self._path else self._path or None

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self.verbatim:
            self.builder.verbatim(text)
        elif self.code:
            self.builder.inline(text)
        else:
            for piece, formula in tex.pieces(text):
                if formula:
                    self._tex(piece)
                else:
                    self.builder.inline(piece)

    def _tex(self, text: str) -> None:
        b = self.builder
        mark = b.mark()
        b.inline(text)
        b.formula(b.close(mark), "latex", text, self.selector)

    def _open(self, element: "_Element", frame: _Frame) -> bool:
        """Whether to go into `element`."""
        tag = str(element.tag).rsplit("}", 1)[-1].lower()
        b = self.builder
        for key in ("id", "name"):
            if (value := element.get(key)) and (key == "id" or tag == "a"):
                self.ids.add(value)
        if formula := tex.in_script(element):
            self._tex(formula)
        if tag in _DROPPED or _hidden(element) or tex.is_drawing(element):
            return False
        if element in self.quiet:
            b.quiet += 1
            frame.closing.append(self._unquiet)
        if (language := _stated_language(element)) and tag not in ("html", "body"):
            self._foreign(frame, language)
        if tag in _BLOCKS:
            lines = 2 if tag in _PARAGRAPHS else 1
            b.new_line(lines)
            frame.closing.append(lambda: b.new_line(lines))
        if (level := _level(element, tag)) is not None:
            self._heading(frame, level)
        handle = getattr(self, f"_on_{tag}", None)
        if handle is None:
            if element.get("role") == "img":
                self._picture(element, element.get("aria-label"))
            return True
        return bool(handle(element, frame))

    def _unquiet(self) -> None:
        self.builder.quiet -= 1

    def _heading(self, frame: _Frame, level: int) -> None:
        b, selector = self.builder, self.selector
        b.new_line(2)
        mark = b.mark()

        def close() -> None:
            b.heading(b.close(mark), level, selector)
            b.new_line()

        frame.closing.append(close)

    def _foreign(self, frame: _Frame, language: str) -> None:
        b = self.builder
        mark = b.mark()
        frame.closing.append(lambda: b.spans.language(b.close(mark), language))

    # --- elements

    def _on_br(self, element: "_Element", frame: _Frame) -> bool:
        self.builder.new_line()
        return False

    def _on_pre(self, element: "_Element", frame: _Frame) -> bool:
        self.verbatim += 1

        def close() -> None:
            self.verbatim -= 1

        frame.closing.append(close)
        return True

    def _on_code(self, element: "_Element", frame: _Frame) -> bool:
        self.code += 1

        def close() -> None:
            self.code -= 1

        frame.closing.append(close)
        return True

    def _on_tex(self, element: "_Element", frame: _Frame) -> bool:
        """Our own element for a formula in Markdown; its text is written as it is."""
        b, selector = self.builder, self.selector
        mark = b.mark()
        self.code += 1

        def close() -> None:
            self.code -= 1
            b.formula(b.close(mark), "latex", b.written(mark), selector)

        frame.closing.append(close)
        return True

    def _on_a(self, element: "_Element", frame: _Frame) -> bool:
        href = element.get("href")
        if href is None:
            return True
        b, selector, quiet = self.builder, self.selector, bool(self.builder.quiet)
        mark = b.mark()
        if "license" in (element.get("rel") or "").lower().split():
            b.license(href)

        def close() -> None:
            b.close(mark)
            stated = element.get("aria-label")
            text = stated or (short_text(element) if quiet else None)
            if not text and mark.start == mark.end:
                text = " ".join(filter(None, (i.get("alt") for i in element.iter("img")))) or element.get("title")
            resolved = self.resolve(href.strip()) if self.resolve else None
            b.link(mark, href.strip(), text, selector, resolved)

        frame.closing.append(close)
        return True

    def _on_area(self, element: "_Element", frame: _Frame) -> bool:
        if href := element.get("href"):
            self.builder.link(self.builder.here(), href.strip(), element.get("alt") or "", self.selector)
        return False

    def _on_img(self, element: "_Element", frame: _Frame) -> bool:
        self._picture(element, element.get("alt"))
        return False

    def _on_math(self, element: "_Element", frame: _Frame) -> bool:
        from documents.markup.formula import mathml, source_of

        self.builder.write_formula(mathml(element), "mathml", source_of(element), self.selector)
        return False

    def _on_svg(self, element: "_Element", frame: _Frame) -> bool:
        if element.get("role") == "img" or element.get("aria-label"):
            title = element.find("{*}title") if element.find("title") is None else element.find("title")
            self._picture(element, element.get("aria-label") or (title.text if title is not None else None))
        return False

    def _on_input(self, element: "_Element", frame: _Frame) -> bool:
        kind = (element.get("type") or "text").lower()
        if kind == "image":
            self._picture(element, element.get("alt"))
        elif kind in ("button", "submit", "reset"):
            self._text(element.get("value"))
        return False

    def _picture(self, element: "_Element", alt: str | None) -> None:
        ignored = element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true"
        if not alt and element.get("aria-label"):
            alt = element.get("aria-label")
        self.builder.image(
            selector=self.selector,
            alt=alt if alt is None else " ".join(alt.split())[:2000],
            decorative=ignored or (alt is not None and not alt.strip()),
            source=shown_source(element.get("src") or element.get("data-src")),
            width=length(element.get("width")),
            height=length(element.get("height")),
        )

    def _on_table(self, element: "_Element", frame: _Frame) -> bool:
        table = _Table(self.builder.mark(), self.selector, element)
        self.tables.append(table)

        def close() -> None:
            b = self.builder
            self.tables.pop()
            b.close(table.mark)
            rows = len(table.cells)
            b.table(
                table.mark, table.cells, table.selector, rows=rows, has_header=table.header, caption=table.caption,
                layout=element.get("role") in ("presentation", "none"),
            )  # fmt: skip

        frame.closing.append(close)
        return True

    def _on_caption(self, element: "_Element", frame: _Frame) -> bool:
        if self.tables:
            self.tables[-1].caption = short_text(element)
        return True

    def _on_tr(self, element: "_Element", frame: _Frame) -> bool:
        if self.tables:
            self.tables[-1].cells.append([])
        return True

    def _on_td(self, element: "_Element", frame: _Frame) -> bool:
        if self.tables and self.tables[-1].cells:
            row = self.tables[-1].cells[-1]
            if row:
                self.builder.tab()
            row.append(short_text(element) if len(self.tables[-1].cells) <= 25 else "")
            if element.get("role") in ("columnheader", "rowheader"):
                self.tables[-1].header = True
        return True

    def _on_th(self, element: "_Element", frame: _Frame) -> bool:
        if self.tables:
            self.tables[-1].header = True
        return self._on_td(element, frame)

    def _on_video(self, element: "_Element", frame: _Frame) -> bool:
        self._clip("video", element)
        return False

    def _on_audio(self, element: "_Element", frame: _Frame) -> bool:
        self._clip("audio", element)
        return False

    def _clip(self, kind: str, element: "_Element") -> None:
        source = element.get("src") or next((s.get("src") for s in element.iter("source") if s.get("src")), None)
        kinds = {(t.get("kind") or "subtitles").lower() for t in element.iter("track")}
        self.builder.media(
            kind, selector=self.selector, source=shown_source(source), title=label(element),
            captions=bool(kinds & {"captions", "subtitles"}),
        )  # fmt: skip

    def _on_iframe(self, element: "_Element", frame: _Frame) -> bool:
        self.builder.media(
            "embed", selector=self.selector, source=shown_source(element.get("src") or element.get("data-src")),
            title=label(element),
        )  # fmt: skip
        return False

    def _on_embed(self, element: "_Element", frame: _Frame) -> bool:
        return self._on_iframe(element, frame)

    def _on_object(self, element: "_Element", frame: _Frame) -> bool:
        source = shown_source(element.get("data"))
        if source:
            self.builder.media("embed", selector=self.selector, source=source, title=label(element))
        return True


def _stated_language(element: "_Element") -> str | None:
    return element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")


def _hidden(element: "_Element") -> bool:
    if element.get("hidden") is not None:
        return True
    if tex.holds_formula(element):
        return False  # Hidden because a picture of it is shown instead.
    style = element.get("style")
    return bool(style and _HIDING.search(style[:2000]))


def _level(element: "_Element", tag: str) -> int | None:
    role = element.get("role")
    if tag in _HEADINGS:
        return None if role in ("presentation", "none") else _HEADINGS[tag]
    if role == "heading":
        level = element.get("aria-level") or "2"
        return int(level) if level.isascii() and level.isdigit() and len(level) < 3 else 2
    return None
