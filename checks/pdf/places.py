"""Where an object of a PDF is: its page, its path in the tag tree, and the words that it marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from documents.pdf import opened
from documents.source import Source

_DEEPEST = 100
_MOST = 50_000
_PAGES_OF_WORDS = 5
"""Pages whose words are looked up for findings; beyond it a finding has its page and path only."""
_MARKS = 60
_TEXT = 1


@dataclass(frozen=True)
class Place:
    page: int | None = None
    path: str | None = None
    words: str | None = None


class Loaded:
    """A page as pdfium sees it, and its text when somebody asks."""

    def __init__(self, page: Any) -> None:
        self.page = page

    @cached_property
    def text(self) -> Any:
        return self.page.get_textpage()

    def close(self) -> None:
        if "text" in self.__dict__:
            self.text.close()
        self.page.close()


class Places:
    """Worked out when the first finding asks; a sound file never does."""

    def __init__(self, pdf: Any, source: Source) -> None:
        self.pdf = pdf
        self.source = source
        self._words: dict[int, dict[int, str]] = {}
        self._pages: dict[int, Loaded] = {}
        self._annotated_pages: set[int] = set()
        self._walked: list[tuple[Any, str, int | None, tuple[int, ...]]] | None = None

    def close(self) -> None:
        for page in self._pages.values():
            page.close()

    @cached_property
    def pages(self) -> dict[int, int]:
        """Page numbers, from 1, by the object numbers of pages."""
        return {page.obj.objgen[0]: n for n, page in enumerate(self.pdf.pages, 1)}

    def of(self, number: int | None, page: int | None = None, annotation: int | None = None) -> Place:
        """The place of object `number`, as far as it can be told."""
        if annotation is not None and page is not None:
            return Place(page, f"annotation {annotation + 1}", self._annotated(page, annotation))
        if number is not None and (found := self.elements.get(number)):
            element, path, own = found
            within = self.inside(element, own)
            return Place(within.page or page, path, within.words)
        if number is None:
            return Place(page)
        if number in self.fonts:
            on, called = self.fonts[number]
            return Place(on, called)
        return Place(page or self.pages.get(number))

    @cached_property
    def elements(self) -> dict[int, tuple[Any, str, int | None]]:
        """Structure elements by object number, with their path of tags and their page."""
        return {e.objgen[0]: (e, path, page) for e, path, page, _ in self.walk() if e.objgen[0]}

    def inside(self, element: Any, page: int | None) -> Place:
        """The first page of what an element marks, and the words of it."""
        marks = self.marks(element, page)
        return Place(next((p for p, _ in marks if p), page), None, self._marked(marks) or None)

    def marks(self, element: Any, page: int | None) -> list[tuple[int | None, int]]:
        """The page and number of the first pieces of content that an element holds, at any depth."""
        marks: list[tuple[int | None, int]] = []
        stack, seen = [(element, page, 0)], 0
        while stack and seen < 300 and len(marks) < _MARKS:
            one, here, depth = stack.pop()
            seen += 1
            own = one.get("/Pg")
            here = self.pages.get(own.objgen[0], here) if own is not None else here
            marks += _marks(one, here, self.pages)
            if depth < _DEEPEST:
                stack.extend((kid, here, depth + 1) for kid in reversed(kids_of(one)))
        return marks

    def walk(self) -> list[tuple[Any, str, int | None, tuple[int, ...]]]:
        """As `_walk`, once for all rules."""
        if self._walked is None:
            self._walked = list(self._walk())
        return self._walked

    def _walk(self) -> Iterator[tuple[Any, str, int | None, tuple[int, ...]]]:
        """Structure elements in order: the element, its path of tags, its page, the numbers of its parents."""
        import pikepdf

        root = self.pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, pikepdf.Dictionary):
            return
        stack: list[tuple[Any, str, int | None, tuple[int, ...]]] = []

        def push(holder: Any, path: str, page: int | None, parents: tuple[int, ...]) -> None:
            counts: dict[str, int] = {}
            kids = []
            for kid in kids_of(holder):
                tag = name(kid.get("/S"))
                counts[tag] = counts.get(tag, 0) + 1
                kids.append((kid, f"{path}/{tag}[{counts[tag]}]", page, parents))
            stack.extend(reversed(kids))

        push(root, "", None, ())
        seen: set[int] = set()
        while stack and len(seen) < _MOST:
            element, path, page, parents = stack.pop()
            number = element.objgen[0]
            if number in seen or len(parents) > _DEEPEST:
                continue
            seen.add(number or -len(seen) - 1)
            own = element.get("/Pg")
            page = self.pages.get(own.objgen[0], page) if own is not None else page
            yield element, path, page, parents
            push(element, path, page, (*parents, number))

    def owners(self) -> dict[int, Any]:
        """The structure element that holds each annotation, by the annotation's object number."""
        import pikepdf

        found: dict[int, Any] = {}
        for element, _, _, _ in self.walk():
            for kid in several(element.get("/K")):
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                    found[kid.Obj.objgen[0]] = element
        return found

    @cached_property
    def fonts(self) -> dict[int, tuple[int, str]]:
        """The first page on which each font is used and its name, by object number; fonts inside forms too."""
        found: dict[int, tuple[int, str]] = {}
        for n, page in enumerate(self.pdf.pages, 1):
            for resources in _resources(page.obj):
                for font in _values(resources.get("/Font")):
                    called = name(font.get("/BaseFont", font.get("/Subtype")))
                    found.setdefault(font.objgen[0], (n, called))
                    for inner in _values(font.get("/DescendantFonts")):
                        found.setdefault(inner.objgen[0], (n, called))
            if n >= 500:
                break
        return found

    def _annotated(self, page: int, annotation: int) -> str | None:
        """The words under an annotation, on the first pages only: loading a page for each costs most of all."""
        import pypdfium2 as pdfium

        try:
            if page not in self._annotated_pages:
                if len(self._annotated_pages) >= _PAGES_OF_WORDS:
                    return None
                self._annotated_pages.add(page)
            text = self.loaded(page).text
            rect = [float(v) for v in self.pdf.pages[page - 1].obj.Annots[annotation].Rect]
            words = text.get_text_bounded(
                min(rect[0], rect[2]), min(rect[1], rect[3]), max(rect[0], rect[2]), max(rect[1], rect[3])
            )
        except (pdfium.PdfiumError, AttributeError, IndexError, KeyError, TypeError, ValueError):
            return None
        return " ".join(words.split()) or None

    def opened(self) -> Any:
        """The document as pdfium sees it."""
        return opened.pages(self.source)

    def loaded(self, number: int) -> Loaded:
        """Page `number`, from 1; rules ask for the same few pages, and loading one costs most of all."""
        if number not in self._pages:
            self._pages[number] = Loaded(self.opened()[number - 1])
        return self._pages[number]

    def _marked(self, marks: list[tuple[int | None, int]]) -> str:
        parts = []
        for page, mark in marks[:100]:
            if page is None or (page not in self._words and len(self._words) >= _PAGES_OF_WORDS):
                continue
            if page not in self._words:
                self._words[page] = self._read(page)
            parts.append(self._words[page].get(mark, ""))
        return " ".join("".join(parts).split())

    def _read(self, number: int) -> dict[int, str]:
        """The words of a page by their mark."""
        import pypdfium2 as pdfium
        import pypdfium2.raw as raw

        found: dict[int, str] = {}
        try:
            loaded = self.loaded(number)
        except (pdfium.PdfiumError, IndexError):
            return found
        for n in range(min(raw.FPDFPage_CountObjects(loaded.page), _MOST)):
            item = raw.FPDFPage_GetObject(loaded.page, n)
            if raw.FPDFPageObj_GetType(item) != _TEXT:
                continue
            mark = raw.FPDFPageObj_GetMarkedContentID(item)
            if mark >= 0:
                found[mark] = found.get(mark, "") + words(item, loaded.text)
        return found


