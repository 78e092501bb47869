"""What a check is: its declaration (`CheckInfo`), the material it looks at, and the findings it makes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from checks.pattern import need
from checks.prose import Sentence, sentences
from checks.sweep import Sweep
from checks.tasks import Task, tasks
from schemas.common import Location
from schemas.document import Document, LinkAnswer
from schemas.finding import Certainty, Finding, Severity
from schemas.material import Given
from schemas.suggestion import FieldName, Suggestion, Value

EVIDENCE_CHARS = 240


@dataclass(frozen=True)
class Text:
    """One text for curators in both languages; `{name}` is filled in by `CheckInfo.finding`."""

    nl: str
    en: str

    def fill(self, values: dict[str, object]) -> "Text":
        dutch = {k: v.nl if isinstance(v, Text) else v for k, v in values.items()}
        english = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
        return Text(self.nl.format(**dutch), self.en.format(**english))


@dataclass(frozen=True)
class CheckInfo:
    """The declaration of a check. `formats` empty means every format; `message` may hold `{names}`.

    A check of the `whole` asks something once of a package; the others are asked of each of its parts.

    `why` says what a reader notices, and `steps` how to mend it in a program, by the program's name. Without them the
    sentence of the clause (`checks/why.py`) and the steps for this kind of problem (`checks/tools.py`) stand in.
    """

    id: str
    severity: Severity
    title: Text
    message: Text
    help: Text
    standard: tuple[str, ...] = ()
    formats: frozenset[str] = frozenset()
    whole: bool = False
    limit: int = 20
    """Findings of one check that are given one by one; a last one says how many more there are."""
    why: Text | None = None
    steps: Mapping[str, Text] = field(default_factory=dict, hash=False)

    def applies(self, format: str) -> bool:
        return not self.formats or format in self.formats

    def finding(
        self,
        location: Location | None = None,
        evidence: str | None = None,
        *,
        certainty: Certainty = "certain",
        severity: Severity | None = None,
        message: Text | None = None,
        help: Text | None = None,
        standard: tuple[str, ...] | None = None,
        **values: object,
    ) -> Finding:
        """A finding of this check; what is not given comes from the declaration."""
        said = (message or self.message).fill(values)
        mend = help or self.help
        return Finding(
            check=self.id,
            severity=severity or self.severity,
            certainty=certainty,
            standard=list(self.standard if standard is None else standard),
            message=said.nl,
            message_en=said.en,
            help=mend.nl,
            help_en=mend.en,
            location=location or Location(),
            evidence=shorten(evidence) if evidence else None,
        )


@dataclass
class Material:
    """What a check looks at. The properties are worked out once and shared by the checks."""

    document: Document
    given: Given = field(default_factory=Given)
    suggestions: list[Suggestion] = field(default_factory=list)
    examined: bool = False
    """Whether an engine has looked at the original file, and so told what only the original can say."""
    answers: Mapping[str, LinkAnswer] = field(default_factory=dict)
    """What servers said about links, by address; empty when nobody asked."""

    def values(self, name: FieldName) -> list[Suggestion]:
        """The suggestions for a field that propose something, best first."""
        return [s for s in self.suggestions if s.field == name and s.value is not None and not s.abstained]

    @cached_property
    def language(self) -> str | None:
        """The language that the text is in, as found in the text itself: `nl`; None when nobody could tell."""
        found = next((s for s in self.values("language") if s.band != "unsure"), None)
        return primary(value_id(found.value)) if found and found.value is not None else None

    @cached_property
    def sentences(self) -> list[Sentence]:
        return sentences(self.document.text)

    @cached_property
    def tasks(self) -> list[Task]:
        """The questions and tasks in the text."""
        headings = {h.location.start for h in self.document.headings if h.location.start is not None}
        return tasks(self.document.text, headings, self.matches)

    @cached_property
    def words(self) -> int:
        """How many words the sentences of the running text have together."""
        return sum(len(sentence.words) for sentence in self.sentences)

    @cached_property
    def _lowered(self) -> str:
        """The text in lower case, every letter at the offset where it stands in the text.

        A pattern that is deaf to capitals takes the long s and the dotless i for plain ones, so they are here too.
        """
        text = self.document.text
        low = text.lower()
        low = low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return low.replace("ſ", "s").replace("ı", "i")

    @cached_property
    def _swept(self) -> Sweep:
        return Sweep(self._lowered)

    def mentions(self, *words: str) -> bool:
        """Whether the text holds any of `words`, in lower case: a quick way to skip a slow pattern."""
        return self._swept.holds(words)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What `finditer` gives for a pattern, tried only around the words that it cannot do without.

        A match starts and ends on its lines; what the pattern looks at before and after a match may be beyond them, but
        at the end of those lines the text ends for it.
        """
        text, needs = self.document.text, need(pattern)
        if needs.words is None:
            yield from pattern.finditer(text)
            return
        starts = self._swept.starts(needs.words)
        if starts and needs.breaks is None:
            yield from pattern.finditer(text)
            return
        for start, end in self._lines(starts, needs.breaks or 0):
            yield from pattern.finditer(text, start, end)

    def found(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern matches anywhere in the text."""
        return any(True for _ in self.matches(pattern))

    def _lines(self, starts: list[int], around: int) -> Iterator[tuple[int, int]]:
        """Where the lines at these offsets start and end with their newline, and as many lines `around` each."""
        text = self.document.text
        last = (0, 0)
        for at in starts:
            if at < last[1] and not around:
                continue
            low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            for _ in range(around):
                low = text.rfind("\n", 0, max(0, low - 1)) + 1
                high = text.find("\n", high + 1) if high >= 0 else high
            end = high + 1 or len(text)
            if low < last[1]:
                last = (last[0], max(last[1], end))
                continue
            if last[1]:
                yield last
            last = (low, end)
        if last[1]:
            yield last

    def snippet(self, start: int, end: int, around: int = 60) -> str:
        """The text from `start` to `end` with some words on both sides, on one line."""
        text = self.document.text
        left, right = max(0, start - around), min(len(text), end + around)
        if left:
            left = _word_start(text, left, start)
        piece = " ".join(text[left:right].split())
        return ("… " if left else "") + piece + (" …" if right < len(text) else "")


Find = Callable[[Material], Iterable[Finding]]


@dataclass(frozen=True)
class Check:
    """A check that was found in `checks/rules`: its declaration and its function."""

    info: CheckInfo
    find: Find


def _word_start(text: str, left: int, start: int) -> int:
    while left < start and not text[left - 1].isspace():
        left += 1
    return left


def value_id(value: Value) -> str:
    return value if isinstance(value, str) else value.id


def primary(tag: str) -> str:
    """The primary language subtag, in lower case: `nl` of `nl-BE` or of a URI that ends in it."""
    return tag.rsplit("/", 1)[-1].replace("_", "-").split("-")[0].lower()


def shorten(text: str) -> str:
    """One line of at most `EVIDENCE_CHARS` characters."""
    line = " ".join(text.split())
    return line if len(line) <= EVIDENCE_CHARS else line[: EVIDENCE_CHARS - 1].rstrip() + "…"
