"""Passages in another language than the file says, told by the little words that every sentence needs."""

import re
from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import SLIDES, WORDS, Office, Paragraph, spot
from checks.rule import CheckInfo, Text, primary
from checks.spot import Spot

FORMATS = WORDS | SLIDES
LEAST_WORDS = 12
_SHARE = 0.25
_TIMES = 2.5
_LEAST_OWN = 3
_LITTLE = {
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij naar deze dit je we "
    "wordt worden heeft hebben kan uit door over waar die wat hoe of",
    "en": "the a an and of in is that to are with for not on it as but at this these you we be was were has have can "
    "from by what how or they their which will",
    "de": "der die das ein eine und von in ist dass auf zu sind mit für nicht an es als aber bei nach diese dieses du "
    "wir wird werden hat haben kann aus durch über wo was wie oder den dem",
    "fr": "le la les un une et de des du en est que sur à sont avec pour ne pas il elle au aux mais ce cette ces vous "
    "nous être a ont peut par dans où qui comment ou",
}
_SETS = {language: frozenset(words.split()) for language, words in _LITTLE.items()}
_ALL = frozenset().union(*_SETS.values())
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = {
    "nl": ("Nederlands", "Dutch"),
    "en": ("Engels", "English"),
    "de": ("Duits", "German"),
    "fr": ("Frans", "French"),
}
INFO = CheckInfo(
    id="language-of-parts",
    severity="moderate",
    title=Text("Passage in een andere taal dan is ingesteld", "Passage in another language than was set"),
    message=Text("Deze passage lijkt {found}, maar is ingesteld als {declared}.",
                 "This passage appears to be {found}, but was set as {declared}."),
    help=Text(
        "Selecteer de passage en stel de taal in: in Word en PowerPoint met Controleren > Taal > Controletaal instellen, "
        "in LibreOffice met Extra > Taal.",
        "Select the passage and set its language: in Word and PowerPoint with Review > Language > Set Proofing Language, "
        "in LibreOffice with Tools > Language.",
    ),
    standard=("WCAG 2.2 3.1.2", "EN 301 549 10.3.1.2"),
    formats=FORMATS,
)  # fmt: skip


def find(office: Office) -> Iterator[Spot]:
    for paragraph in office.paragraphs:
        found = told(paragraph.words)
        declared = _declared(paragraph, office) if found else None
        if declared and found and found != primary(declared):
            said = _NAMES.get(primary(declared), (f"“{declared}”", f"“{declared}”"))
            yield spot(INFO.id, paragraph.where, values={"found": _NAMES[found], "declared": said},
                       quote=paragraph.words, certainty="likely")  # fmt: skip


def _declared(paragraph: Paragraph, office: Office) -> str | None:
    """The language of most letters of a paragraph; None when nothing says so."""
    lengths: dict[str, int] = {}
    for run in paragraph.runs:
        language = run.language or office.language or ""
        lengths[language] = lengths.get(language, 0) + len(run.text)
    best = max(lengths, key=lambda language: lengths[language], default="")
    return best or None


def told(text: str) -> str | None:
    """The language of a passage, when its little words leave no doubt; None otherwise."""
    if text.count(" ") < LEAST_WORDS - 1:
        return None
    words = _WORD.findall(text.lower())
    if len(words) < LEAST_WORDS:
        return None
    known = [word for word in words if word in _ALL]
    if len(known) < len(words) * _SHARE:
        return None
    counts = {language: sum(word in little for word in known) for language, little in _SETS.items()}
    best = max(counts, key=lambda language: counts[language])
    if counts[best] < len(words) * _SHARE:
        return None
    for other, little in _SETS.items():
        # Languages share little words (de, en, die), so only those that part the two count here.
        own = sum(word in _SETS[best] and word not in little for word in known)
        theirs = sum(word in little and word not in _SETS[best] for word in known)
        if other != best and own < max(_LEAST_OWN, _TIMES * theirs):
            return None
    return best


RULE = Rule((INFO,), find, FORMATS)
