"""Title: given, embedded, or the first heading."""

from models.fields._make import abstain, in_text, outside, suggestion
from models.material import Material
from schemas.suggestion import Suggestion

CONFIDENCE = {"metadata": 0.9, "heading": 0.92, "first-line": 0.6, "file-name": 0.45}
_WHY = {
    "metadata": ("Zo heet het materiaal in de metadata van het bestand.", "The file's own metadata gives this title."),
    "heading": ("Dit is de eerste kop.", "This is the first heading."),
    "first-line": ("Dit is de eerste regel van de tekst.", "This is the first line of the text."),
    "file-name": ("Afgeleid van de bestandsnaam.", "Taken from the file name."),
}


def suggest(material: Material) -> list[Suggestion]:
    document = material.document
    if material.given.title:
        evidence = [outside(material.given.title, "Het platform gaf deze titel op.", "The platform gave this title.")]
        return [suggestion(material, "title", material.given.title, 1.0, evidence, "given")]
    if not document.title or not document.title_source:
        why = "Het bestand heeft geen titel en geen kop."
        return [abstain(material, "title", 0.0, why, "The file has no title and no heading.")]
    why, why_en = _WHY[document.title_source]
    at = document.text.find(document.title)
    evidence = (
        [in_text(material, at, at + len(document.title), why, why_en)]
        if at >= 0
        else [outside(document.title, why, why_en)]
    )
    method = "embedded-metadata" if document.title_source == "metadata" else "extracted"
    return [suggestion(material, "title", document.title, CONFIDENCE[document.title_source], evidence, method)]