def words(item: Any, textpage: Any) -> str:
    """The words of a text object of pdfium."""
    import ctypes

    import pypdfium2.raw as raw

    size = raw.FPDFTextObj_GetText(item, textpage, None, 0)
    if not 2 < size <= 100_000:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(item, textpage, buffer, size)
    return bytes(buffer)[:-2].decode("utf-16-le", "ignore")


def name(value: Any) -> str:
    """A name without its slash; "?" for anything else."""
    import pikepdf

    return str(value).lstrip("/") if isinstance(value, pikepdf.Name) else "?"


def several(value: Any) -> list[Any]:
    """What a key holds that may hold one thing or an array of things."""
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else [] if value is None else [value]


def kids_of(element: Any) -> list[Any]:
    """The structure elements directly below `element`."""
    import pikepdf

    return [k for k in several(element.get("/K")) if isinstance(k, pikepdf.Dictionary) and "/S" in k]


def _marks(element: Any, page: int | None, pages: dict[int, int]) -> Iterator[tuple[int | None, int]]:
    import pikepdf

    for kid in several(element.get("/K")):
        if isinstance(kid, int):
            yield page, kid
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            own = kid.get("/Pg")
            yield (pages.get(own.objgen[0], page) if own is not None else page), int(kid.MCID)


def _resources(page: Any) -> Iterator[Any]:
    import pikepdf

    stack, seen = [page.get("/Resources")], 0
    known: set[int] = set()
    while stack and seen < 200:
        resources = stack.pop()
        seen += 1
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        yield resources
        for form in _values(resources.get("/XObject")):
            if form.objgen[0] not in known and "/Resources" in form:
                known.add(form.objgen[0])
                stack.append(form.get("/Resources"))


def _values(holder: Any) -> list[Any]:
    import pikepdf

    if isinstance(holder, pikepdf.Dictionary):
        found = list(holder.values())
    elif isinstance(holder, pikepdf.Array):
        found = list(holder)
    else:
        found = []
    return [v for v in found if isinstance(v, pikepdf.Dictionary | pikepdf.Stream)]
