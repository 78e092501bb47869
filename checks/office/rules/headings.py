"""Paragraphs that look like a heading and are none."""

from collections import Counter
from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import WORDS, Office, Paragraph, spot
from checks.rule import CheckInfo, Text
from checks.spot import Spot

LONGEST = 80
LARGER = 1.2
_ENDS = (".", ",", ";", ":", "!", "?", "…")
INFO = CheckInfo(
    id="fake-heading",
    severity="moderate",
    title=Text("Kop zonder kopstijl", "Heading without a heading style"),
    message=Text("“{text}” ziet eruit als een kop, maar heeft geen kopstijl.",
                 "“{text}” looks like a heading, but has no heading style."),
    help=Text(
        "Geef de regel in Word of LibreOffice een stijl Kop 1, Kop 2 of Kop 3, en pas die stijl aan als hij er anders "
        "uit moet zien.",
        "In Word or LibreOffice give the line a style Heading 1, Heading 2 or Heading 3, and change that style if it "
        "should look different.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1"),
    formats=WORDS,
)  # fmt: skip


def find(office: Office) -> Iterator[Spot]:
    sizes: Counter[float] = Counter()
    for paragraph in office.paragraphs:
        for run in paragraph.runs:
            sizes[run.size or 0] += len(run.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    for here, after in zip(office.paragraphs, [*office.paragraphs[1:], None], strict=True):
        if _looks_like_one(here, body) and after is not None and _follows(here, after):
            yield spot(INFO.id, here.where, values={"text": here.words[:80]}, quote=here.words, certainty="likely")


def _looks_like_one(paragraph: Paragraph, body: float) -> bool:
    words = paragraph.words
    if paragraph.level or paragraph.title or paragraph.listed or paragraph.in_table or paragraph.in_box:
        return False
    if not 2 < len(words) <= LONGEST or words.endswith(_ENDS) or not any(c.isalpha() for c in words):
        return False
    written = [run for run in paragraph.runs if run.text.strip()]
    bold = all(run.bold or (run.underlined and not run.linked) for run in written)
    large = body > 0 and all((run.size or 0) >= body * LARGER for run in written)
    return bold or large


def _follows(here: Paragraph, after: Paragraph) -> bool:
    """Whether ordinary text comes after it: a line of a bold block or a caption is no heading."""
    if not after.words:
        return True
    return not all(run.bold for run in after.runs if run.text.strip()) or after.listed


RULE = Rule((INFO,), find, WORDS)
