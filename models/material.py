"""One material on its way through the fields: what is read of it once and shared by all of them."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

import curriculum
from config.settings import Settings, get_settings
from models import bundle, goals, language, levels, material_text, similar, statements, titles
from models.classes import class_of, classes
from models.evidence import Tokens
from models.features import Floats
from models.linear import Numbers
from schemas.document import Document
from schemas.material import Given

FRONT_CHARS = 600
"""The start of a text, where it says what it is."""
FEWEST_WORDS = 25
"""A text shorter than this says too little for a level or a goal; a subject may still be named."""
ENCODER_SHARE = 0.5
"""Weight of the nearest examples beside the word model, where the encoder was asked."""
MEANING_SHARE = 0.4
"""What the encoder says of a Dutch text (log-odds) beside the word model, which read all of it."""
LEAST_CHANCE = 1e-3
LANGUAGE_SUBJECTS = {
    "en": "engels", "fr": "frans", "de": "duits", "es": "spaans", "it": "italiaans", "tr": "turks", "ar": "arabisch",
    "ru": "russisch", "zh": "chinees",
}  # fmt: skip
"""The subject that teaches a language, by the code of that language."""
OWN_LANGUAGE = 3.0
"""What that subject loses in a text written in its language (log-odds), unless it is named: a lesson in English is
seldom a lesson of English, while its every word looks like one."""
NONE = "-"
"""The subject class of texts that are no lesson."""
NO_LESSON = 0.8
"""From this chance on a text gets no subject at all; below it a curator sees the subjects, with little certainty."""
STATED_BONUS = {"given": 8.0, "title": 2.5, "name": 2.0, "metadata": 2.0, "front": 1.0}
"""What a subject named outright adds to its score (log-odds), by where it is named."""


@dataclass(frozen=True)
class Named:
    """A subject named outright; `start` and `end` are offsets in the text, or None outside it."""

    key: str
    where: str
    quote: str
    start: int | None = None
    end: int | None = None


@dataclass
class LevelFinding:
    """`years` found and how: given, stated (with the statements) or by the model with its chance."""

    years: frozenset[str]
    method: str
    statements: list[statements.Statement]
    where: str
    chance: float


class Material:
    """A document with what people gave, and everything the fields derive from them."""

    def __init__(
        self, document: Document, given: Given, settings: Settings | None = None, models: bundle.Bundle | None = None
    ) -> None:
        self.document = document
        self.given = given
        self.settings = settings or get_settings()
        self.curriculum = curriculum.load(self.settings)
        self.models = models or bundle.load(self.settings)

    @cached_property
    def title(self) -> str:
        return self.given.title or self.document.title or ""

    @cached_property
    def chosen_title(self) -> titles.Title | None:
        """The best of the names that the file carries; `title` stays what the reader found."""
        return titles.choose(self.document)

    @cached_property
    def vector(self) -> tuple[Numbers, Floats]:
        return self.models.vectorizer.vector(material_text.full(self.document, title=self.title or None))

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self.document.text, self.models.vectorizer)

    @cached_property
    def named(self) -> list[Named]:
        return named_subjects(self.document, self.given, self.title)

    @cached_property
    def subject_chances(self) -> Floats:
        """Uncalibrated chance per subject class, named subjects counted in."""
        return subject_chances(
            self.models, *self.vector, self.named, self.near, language=self.language, meant=self.meant
        )

    @cached_property
    def meaning(self) -> Floats | None:
        """The encoder's vector of the start, None without an encoder."""
        text = "\n".join(p for p in (self.title, self.document.text) if p)
        return similar.meaning(text, self.models, self.settings)

    @cached_property
    def meant(self) -> Floats | None:
        """Chance per subject class by the encoder, for Dutch texts that are not short."""
        if bundle.is_short(self.document.text) or self.near is not None:
            return None
        return similar.subject_chances(self.meaning, self.settings)

    @cached_property
    def language(self) -> str | None:
        """The code of the language that the text is written in, when that is clear."""
        return language.detect(self.document.text, declared=self.document.language).code

    @cached_property
    def near(self) -> "similar.Nearest | None":
        """What the encoder finds, asked only where the word models know few words: in other languages than Dutch."""
        if self.language in ("nl", None):
            return None
        return similar.nearest(self.document, self.title, self.models, self.settings)

    @cached_property
    def level(self) -> LevelFinding | None:
        return find_level(self)

    @cached_property
    def hints(self) -> goals.Hints:
        """What goals are narrowed by: given values first, then stated levels and a clear subject."""
        subjects = list(self.given.subjects)
        if not subjects:
            best = int(self.subject_chances.argmax())
            if float(self.subject_chances[best]) >= 0.6:
                key = self.models.subject_labels[best]
                subjects = list(classes()[key].labels) if key in classes() else []
        found = goals.hints_for(self.curriculum, subjects, self.given.levels)
        if self.given.levels or not self.level or self.level.method != "stated":
            return found
        return goals.Hints.of_years(found.subjects, self.level.years)

    @cached_property
    def question(self) -> goals.Question:
        """The text as the goals are asked about it; with the encoder where words say little: in a short text and in
        another language than Dutch."""
        short = len(self.tokens.words) <= bundle.SHORT
        return goals.Question.of(*self.vector, self.meaning if short or self.near else None)


