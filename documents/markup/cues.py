"""Captions: cues in order of time as running text, without what was only repeated to stay on the screen."""

import re
from dataclasses import dataclass

from documents.builder import Builder

_TAGS = re.compile(r"<[^<>\n]{1,200}>|\{\\[^{}\n]{1,200}\}")
_BREAK = re.compile(r"\\[Nn]|\n")


@dataclass(frozen=True)
class Cue:
    """`start` in seconds; a `chapter` is the title of what follows, not something that is said."""

    start: float
    text: str
    chapter: bool = False


def write_cues(cues: list[Cue], builder: Builder) -> None:
    """Writes each cue on a line of its own. Rolling captions say a line again in the next cue; it is written once."""
    shown: list[str] = []
    for cue in sorted(cues, key=lambda c: (c.start, not c.chapter)):
        if cue.chapter:
            builder.spans.moment(builder.add_heading(cue.text, 1), cue.start)
            continue
        lines = [" ".join(_TAGS.sub("", line).replace("\\h", " ").split()) for line in _BREAK.split(cue.text)]
        fresh = [line for line in lines if line and line not in shown]
        shown = [line for line in lines if line]
        if fresh:
            builder.spans.moment(builder.line(" ".join(fresh)), cue.start)
