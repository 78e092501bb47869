"""Questions and quizzes in QTI 1.2, 2 and 3, one XML file each."""

import re

from documents.builder import Builder
from documents.registry import Reader
from documents.source import Source
from documents.xml import parse

_ROOT = re.compile(
    r"<(?:\w+:)?(questestinterop|assessmentItem|assessmentStimulus|assessmentTest|qti-assessment-(?:item|stimulus|test))\b"
)


def detect(source: Source) -> str | None:
    head = (source.text_head or "")[:6000]
    return "qti" if head.lstrip("\ufeff \t\r\n").startswith("<") and _ROOT.search(head) else None


def read(source: Source, builder: Builder, format: str) -> None:
    from documents.packages import qti1, qti2

    root = parse(source.read_bytes(source.limits.part_bytes), source.name)
    if qti2.plain_name(root.tag) == "questestinterop":
        qti1.write_quiz(root, builder)
        return
    qti2.write_item(root, builder)
    if qti2.plain_name(root.tag) == "assessmenttest":
        for element in root.iter("*"):
            if qti2.plain_name(element.tag) == "assessmentsection" and element.get("title"):
                builder.add_heading(element.get("title") or "", 2)
            elif qti2.plain_name(element.tag) == "assessmentitemref":
                href = element.get("href") or ""
                builder.link(builder.line(href), href)


READER = Reader(
    formats={"qti": "application/xml"},
    extensions={"qti": "qti"},
    names={"qti": ("een toetsvraag (QTI)", "a test question (QTI)")},
    detect=detect,
    read=read,
    rank=43,
)
