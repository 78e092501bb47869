"""Keywords: embedded ones first, then terms that stand out in the text."""

import re

from models.fields._make import abstain, in_text, outside, suggestion
from models.keywords import keywords, pipeline
from models.material import Material
from schemas.suggestion import Suggestion

MOST = 8
FEWEST_WORDS = 15


def suggest(material: Material) -> list[Suggestion]:
    found: list[Suggestion] = []
    taken: set[str] = set()
    for entry in material.document.metadata:
        if entry.name.lower() not in ("keywords", "keyword", "tags"):
            continue
        for value in (v.strip() for v in re.split(r"[,;\n]", entry.value)):
            if value and value.lower() not in taken and len(value) <= 60 and len(found) < MOST:
                taken.add(value.lower())
                why, why_en = "Dit trefwoord staat in de metadata van het bestand.", "The file's own metadata says so."
                found.append(
                    suggestion(material, "keyword", value, 0.9, [outside(value, why, why_en)], "embedded-metadata")
                )
    if len(material.document.text.split()) < FEWEST_WORDS:
        if found:
            return found
        return [abstain(material, "keyword", 0.0, "Er is te weinig tekst voor trefwoorden.", "Too little text.")]
    model = "nl_core_news" if pipeline()[1] else "spacy-blank-nl"
    for item in keywords(material.document.text, material.models.vectorizer, title=material.title, top=MOST):
        if item.text.lower() in taken or len(found) >= MOST:
            continue
        why = "Dit woord valt op: het staat hier vaker dan in andere lesteksten."
        why_en = "This word stands out: it is more frequent here than in other lessons."
        evidence = [in_text(material, item.start, item.end, why, why_en)]
        confidence = 0.25 + 0.45 * item.score
        found.append(suggestion(material, "keyword", item.text, confidence, evidence, "tf-idf", model=model))
    return found