@lru_cache
def name_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """For each class a pattern that finds its names as whole words ("wiskundeles" counts too)."""
    found = []
    for key, item in classes().items():
        words = "|".join(re.escape(n) for n in sorted(item.names, key=len, reverse=True))
        ending = r"(?:les|lessen|boek|toets|\d{1,3})?(?!\w)"
        found.append((re.compile(rf"(?<!\w)(?:{words}){ending}", re.IGNORECASE), key))
    return tuple(found)


def named_subjects(document: Document, given: Given, title: str) -> list[Named]:
    """Subjects named in what people gave, the title, the path, embedded metadata or the first lines."""
    found = [Named(key, "given", label) for label in given.subjects if (key := class_of(label))]
    places = [
        ("title", title),
        ("name", material_text.name_words(document.source)),
        (
            "metadata",
            "\n".join(m.value for m in document.metadata if m.name.lower() in ("subject", "keywords", "about")),
        ),
    ]
    front = document.text[:FRONT_CHARS]
    for pattern, key in name_patterns():
        for where, text in places:
            if m := pattern.search(text):
                at = document.text.find(m.group()) if where == "title" else -1
                place = (at, at + len(m.group())) if at >= 0 else (None, None)
                found.append(Named(key, where, m.group(), *place))
        if m := pattern.search(front):
            found.append(Named(key, "front", m.group(), m.start(), m.end()))
    return found


def subject_chances(
    models: bundle.Bundle,
    numbers: Numbers,
    values: Floats,
    named: list[Named],
    near: "similar.Nearest | None" = None,
    *,
    language: str | None = None,
    meant: Floats | None = None,
) -> Floats:
    """Softmax of the subject model with a bonus for subjects that are named; the best place counts once. `language`
    is the code of the language that the text is written in; `near` and `meant` are what the encoder says, where it was
    asked."""
    scores = models.subjects.scores(numbers, values)
    labels = models.subject_labels
    own = LANGUAGE_SUBJECTS.get(language or "")
    if own in labels:
        # A folder "english" holds what is written in English.
        named = [n for n in named if n.key != own or n.where != "name"]
        if not any(n.key == own for n in named):
            scores[labels.index(own)] -= OWN_LANGUAGE
    if near is not None:
        exp = np.exp(scores - scores.max())
        scores = np.log(ENCODER_SHARE * near.chances + (1 - ENCODER_SHARE) * exp / exp.sum() + 1e-6)
    if meant is not None:
        scores = scores + MEANING_SHARE * np.log(meant + LEAST_CHANCE)
    bonus: dict[str, float] = {}
    for item in named:
        bonus[item.key] = max(bonus.get(item.key, 0.0), STATED_BONUS[item.where])
    for key, extra in bonus.items():
        if key in labels:
            scores[labels.index(key)] += extra
    exp = np.exp(scores - scores.max())
    chances: Floats = (exp / exp.sum()).astype(np.float32)
    return chances


