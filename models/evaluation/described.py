"""How well the other fields describe real materials: each against what the material or its catalogue states.

Where enough cases state a field, its chances were set on one half of the sources (`halves.chosen_on`, the rows "half set
on"); the rows "other half" are of sources that no chance was set on. Rules were read and mended on both.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from config.settings import Settings
from models import bundle
from models.evaluation.halves import chosen_on
from models.evaluation.levels_stated import stated_years
from models.evaluation.metrics import Tally, reliability
from models.fields import (
    age_range,
    aggregation_level,
    description,
    difficulty,
    end_user_role,
    keyword,
    language,
    learning_time,
    licence,
    resource_type,
    title,
)
from models.levels import ages
from models.material import Material
from models.training.sources import LabelledMaterial
from schemas.document import Document
from schemas.material import Given
from schemas.suggestion import Suggestion

Right = Callable[[dict[str, Any], Suggestion], bool | None]
"""Whether a suggestion is what the row states; None when the row states nothing for this field."""
_HEX = re.compile(r"\\x([0-9A-Fa-f]{2})")
_DESCRIBES = frozenset(
    {"description", "og:description", "abstract", "summary", "dc.description", "dcterms.description"}
)
_LISTS = frozenset({"keywords", "keyword", "tags", "dc.subject"})
_AGES = frozenset({"typicalagerange", "target_ages"})


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", _HEX.sub(lambda m: chr(int(m.group(1), 16)), text).casefold()))


def _title(row: dict[str, Any], found: Suggestion) -> bool | None:
    """Four fifths of the words of both are the same: catalogues add numbers and file endings."""
    wanted, have = words(str(row["title"] or "")), words(str(found.value))
    return len(wanted & have) >= 0.8 * len(wanted | have) if wanted else None


def _language(row: dict[str, Any], found: Suggestion) -> bool | None:
    return bool(found.value == row["language"]) if row["language"] else None


def _keyword(row: dict[str, Any], found: Suggestion) -> bool | None:
    """Shares a word with the stated ones."""
    stated = {w for k in row["keywords"] for w in words(str(k))}
    return bool(words(str(found.value)) & stated) if stated else None


def _role(row: dict[str, Any], found: Suggestion) -> bool | None:
    audience = str(row["audience"] or "")
    return bool(found.value == ("teacher" if audience == "docent" else "learner")) if audience else None


def _type(row: dict[str, Any], found: Suggestion) -> bool | None:
    """Only summaries by pupils have a stated type."""
    return found.value == resource_type.SOURCE if row["audience"] == "leerling-samenvatting" else None


def _licence(row: dict[str, Any], found: Suggestion) -> bool | None:
    """Against a Creative Commons licence that is known of the material; for others nothing can be said."""
    return bool(found.value == code) if (code := licence.in_string(str(row["licence"] or ""))) else None


def stated_ages(row: dict[str, Any]) -> tuple[int, int] | None:
    """The ages that a row states, or the usual ones at the level it states."""
    for label in row["level"]:
        if m := re.fullmatch(r"leeftijd (\d+)-(\d+)", label):
            return int(m.group(1)), int(m.group(2))
    years, _ = stated_years(row["level"])
    return ages(set(years)) if years and row["school_system"] == "NL" else None


def _ages(row: dict[str, Any], found: Suggestion) -> bool | None:
    """Inside what is stated, give or take a year."""
    if (stated := stated_ages(row)) is None:
        return None
    low, high = (int(n) for n in str(found.value).split("-"))
    return stated[0] - 1 <= low and high <= stated[1] + 1


@dataclass(frozen=True)
class Field:
    """`hide` are the names of embedded metadata that would give the answer away; the row "text alone" goes without."""

    suggest: Callable[[Material], list[Suggestion]]
    right: Right
    states: Callable[[dict[str, Any]], bool]
    hide: frozenset[str] = frozenset()


FIELDS = {
    "language": Field(language.suggest, _language, lambda row: bool(row["language"])),
    "title": Field(title.suggest, _title, lambda row: bool(row["title"])),
    "keyword": Field(keyword.suggest, _keyword, lambda row: bool(row["keywords"]), _LISTS),
    "end_user_role": Field(
        end_user_role.suggest, _role, lambda row: bool(row["audience"]), frozenset({"teacher_exclusive"})
    ),
    "resource_type": Field(resource_type.suggest, _type, lambda row: row["audience"] == "leerling-samenvatting"),
    "licence": Field(licence.suggest, _licence, lambda row: bool(licence.in_string(str(row["licence"] or "")))),
    "age_range": Field(age_range.suggest, _ages, lambda row: stated_ages(row) is not None, _AGES),
}
UNSTATED = {"difficulty": difficulty.suggest, "learning_time": learning_time.suggest,
            "aggregation_level": aggregation_level.suggest}  # fmt: skip
"""Fields that no material here states apart from its own text: only how often they answer can be counted."""


def without(document: Document, names: frozenset[str]) -> Document:
    """The document with these metadata entries left out."""
    return document.model_copy(update={"metadata": [m for m in document.metadata if m.name.lower() not in names]})


def tally(field: Field, pairs: Iterable[tuple[dict[str, Any], Material]]) -> Tally:
    """First suggestions of a field against what the rows state; `top3` asks whether any of the first three is right."""
    result = Tally()
    for row, material in pairs:
        if not field.states(row):
            continue
        found = [s for s in field.suggest(material) if s.value]
        rights = [bool(field.right(row, s)) for s in found[:5]]
        first = found[0] if found else None
        result.add(
            bool(rights) and rights[0],
            any(rights[:3]),
            first.confidence if first else None,
            sure=bool(first and first.band == "sure"),
            guess="x",
        )
    return result


def evaluate(items: list[LabelledMaterial], settings: Settings) -> dict[str, Any]:
    """Per field the rows all, half set on, other half, and text alone where embedded metadata would give the answer away."""
    models = bundle.load(settings)
    pairs = [(i.row, Material(i.document, Given(), settings, models)) for i in items]
    other = [(row, m) for row, m in pairs if not chosen_on(str(row["source_repo"]))]
    set_on = [(row, m) for row, m in pairs if chosen_on(str(row["source_repo"]))]
    tables: dict[str, Any] = {}
    plots: dict[str, Any] = {}
    for name, field in FIELDS.items():
        every, mine, half = tally(field, pairs), tally(field, set_on), tally(field, other)
        rows = {"all": every.summary(), "half set on": mine.summary(), "other half": half.summary()}
        if field.hide:
            for which, some in (("text alone", pairs), ("text alone, other half", other)):
                rows[which] = tally(field, _hidden(field.hide, some, settings, models)).summary()
        for key in ("format",) if name == "title" else ("language",) if name == "language" else ():
            for value in sorted({str(row[key]) for row, _ in pairs if row[key]}):
                some = [(row, m) for row, m in pairs if str(row[key]) == value]
                rows[value] = tally(field, some).summary()
        tables[name] = rows
        plots[name] = reliability(half.confidences, half.answered_right)
    tables["keyword"] |= _all_keywords(pairs, settings, models)
    tables["description"] = _descriptions(pairs, settings, models)
    for name, suggest in UNSTATED.items():
        answered = [any(s.value for s in suggest(m)) for _, m in pairs]
        tables[name] = {"all": {"n": len(answered), "answered": round(sum(answered) / max(1, len(answered)), 3)}}
    return {"tables": tables, "reliability": plots}


def _hidden(
    names: frozenset[str], pairs: list[tuple[dict[str, Any], Material]], settings: Settings, models: bundle.Bundle
) -> list[tuple[dict[str, Any], Material]]:
    return [(row, Material(without(m.document, names), Given(), settings, models)) for row, m in pairs]


def _all_keywords(
    pairs: list[tuple[dict[str, Any], Material]], settings: Settings, models: bundle.Bundle
) -> dict[str, Any]:
    """The share of our first five that is among the stated ones, and of theirs that is among all of ours. Keywords are
    free choice, so neither can come near 1."""
    found = {}
    stating = [(row, m) for row, m in pairs if row["keywords"]]
    for name, mine in (("all", stating), ("text alone", _hidden(_LISTS, stating, settings, models))):
        first, back = [], []
        for row, material in mine:
            stated = {w for k in row["keywords"] for w in words(str(k))}
            ours = [words(str(s.value)) for s in keyword.suggest(material) if s.value]
            if not ours or not stated:
                continue
            first.append(sum(bool(w & stated) for w in ours[:5]) / min(5, len(ours)))
            back.append(len(stated & set().union(*ours)) / len(stated))
        if first:
            found[f"{name}, all of them"] = {
                "n": len(first), "of_first_five": round(sum(first) / len(first), 3), "theirs_found": round(sum(back) / len(back), 3),
            }  # fmt: skip
    return found


def overlap(ours: str, theirs: str) -> tuple[float, float]:
    """Share of the words of `ours` that `theirs` has, and the other way round (ROUGE-1)."""
    mine, stated = words(ours), words(theirs)
    both = len(mine & stated)
    return both / max(1, len(mine)), both / max(1, len(stated))


def _descriptions(
    pairs: list[tuple[dict[str, Any], Material]], settings: Settings, models: bundle.Bundle
) -> dict[str, Any]:
    """Sentences taken from the text against the description that the file states, which is hidden first; and the
    first 40 words of the text against the same."""
    shown: list[tuple[float, float]] = []
    start: list[tuple[float, float]] = []
    asked = 0
    for _, material in pairs:
        stated = [
            m.value for m in material.document.metadata if m.name.lower() in _DESCRIBES and len(m.value.split()) > 3
        ]
        if not stated:
            continue
        asked += 1
        hidden = Material(without(material.document, _DESCRIBES), Given(), settings, models)
        found = [s for s in description.suggest(hidden) if s.value]
        if found:
            shown.append(overlap(str(found[0].value), stated[0]))
            start.append(overlap(" ".join(material.document.text.split()[:40]), stated[0]))
    answered = [any(s.value for s in description.suggest(m)) for _, m in pairs]
    rows = {"all": {"n": len(answered), "answered": round(sum(answered) / max(1, len(answered)), 3)}}
    for name, values in (("against the stated one", shown), ("first 40 words against it", start)):
        if values:
            rows[name] = {
                "n": asked, "answered": round(len(values) / asked, 3),
                "rouge_precision": round(sum(p for p, _ in values) / len(values), 3),
                "rouge_recall": round(sum(r for _, r in values) / len(values), 3),
            }  # fmt: skip
    return rows
