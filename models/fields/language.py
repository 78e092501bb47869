"""Language of the material, detected in its text; what the file declares counts as evidence."""

from models.fields._make import abstain, in_text, outside, suggestion
from models.language import detect
from models.material import Material
from schemas.suggestion import Suggestion

NAMES = {
    "nl": ("Nederlands", "Dutch"), "en": ("Engels", "English"), "de": ("Duits", "German"), "fr": ("Frans", "French"),
    "es": ("Spaans", "Spanish"), "fy": ("Fries", "Frisian"), "pap": ("Papiaments", "Papiamentu"),
    "uk": ("Oekraïens", "Ukrainian"), "ar": ("Arabisch", "Arabic"), "tr": ("Turks", "Turkish"),
    "nds": ("Nedersaksisch", "Low Saxon"), "li": ("Limburgs", "Limburgish"), "af": ("Afrikaans", "Afrikaans"),
    "la": ("Latijn", "Latin"), "el": ("Grieks", "Greek"), "pt": ("Portugees", "Portuguese"), "ru": ("Russisch", "Russian"), "pl": ("Pools", "Polish"), "it": ("Italiaans", "Italian"),
}  # fmt: skip


def suggest(material: Material) -> list[Suggestion]:
    declared = material.given.language or material.document.language
    found = detect(material.document.text, declared=declared)
    if not found.code:
        chance = min(found.chance, 0.3)
        why = "Er is te weinig lopende tekst om de taal te zien."
        return [abstain(material, "language", chance, why, "Too little running text to see the language.")]
    dutch, english = NAMES.get(found.code, (found.code, found.code))
    evidence = []
    if found.by == "declared":
        evidence.append(
            outside(declared or "", "Het bestand noemt deze taal zelf.", "The file declares this language.")
        )
    else:
        end = material.document.text.rfind(" ", found.start, found.end)
        end = end if end > found.start else found.end
        why, why_en = f"De tekst leest als {dutch}.", f"The text reads as {english}."
        if found.words:
            listed = ", ".join(f"‘{w}’" for w in found.words)
            why, why_en = f"Woorden als {listed} zijn {dutch}.", f"Words such as {listed} are {english}."
        if found.mixed:
            why += f" Er staat ook {', '.join(NAMES.get(m, (m, m))[0] for m in found.mixed)} in."
            why_en += f" It also holds {', '.join(NAMES.get(m, (m, m))[1] for m in found.mixed)}."
        evidence.append(in_text(material, found.start, end, why, why_en))
        if declared and declared.split("-")[0].lower() == found.code:
            evidence.append(outside(declared, "Het bestand noemt deze taal ook.", "The file declares it too."))
    return [suggestion(material, "language", found.code, found.chance, evidence, found.by, vocabulary="bcp-47")]
