"""Creative Commons licences named in a text, with what each asks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PART = r"(?:by|sa|nd|nc|sampling)"
_NAMED = re.compile(
    rf"creativecommons\.org/licenses/(?P<url>{_PART}(?:-{_PART})*)(?:/(?P<urlv>\d(?:\.\d)?))?"
    rf"|(?<![\w-])CC[\s-]?(?P<code>(?:BY|SA|ND|NC)(?:[\s-](?:BY|SA|ND|NC))*)(?:[\s-]?v?(?P<codev>\d(?:\.\d)?))?(?![\w-])",
    re.IGNORECASE,
)
_STARTS = re.compile(r"[Cc](?:[Cc][\s-]?[BbSsNn]|(?i:reativecommons\.org/licenses/))")
"""Where such a name may start: a pattern that is not deaf to capitals as a whole is found far sooner."""
VALID = frozenset({"by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"})
VERSIONS = frozenset({"1.0", "2.0", "2.1", "2.5", "3.0", "4.0"})
_ORDER = {"by": 0, "nc": 1, "sa": 2, "nd": 3}


@dataclass(frozen=True)
class Licence:
    """`parts` in the usual order, `by-nc-sa`; `version` as it was written; `start` and `end` where."""

    parts: str
    version: str | None
    start: int
    end: int

    @property
    def name(self) -> str:
        return "CC " + self.parts.upper() + (f" {self.version}" if self.version else "")

    @property
    def valid(self) -> bool:
        version = self.version if self.version is None or "." in self.version else f"{self.version}.0"
        return self.parts in VALID and (version is None or version in VERSIONS)


def named(text: str) -> Iterator[Licence]:
    """Every Creative Commons licence that `text` names by its address or its code."""
    for match in filter(None, (_NAMED.match(text, start.start()) for start in _STARTS.finditer(text))):
        said = (match["url"] or match["code"]).lower()
        parts = sorted(set(re.split(r"[\s-]+", said)), key=lambda part: _ORDER.get(part, 9))
        yield Licence("-".join(parts), match["urlv"] or match["codev"], *match.span())


def first(value: str) -> Licence | None:
    """The licence that a value of metadata names, such as NL-LOM's code `cc-by-sa-40`."""
    return next(named(re.sub(r"^cc-([a-z-]+)-(\d)(\d)$", r"CC \1 \2.\3", value.strip().lower())), None)


def fits_in(part: str, whole: str) -> bool:
    """Whether what is under licence `part` may be worked into what is shared under `whole`."""
    asked, given = set(part.split("-")), set(whole.split("-"))
    if "nd" in asked:
        return False
    if "nc" in asked and "nc" not in given:
        return False
    return not ("sa" in asked and asked != given)