def best_subject(labels: list[str], chances: Floats) -> int | None:
    """The place of the likeliest subject; None for a text that looks like no lesson."""
    if chances[labels.index(NONE)] >= NO_LESSON:
        return None
    return next(int(i) for i in np.argsort(-chances) if labels[int(i)] != NONE)


def find_level(material: Material) -> LevelFinding | None:
    """Given levels, else what title, path or text state, else the model when it is clear enough."""
    if material.given.levels:
        hints = goals.hints_for(material.curriculum, [], material.given.levels)
        if hints.years:
            return LevelFinding(hints.years, "given", [], "given", 1.0)
    document = material.document
    metadata = " ".join(
        m.value
        for m in document.metadata
        if m.name.lower() in ("educationallevel", "audience", "typicalagerange", "context")
    )
    name = re.sub(r"[_]+", " ", document.source)
    loose: LevelFinding | None = None
    for where, text, short, _sure in (
        ("title", material.title, True, True),
        ("metadata", metadata, False, True),
        ("name", name, True, True),
        ("front", document.text[:FRONT_CHARS], False, True),
        ("text", document.text[:50_000], False, False),
    ):
        found = statements.find(text, short_codes=short)
        if where == "text":
            found = _frequent(found)
        if not found or (all(s.kind in ("year", "sector") for s in found) and where in ("text",)):
            continue
        covered = statements.combined(found)
        if covered:
            exact = any(s.exact for s in found)
            raw = {"title": 0.9, "metadata": 0.9, "name": 0.85, "front": 0.75, "text": 0.55}[where]
            if loose is not None:
                # "Leerjaar 2" in a title and "vmbo-t" in the text say more together than either does.
                both = loose.years & covered
                if both and both < loose.years:
                    return LevelFinding(frozenset(both), "stated", found, where, min(raw, loose.chance))
                continue
            if exact:
                return LevelFinding(frozenset(covered), "stated", found, where, raw)
            loose = LevelFinding(frozenset(covered), "stated", found, where, raw - 0.1)
    return loose or _guess(material)


def _frequent(found: list[statements.Statement]) -> list[statements.Statement]:
    """In running text a level may be mentioned in passing: keep what is said most, drop texts that name many."""
    if not found:
        return []
    counts: dict[frozenset[str], list[statements.Statement]] = {}
    for s in found:
        if s.kind not in ("year", "first", "sector", "short"):
            counts.setdefault(s.years, []).append(s)
    if not counts or len(counts) > 4:
        return []
    most = max(len(v) for v in counts.values())
    return [s for v in counts.values() if len(v) >= most / 2 for s in v]


def _guess(material: Material) -> LevelFinding | None:
    """The model's level, broad to narrow: it goes down only as long as one branch is clearly likelier."""
    numbers, values = material.vector
    if len(material.tokens.words) < FEWEST_WORDS:
        return None
    chances = material.models.levels.probabilities(numbers, values)
    years, chance = narrow(material.models.level_labels, chances)
    return LevelFinding(years, "model", [], "text", chance)


def narrow(labels: list[str], chances: Floats) -> tuple[frozenset[str], float]:
    """The narrowest branch that holds at least 60% of the chance of the branch above it."""
    by_label = dict(zip(labels, chances.tolist(), strict=True))
    primary = by_label.get("po", 0.0)
    special = by_label.get("so", 0.0) + by_label.get("vso", 0.0)
    second = 1.0 - primary - special
    best = max((primary, "po"), (special, "so"), (second, "vo"))
    if best[1] == "po":
        return levels.years("po"), primary
    if best[1] == "so":
        label = "so" if by_label.get("so", 0) >= by_label.get("vso", 0) else "vso"
        return levels.years(label), by_label[label]
    branches = {
        "vmbo": sum(v for k, v in by_label.items() if "vmbo" in k),
        "havo": sum(v for k, v in by_label.items() if "havo" in k),
        "vwo": sum(v for k, v in by_label.items() if "vwo" in k),
    }
    name, value = max(branches.items(), key=lambda item: item[1])
    if value >= 0.8:
        return levels.years(name), value
    return levels.years("vo"), second
