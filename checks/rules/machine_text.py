"""What a language model says about itself or its answer, left in a text that was copied from it."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="machine-text",
    severity="moderate",
    title=Text("Zinnen van een taalmodel blijven staan", "Sentences of a language model left in"),
    message=Text("“{text}” klinkt als een antwoord van een taalmodel dat is blijven staan.",
                 "“{text}” sounds like the answer of a language model that was left in."),
    help=Text(
        "Haal de zin weg, lees de hele tekst na op fouten en verzonnen bronnen, en vermeld dat AI is gebruikt.",
        "Remove the sentence, read the whole text for errors and invented sources, and state that AI was used.",
    ),
    standard=("AI Act art. 50", "IOL-kwaliteitsmodel: betrouwbaar"),
    why=Text("Tekst die niemand heeft nagelezen, bevat vaker fouten en bronnen die niet bestaan.",
             "Text that nobody has read over more often holds errors and sources that do not exist."),
)  # fmt: skip
_SIGNS: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), sure)
    for pattern, sure in (
        (r"\b(as|being) an? (large )?(AI )?(language model|AI (language )?model|AI assistant)"
         r"( (developed|trained|created) by \w+)?, (I|my)\b[^.\n]{0,80}", True),
        (r"\bals (een )?(groot )?(AI[- ]?)?(taalmodel|AI-(model|assistent))(,)? (kan|heb|ben|weet|mag|beschik) ik\b"
         r"[^.\n]{0,80}", True),
        (r"\b(my|mijn) (knowledge cut-?off|training data|trainingsdata)\b[^.\n]{0,60}"
         r"|\bas of my last (knowledge )?(update|training)[^.\n]{0,40}", True),
        (r":?contentReference\[oaicite:\d+\]|oaicite:\d+|utm_source=chatgpt\.com|\bregenerate response\b", True),
        (r"^[ \t*>\"“]*(certainly|absolutely|of course|sure)[!,.][ \t]+(here('s| is| are)|below (is|are)"
         r"|I('ve| have))\b[^\n]{0,80}", False),
        (r"^[ \t*>\"“]*(zeker|natuurlijk|uiteraard|absoluut|prima|goed idee)[!,.][ \t]+hier(onder)?"
         r" (is|zijn|heb je|volg\w*|vind je|staat|staan)\b[^\n]{0,80}", False),
        (r"^[ \t*>\"“]*hier is (een|de|jouw|je) (herziene|aangepaste|uitgebreide|verbeterde|volledige|herschreven)"
         r" (versie|tekst|lesplan|lesopzet)\b[^\n]{0,60}", False),
        (r"^[ \t*>\"“]*here('s| is) (a|the|your) (revised|updated|polished|rewritten|expanded|improved)"
         r" (version|text|lesson plan|draft)\b[^\n]{0,60}", False),
        (r"\b(let me know if|feel free to ask if) you('d| would| need| want| have)\b[^.\n]{0,60}"
         r"\b(adjust|changes|further|more help|tweak|another|modif\w+)\b[^.\n]{0,30}", False),
        (r"\blaat (het )?(me )?(gerust )?weten (of|als|wanneer) (je|u)\b[^.\n]{0,60}"
         r"\b(aanpass\w+|aangepast|wijzig\w+|uitbreid\w+|nog meer|andere versie)\b[^.\n]{0,30}", False),
        (r"\b(wil je dat ik (dit|het|deze|een|er|ook|nog)|would you like me to)\b[^?\n]{0,80}\?", False),
    )
)  # fmt: skip
"""What it writes, and whether nobody else writes it."""
_QUOTED = re.compile(r"[“\"'‘][^“”\"'‘’\n]{0,60}$")


def find(material: Material) -> Iterator[Finding]:
    text = material.document.text
    for pattern, sure in _SIGNS:
        for match in material.matches(pattern):
            if _QUOTED.search(text[max(0, match.start() - 80) : match.start()]):
                continue  # A lesson that shows what a chatbot says.
            said = " ".join(match[0].split()).strip(' *>"“')
            yield INFO.finding(material.document.locate(*match.span()), material.snippet(*match.span(), 40),
                               certainty="likely" if sure else "to-be-judged", text=said[:80])  # fmt: skip
