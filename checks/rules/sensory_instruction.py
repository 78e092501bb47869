"""Instructions that only people understand who see the page: by place, shape or colour."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="sensory-instruction",
    severity="moderate",
    title=Text("Aanwijzing alleen met plaats, vorm of kleur", "Instruction by position, shape or colour only"),
    message=Text("“{text}” zegt alleen iets tegen wie de bladzijde ziet.",
                 "“{text}” only tells something to people who see the page."),
    help=Text(
        "Noem ook de naam of de tekst: “de knop Volgende (rechtsboven)”, “de fout gespelde woorden (rood, met een *)”.",
        "Give the name or text as well: “the button Next (top right)”, “the misspelt words (red, with a *)”.",
    ),
    standard=("WCAG 2.2 1.3.3", "WCAG 2.2 1.4.1", "EN 301 549 10.1.3.3"),
    formats=frozenset({"md", "txt", "docx", "odt", "pptx", "odp", "pdf", "rtf", "doc", "epub", "h5p", "qti", "tex", "ipynb"}),
    limit=10,
)  # fmt: skip
_COLOUR = r"(rode|groene|blauwe|gele|oranje|paarse|roze)"
_PATTERN = re.compile(
    rf"\b(klik|druk|tik|kies|gebruik|vul|zet|sleep|bekijk|lees|onderstreep)\b[^.\n]{{0,30}}\b(de|het) (ronde|vierkante|driehoekige|{_COLOUR[1:-1]})"
    r" (knop|icoon|icoontje|vakje|vakjes|vak|vlak|blokje|pijl|pijltje|woord|woorden|zin|zinnen|tekst|lijn|balk|kader|cirkel)\b"
    rf"|\b(de|het) {_COLOUR} (woorden|zinnen|vakjes|antwoorden|letters|knop|tekst) (zijn|is|moet|moeten|geven|geeft|betekenen|betekent)\b"
    rf"|\b(woorden|zinnen|antwoorden|begrippen|letters|vakjes|fouten) (die )?(in het )?(rood|groen|blauw|geel|oranje|paars)"
    r" (zijn|staan|gemarkeerd|gekleurd|gedrukt|gemaakt)\b"
    r"|\b(klik|druk|tik|kies)\b[^.\n]{0,30}\b(links|rechts)(boven|onder)\b"
    r"|\b(in|zie) (het|de) (kader|kolom|vak|rij|menu) (links|rechts)\b"
    r"|\b(click|press|choose|use|select)\b[^.\n]{0,30}\bthe (round|square|triangular|red|green|blue|yellow|orange|purple) (button|icon|box|arrow|word|words|sentence|text)\b",
    re.IGNORECASE,
)  # fmt: skip
_NAMED = re.compile(r"[“\"'‘][\w ]{1,30}[”\"'’]")


def find(material: Material) -> Iterator[Finding]:
    text = material.document.text
    for match in material.matches(_PATTERN):
        line = text[match.start() : match.end() + 30].split("\n", 1)[0]
        if _NAMED.search(line):
            continue  # What it is called stands beside it.
        yield INFO.finding(material.document.locate(*match.span()), material.snippet(*match.span(), 50),
                           certainty="to-be-judged", text=" ".join(match[0].split())[:80])  # fmt: skip
