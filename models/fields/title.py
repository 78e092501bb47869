"""Title: given, or the best of the names that the file carries."""

from models.fields._make import abstain, in_text, outside, suggestion
from models.material import Material
from models.titles import Title
from schemas.suggestion import Evidence, Method, Suggestion

CHANCES = {
    "metadata": (0.95, 0.93), "heading": (0.83, 0.64), "file-name": (0.84, 0.96), "folder": (0.22, 0.22),
    "first-line": (0.25, 0.11),
}  # fmt: skip
"""How often such a title is the stated one, alone and where another name of the file says the same: (right + 1) /
(cases + 2) on the half of the sources in `evaluation.halves.chosen_on`. A backed heading is right less often as one
source there gives 28 of the 39 wrong ones: its catalogue states file names."""
_WHY = {
    "metadata": ("Zo heet het materiaal in de metadata van het bestand.", "The file's own metadata gives this title."),
    "heading": ("Dit is de eerste kop.", "This is the first heading."),
    "first-line": ("Dit staat bovenaan de tekst.", "This stands at the top of the text."),
    "file-name": ("Afgeleid van de bestandsnaam.", "Taken from the file name."),
    "folder": ("De kop zegt weinig, dus de map staat erbij.", "The heading says little, so the folder is added."),
}


def suggest(material: Material) -> list[Suggestion]:
    if given := material.given.title:
        evidence = [outside(given, "Het platform gaf deze titel op.", "The platform gave this title.")]
        return [suggestion(material, "title", given, 1.0, evidence, "given")]
    found = material.chosen_title
    if found is None:
        why = "Het bestand heeft geen titel, geen kop en geen naam die iets zegt."
        return [abstain(material, "title", 0.0, why, "The file has no title, no heading and no telling name.")]
    return [suggestion(material, "title", found.text, chance(found), [_evidence(material, found)], _method(found))]


def chance(title: Title) -> float:
    return CHANCES[title.origin][title.support > 0]


def _method(title: Title) -> Method:
    methods: dict[str, Method] = {"metadata": "embedded-metadata", "file-name": "file-name"}
    return methods.get(title.origin, "extracted")


def _evidence(material: Material, title: Title) -> Evidence:
    why, why_en = _WHY[title.origin]
    if title.support:
        why += " Een andere naam in het bestand zegt hetzelfde."
        why_en += " Another name in the file says the same."
    at = material.document.text.find(title.quote) if title.origin not in ("metadata", "file-name") else -1
    return in_text(material, at, at + len(title.quote), why, why_en) if at >= 0 else outside(title.quote, why, why_en)
