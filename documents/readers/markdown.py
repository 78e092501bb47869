"""Markdown, with front matter."""

import re

from documents.builder import Builder
from documents.registry import Reader
from documents.source import Source

_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\]\([^)\s]+\)"),
    re.compile(r"^```", re.MULTILINE),
    re.compile(r"^\|.*\|[ \t]*$\n^\|[ :|-]+\|[ \t]*$", re.MULTILINE),
    re.compile(r"\A---\r?\n[A-Za-z_]+:", re.MULTILINE),
    re.compile(r"\*\*\S[^*\n]*\*\*"),
)
_ENOUGH = 2


def detect(source: Source) -> str | None:
    head = source.text_head
    if head is None:
        return None
    if source.extension in ("md", "markdown", "mkd", "rmd", "qmd"):
        return "md"
    if source.extension in ("", "php", "asp", "aspx") and sum(1 for s in _SIGNS if s.search(head)) >= _ENOUGH:
        return "md"
    return None


def read(source: Source, builder: Builder, format: str) -> None:
    from documents.markup.frontmatter import split
    from documents.readers.html import load

    text = load(source, builder).replace("\r\n", "\n").replace("\r", "\n")
    read_markdown(split(text, builder), builder)


def read_markdown(text: str, builder: Builder) -> None:
    """Adds `text` to `builder`; used for a whole file and for one cell of a notebook."""
    from documents.markup.markdown import render, slug
    from documents.markup.metadata import harvest
    from documents.markup.walk import Walker
    from documents.readers.html import has_anchor, parse

    root = parse(f"<html><body>{render(text)}</body></html>")
    if root is None:
        return
    harvest(root, builder)
    body = root.find("body")
    walker = Walker(builder, selectors=False)
    walker.walk(root if body is None else body)
    before = builder.anchors
    slugs = {slug("".join(str(t) for t in h.itertext("*"))) for h in root.iter("h1", "h2", "h3", "h4", "h5", "h6")}
    ids = walker.ids | slugs

    def known(fragment: str) -> bool:
        # A repeated heading gets a number behind its anchor.
        return (
            has_anchor(fragment, ids)
            or re.sub(r"-\d+$", "", fragment) in ids
            or (before is not None and before(fragment))
        )

    builder.anchors = known


READER = Reader(
    formats={"md": "text/markdown"},
    extensions={"md": "md", "markdown": "md", "mkd": "md", "rmd": "md", "qmd": "md"},
    names={"md": ("een tekst in Markdown", "a Markdown text")},
    detect=detect,
    read=read,
    rank=70,
)
