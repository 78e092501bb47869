"""What a curator can choose from per field: the curriculum, the value lists, languages, or text of their own."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from api.i18n import _
from api.problems import ProblemError
from schemas.common import Language, Term
from schemas.suggestion import FieldName, Value

Kind = Literal["terms", "list", "language", "text"]
CURRICULUM: dict[str, Literal["subject", "level", "goal"]] = {"subject": "subject", "level": "level", "goal": "goal"}
LISTS = {
    "resource_type": "learning_resource_type",
    "end_user_role": "end_user_role",
    "aggregation_level": "aggregation_level",
    "licence": "licence",
    "difficulty": "difficulty",
    "access_rights": "access_rights",
    "cost": "cost",
}
LANGUAGES = (
    "nl", "en", "de", "fr", "fy", "es", "it", "pt", "tr", "ar", "pl", "ru", "uk", "zh", "ja", "la", "el", "pap", "sv",
)  # fmt: skip
LONG = {"description": 20_000, "title": 1000}
SHORT = 300
_AGES = re.compile(r"\d{1,2}\s*[-–]\s*\d{1,3}")


@dataclass(frozen=True)
class Option:
    id: str
    label: str
    detail: str = ""


def kind_of(field: str) -> Kind:
    if field in CURRICULUM:
        return "terms"
    if field in LISTS:
        return "list"
    return "language" if field == "language" else "text"


def language_name(code: str, language: Language) -> str:
    """The name of a language, or the code when it is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(code, sep="-").get_language_name(language)
    except (UnknownLocaleError, ValueError):
        return code
    return str(name).capitalize() if name else code


def listed(field: str, language: Language) -> dict[str, str]:
    from exchange.vocabularies import labels

    return labels(LISTS[field], language)


def goal_of(uri: str) -> Any:
    """The curriculum's goal for a URI, or None."""
    import curriculum

    return curriculum.load().goal(uri)


def label_of(field: str, value: Value | None, language: Language) -> str:
    """What people read for a value: a label of the vocabulary, the name of a language, or the text itself."""
    if value is None:
        return ""
    code = value if isinstance(value, str) else value.id
    if field in LISTS:
        return listed(field, language).get(code) or (code if isinstance(value, str) else value.label)
    if field == "language":
        return language_name(code, language)
    if isinstance(value, Term):
        return _english(field, value) if language == "en" else value.label
    return value


def _english(field: str, value: Term) -> str:
    import curriculum

    known = curriculum.load()
    terms: dict[str, Any] = {"subject": known.subjects, "level": known.levels}
    term = terms.get(field, {}).get(value.id)
    return str(getattr(term, "label_en", "") or value.label)


def search(field: str, text: str, language: Language, limit: int = 12) -> list[Option]:
    """Options that match `text`, best first; for a short list, everything when there is no text."""
    if field in CURRICULUM:
        return _search_curriculum(field, text, language, limit)
    wanted = text.casefold().strip()
    if field in LISTS:
        options = [Option(code, label) for code, label in listed(field, language).items()]
    elif field == "language":
        options = [Option(code, language_name(code, language), code) for code in LANGUAGES]
    else:
        return []
    return [o for o in options if wanted in o.label.casefold() or wanted == o.id.casefold()]


def _search_curriculum(field: str, text: str, language: Language, limit: int) -> list[Option]:
    import curriculum

    known = curriculum.load()
    if not text.strip() and field != "goal":
        terms = sorted(known.subjects.values(), key=lambda s: s.label) if field == "subject" else []
        found = [Term(id=t.uri, label=t.label) for t in (terms or known.levels.values())][:200]
    else:
        found = list(known.search(CURRICULUM[field], text, limit))
    return [_option(known, field, term, language) for term in found]


def _option(known: Any, field: str, term: Term, language: Language) -> Option:
    if field == "subject":
        subject = known.subjects[term.id]
        label = label_of(field, term, language)
        return Option(term.id, label, "" if subject.group == label else subject.group)
    if field == "level":
        parent = known.levels.get(known.levels[term.id].parent or "")
        return Option(term.id, label_of(field, term, language), parent.label if parent else "")
    goal = known.goal(term.id)
    framework = known.frameworks.get(goal.framework)
    name = (framework.label_en if language == "en" else framework.label) if framework else goal.framework
    return Option(term.id, term.label, " · ".join([name, *goal.path[-1:]]))


def value_for(field: FieldName, chosen: str) -> Value:
    """The value that a curator chose or typed. 422 when the field cannot hold it."""
    chosen = chosen.replace("\r\n", "\n").strip()
    if not chosen or "\x00" in chosen:
        raise ProblemError(422, "no-value", _("Choose or type a value first."))
    kind = kind_of(field)
    if kind == "terms":
        return _term(field, chosen)
    if kind == "list":
        labels = listed(field, "nl")
        code = chosen if chosen in labels else _code(field, chosen)
        if code is None:
            raise _unknown(chosen)
        return Term(id=code, label=labels[code])
    if kind == "language":
        code = chosen if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", chosen) else _language_code(chosen)
        if code is None or language_name(code, "nl") == code:
            raise _unknown(chosen)
        return code
    if len(chosen) > LONG.get(field, SHORT):
        raise ProblemError(422, "too-long", _("That is too long for this field."))
    if field == "age_range" and not _AGES.fullmatch(chosen):
        raise ProblemError(422, "bad-value", _("Write an age range as two numbers, such as 8-10."))
    return chosen


def _unknown(chosen: str) -> ProblemError:
    text = _("'%(value)s' is not in this vocabulary; choose one of the options.")
    return ProblemError(422, "unknown-value", text, value=chosen[:100])


def _term(field: str, chosen: str) -> Term:
    """By URI; or by a label that is exactly one of the vocabulary's, for a form sent without choosing."""
    import curriculum

    known = curriculum.load()
    if field == "subject":
        subject = known.find_subject(chosen)
        if subject is not None:
            return Term(id=subject.uri, label=subject.label)
    elif field == "level":
        level = known.find_level(chosen)
        if level is not None:
            return Term(id=level.uri, label=level.label)
    else:
        found = known.search("goal", chosen, 1) if "://" not in chosen else []
        goal = known.goal(found[0].id if found and found[0].label == chosen else chosen)
        if goal is not None:
            label = f"{goal.code}: {goal.title}" if goal.code and not goal.title.startswith(goal.code) else goal.title
            return Term(id=known.goal_uri(goal.id), label=label)
    raise _unknown(chosen)


def _code(field: str, label: str) -> str | None:
    wanted = label.casefold()
    both = [*listed(field, "nl").items(), *listed(field, "en").items()]
    return next((code for code, name in both if name.casefold() == wanted), None)


def _language_code(name: str) -> str | None:
    wanted = name.casefold()
    return next((c for c in LANGUAGES for lang in ("nl", "en") if _named(c, lang) == wanted), None)


def _named(code: str, language: str) -> str:
    return language_name(code, "nl" if language == "nl" else "en").casefold()
