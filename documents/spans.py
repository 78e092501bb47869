"""Runs of the text that are apart: in another language, notes of a speaker, or said at a moment of a clip."""

from collections.abc import Callable
from typing import Any

from documents.marks import Mark
from schemas.document import Aside, Document, Moment, Passage

Kept = tuple[int, int, str]
_LONGEST_TAG = 35
_GAP = 2
"""Characters between two runs that are beside each other: a space or a blank line."""


class Spans:
    """Collected while text is written; `finish` turns them into offsets. `keep` adds to a list within the limits."""

    def __init__(self, keep: Callable[[list[Any], Any], None]) -> None:
        self._keep = keep
        self._languages: list[tuple[Mark, str]] = []
        self._asides: list[Mark] = []
        self._moments: list[tuple[Mark, float]] = []
        self._grafted: list[Passage] = []

    def language(self, mark: Mark, tag: str | None) -> None:
        """Text in a language that the file names (BCP 47), the document's own too: passages inside are told apart."""
        tag = (tag or "").strip().replace("_", "-")
        if mark.quiet or len(tag) > _LONGEST_TAG or not tag.replace("-", "").isalnum():
            return
        last = self._languages[-1] if self._languages else None
        if last and last[1] == tag and 0 <= (mark.start or 0) - (last[0].end or 0) <= _GAP:
            # A run ends where its formatting does: what follows in the same language goes on with it.
            last[0].end = mark.end
        else:
            self._keep(self._languages, (mark, tag))

    def notes(self, mark: Mark) -> None:
        self._keep(self._asides, mark)

    def moment(self, mark: Mark, seconds: float) -> None:
        """`mark` is what is said from then on."""
        self._keep(self._moments, (mark, seconds))

    def graft(self, document: Document, base: int) -> None:
        """Those of a member of a package, whose text stands at `base`."""
        for passage in document.passages:
            moved = {"start": passage.start + base, "end": passage.end + base}
            self._keep(self._grafted, passage.model_copy(update=moved))
        for aside in document.asides:
            self.notes(Mark(aside.start + base, aside.end + base))
        for moment in document.moments:
            self.moment(Mark(moment.start + base, moment.start + base + 1), moment.seconds)

    def finish(self, document: Document) -> None:
        """Needs `document.text` and `document.language`."""
        length = len(document.text)
        own = (document.language or "").lower()
        runs = flattened([(*mark.span(length), tag) for mark, tag in self._languages])
        passages = [Passage(language=t, start=s, end=e) for s, e, t in runs if t.lower() != own]
        passages += [p for p in self._grafted if p.end <= length]
        document.passages = sorted(passages, key=lambda p: p.start)
        asides = sorted(mark.span(length) for mark in self._asides)
        document.asides = [Aside(kind="notes", start=start, end=end) for start, end in asides if end > start]
        moments = sorted((mark.span(length)[0], seconds) for mark, seconds in self._moments)
        document.moments = [Moment(start=start, seconds=seconds) for start, seconds in moments if start < length]


def flattened(runs: list[Kept]) -> list[Kept]:
    """Runs that lie side by side or inside each other (start, end, what) as runs side by side, the inner one on top."""
    found: list[Kept] = []
    around: list[Kept] = []
    at = 0

    def write(until: int) -> None:
        nonlocal at
        if around and until > at:
            before = found[-1] if found else None
            if before and before[1] == at and before[2] == around[-1][2]:
                found[-1] = (before[0], until, before[2])
            else:
                found.append((at, until, around[-1][2]))
        at = max(at, until)

    for run in sorted(runs, key=lambda r: (r[0], -r[1])):
        while around and around[-1][1] <= run[0]:
            write(around[-1][1])
            around.pop()
        write(run[0])
        around.append(run)
    while around:
        write(around[-1][1])
        around.pop()
    return found
