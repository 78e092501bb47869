"""What a material is called: by itself, else by its first words or the name of its file."""

import re

from schemas.document import Document

TITLE_CHARS = 300
_SPACE = re.compile(r"\s+")
# What writing programs put in the title by themselves says nothing about the material.
_NO_TITLE = re.compile(
    r"(untitled|naamloos|zonder titel|titel|title|document ?\d*|presentatie ?\d*|presentation ?\d*"
    r"|powerpoint[- ]presentati(e|on)|dia ?1|slide ?1|werkblad ?\d*|microsoft word - .*|microsoft powerpoint - .*"
    r"|[^ ]+\.(docx?|pptx?|pdf|indd|tex|dvi|html?|qxd|odt|md|pages))",
    re.IGNORECASE,
)


def entitle(document: Document, *, stated: str | None, shown: str | None, packaged: bool, spoken: bool) -> None:
    """What the metadata has `stated`, else what is `shown` as title, a heading, the first line, the file's name.

    `packaged` says that the text is that of parts, `spoken` that it is what is said in a clip.
    """
    stated, shown = one_line(stated), one_line(shown)
    if stated and _NO_TITLE.fullmatch(stated):
        stated = None
    # The first heading or line of a package is that of its first part.
    headings = [] if packaged else [h for h in document.headings if h.text.strip()]
    heading = next((h for h in headings if h.level == 1), None) or next(iter(headings), None)
    first = next((line.strip() for line in document.text[:5000].splitlines() if line.strip()), "")
    if stated:
        document.title, document.title_source = stated, "metadata"
    elif shown:
        document.title, document.title_source = shown, "heading"
    elif heading:
        document.title, document.title_source = one_line(heading.text), "heading"
    elif any(c.isalpha() for c in first) and not packaged and not spoken:
        # Plain text is often written as if it were Markdown.
        document.title, document.title_source = one_line(first.lstrip("#*=_ ")[:120]), "first-line"
    else:
        stem = re.split(r"[/\\]", document.source)[-1]
        stem = stem.rsplit(".", 1)[0] or stem
        document.title, document.title_source = one_line(stem.replace("_", " ")) or clean(document.source), "file-name"


def clean(text: str) -> str:
    """`text` without the half characters and NULs that no JSON, XML or database takes."""
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def one_line(text: str | None) -> str | None:
    """`text` as a title: one line, at most `TITLE_CHARS`; None when nothing is left."""
    return clean(_SPACE.sub(" ", text or "").strip())[:TITLE_CHARS] or None
