"""Moodle question XML: a bank of questions, by category."""

import re
from typing import TYPE_CHECKING

from documents.binding import Binder, NoMembers
from documents.builder import Builder
from documents.packages.moodle import html_of, question
from documents.packages.questions import write_question
from documents.registry import Reader
from documents.source import Source
from documents.xml import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = re.compile(
    r"\A[\ufeff\s]*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<quiz\b[^>]*>\s*(<!--.*?-->\s*)*<question\b", re.DOTALL
)


def detect(source: Source) -> str | None:
    return "moodle-xml" if _ROOT.match((source.text_head or "")[:8000]) else None


def read(source: Source, builder: Builder, format: str) -> None:
    root = parse(source.read_bytes(source.limits.part_bytes), source.name)
    binder = Binder(source, builder, NoMembers())
    groups: list[tuple[str, list[_Element]]] = [("", [])]
    for element in root:
        if local(element.tag) == "question" and element.get("type") == "category":
            name = html_of(element, "category").replace("//", "\0").rstrip("/").rsplit("/", 1)[-1].replace("\0", "/")
            groups.append((" ".join(name.split()), []))
        elif local(element.tag) == "question":
            groups[-1][1].append(element)
    groups = [g for g in groups if g[1]]
    number = 0
    for name, elements in groups:
        if len(groups) > 1 and name:
            with binder.part(name, format="chapter"):
                number = _write(builder, elements, number)
        else:
            builder.title = builder.title or name or None
            number = _write(builder, elements, number)


def _write(builder: Builder, elements: "list[_Element]", number: int) -> int:
    for element in elements:
        if (made := question(element)) is not None:
            number += 1
            write_question(builder, made, 3, number)
    return number


READER = Reader(
    formats={"moodle-xml": "application/xml"},
    extensions={},
    names={"moodle-xml": ("toetsvragen van Moodle (XML)", "Moodle questions (XML)")},
    detect=detect,
    read=read,
    rank=42,
)
