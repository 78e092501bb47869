"""Text that was meant to be replaced before anyone read it."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="placeholder-text",
    severity="moderate",
    why=Text(
        "Leerlingen lopen vast op een plek die nog moet worden ingevuld.",
        "Pupils get stuck where something still has to be filled in.",
    ),
    title=Text("Vultekst of onaf stukje", "Filler or unfinished text"),
    message=Text("“{text}” lijkt vultekst of een stukje dat nog af moet.",
                 "“{text}” looks like filler or a piece that still has to be written."),
    help=Text(
        "Vervang het door de echte tekst, of haal het weg.",
        "Replace it with the real text, or remove it.",
    ),
)  # fmt: skip
_SURE = re.compile(
    r"\blorem ipsum dolor\b[^\n]{0,40}|\bdolor sit amet\b"
    r"|\bklik (hier )?om (de |een )?(titel|tekst|ondertitel|stijl)\w*( van het model)?"
    r"( te bewerken| toe te voegen| in te voeren)"
    r"|\bclick to (add|edit) (title|text|subtitle|notes|master \w+ styles?)"
    r"|\bklik of tik om tekst in te voeren|\bclick or tap here to enter text",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"(?m)^[ \t]*(TODO|TBD|FIXME|NOG DOEN|NOG INVULLEN|PM)\b[ \t]*[:.…-][^\n]{0,60}|\bTODO\b(?=[:\])])|\bFIXME\b"
    r"|\[(hier|vul hier|nog|afbeelding|plaatje|foto|tekst)\b[^\]\n]{0,40}"
    r"(in|invoegen|toevoegen|plaatsen|invullen|volgt)\]"
    r"|\[(insert|add|your) [^\]\n]{2,40}\]|<(vul|insert)[^>\n]{2,40}>"
    r"|\[(?i:(?:je|jouw|uw|de) )?(?i:naam|datum|klas|groep|school|docent|vak|onderwerp|titel|lesdoel|leerdoel|niveau|tijd|bron)\b"
    r"[\w ]{0,25}(?i:invullen|invoegen|toevoegen|hier|kiezen|aanpassen)?\](?!\()"
    r"|(?<![\w/.@#-])(?:[xX]{3,12}|XX-XX-XXXX|xx-xx-xxxx)(?![\w/.@-])"
    r"|\b(?i:nog invullen|nog aanvullen|nog uitwerken|hier komt (?:nog )?(?:een |de |het )?(?:tekst|afbeelding|foto|plaatje|filmpje|uitleg))\b"
    r"|\b(tekst|inhoud|volgt) (volgt )?(nog|later)\b(?=[.!\n])"
    r"|(?i:\bunder construction\b|\bin aanbouw\b|\bcoming soon\b)(?=[.!\s]*(\n|$))"
)

_QUOTED = re.compile(r"^[^\"“”]*(?:[\"“][^\"“”]*[\"”][^\"“”]*)*[\"“][^\"“”]*$")
"""A line up to where a quotation is still open."""
_CODE = re.compile(r"//|/\*|<!--|[=<>“\"'`]\s*$|^\s*#")


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    for pattern, sure in ((_SURE, True), (_LIKELY, False)):
        for match in material.matches(pattern):
            text = " ".join(match[0].split())
            line = document.text[document.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if _CODE.search(line[-80:]):
                continue  # An example in a lesson about programming or web pages.
            if text[:1] == "[" and _QUOTED.search(line):
                continue  # It shows what a letter looks like.
            if text.lower().strip("x") == "" and not _alone(document.text, *match.span()):
                continue  # Letters of a formula, a film or a row in a table.
            yield INFO.finding(document.locate(*match.span()), material.snippet(*match.span(), 40),
                               certainty="certain" if sure else "to-be-judged" if text[:1] == "[" else "likely", text=text[:60])  # fmt: skip


def _alone(text: str, start: int, end: int) -> bool:
    """Whether crosses stand where a name or a date should: after a colon, or between words of a sentence."""
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    before, after = text[:start].rstrip(" \t")[-1:], text[end : end + 1]
    crosses = len(re.findall(r"[xX]{3,}", line))
    said = text[start:end]
    name = before == ":" or (len(said) > 3 and before.isalpha() and after in " .,;\n")
    return crosses <= 2 and len(line) < 300 and said in (said.lower(), said.upper()) and name
