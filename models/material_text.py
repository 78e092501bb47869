"""What the subject model reads of a document: its text, with title, headings and file name said again."""

import re

from schemas.document import Document

_SPLIT = re.compile(r"[/\\_\-.]+|(?<=[a-zà-ÿ])(?=[A-Z])")
_GENERIC = frozenset(
    [
        "md",
        "html",
        "htm",
        "pdf",
        "docx",
        "pptx",
        "txt",
        "tex",
        "ipynb",
        "index",
        "main",
        "readme",
        "files",
        "bijlagen",
        "src",
        "data",
        "les",
        "lessen",
        "document",
    ]
)
TITLE_TIMES = 3


def name_words(source: str) -> str:
    """The words of a path or URL, without extension and folder names that say nothing."""
    tail = re.sub(r"^[a-z]+://[^/]+/?", "", source)
    parts = [p for p in _SPLIT.split(tail) if p and p.lower() not in _GENERIC]
    return " ".join(parts[-12:])


def front(document: Document, *, title: str | None = None) -> str:
    """Title, headings and embedded keywords: few words that say much."""
    parts = [title or document.title or ""] * TITLE_TIMES
    parts += [h.text for h in document.headings[:40]]
    parts += [m.value for m in document.metadata if m.name.lower() in ("keywords", "subject", "description")]
    return "\n".join(p for p in parts if p)


def full(document: Document, *, title: str | None = None, with_name: bool = True) -> str:
    """All that is counted, in one string."""
    name = name_words(document.source) if with_name else ""
    return "\n".join(p for p in (front(document, title=title), name, document.text) if p)
