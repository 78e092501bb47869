"""Programmes and services that no longer exist or are no longer safe, in what a learner is told to use."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="outdated-programme",
    severity="moderate",
    title=Text("Programma of dienst die niet meer bestaat", "Programme or service that is no more"),
    message=Text("Hier wordt {name} gebruikt; dat {fate}.", "This uses {name}, which {fate}."),
    why=Text("Leerlingen lopen vast op een stap die niemand meer kan uitvoeren.",
             "Learners get stuck at a step that nobody can carry out any more."),
    help=Text("Noem een programma dat nu werkt, of beschrijf de stap zonder programma.",
              "Name a programme that works now, or describe the step without one."),
    standard=("IOL-kwaliteitsmodel: actualiteit",),
    limit=5,
)  # fmt: skip
_STOPPED = Text("bestaat niet meer sinds {year}", "no longer exists since {year}")
_UNSAFE = Text("krijgt sinds {year} geen updates meer", "gets no more updates since {year}")
_GONE: tuple[tuple[str, str, int, Text], ...] = (
    ("Adobe Flash", r"\b(adobe |macromedia )?flash[ -]?(player|plugin|plug-in|animaties?|applet|filmpjes?)\b|\badobe flash\b|\.swf\b", 2021, _STOPPED),
    ("Java-applets", r"\bjava[ -]?applets?\b", 2017, _STOPPED),
    ("Silverlight", r"\bsilverlight\b", 2021, _STOPPED),
    ("Internet Explorer", r"\binternet explorer\b", 2022, _STOPPED),
    ("Windows XP", r"\bwindows xp\b", 2014, _UNSAFE),
    ("Windows 7", r"\bwindows 7\b", 2020, _UNSAFE),
    ("Windows Movie Maker", r"\b(windows )?movie ?maker\b", 2017, _STOPPED),
    ("Google Jamboard", r"\bjamboards?\b", 2024, _STOPPED),
    ("Google+", r"\bgoogle ?\+(?!\w)|\bgoogle plus\b", 2019, _STOPPED),
    ("Google Expeditions", r"\bgoogle expeditions?\b", 2021, _STOPPED),
    ("Picasa", r"\bpicasa\b", 2016, _STOPPED),
    ("Hyves", r"\bhyves\b", 2013, _STOPPED),
    ("MSN Messenger", r"\bmsn[ -]messenger\b", 2013, _STOPPED),
    ("Skype", r"\bskype\b", 2025, _STOPPED),
    ("Wikispaces", r"\bwikispaces\b", 2018, _STOPPED),
    ("Edmodo", r"\bedmodo\b", 2022, _STOPPED),
    ("Atom (editor)", r"\batom[ -]editor\b|\beditor atom\b|\batom\.io\b", 2022, _STOPPED),
    ("Python 2", r"\bpython ?2(\.\d)?\b(?!\d)(?!\.)", 2020, _UNSAFE),
    ("Scratch 2", r"\bscratch 2(\.0)?\b(?!\.)", 2019, _STOPPED),
)  # fmt: skip
"""Name, pattern, the year of its end as its maker announced it, and what became of it."""
_PATTERNS = [(name, re.compile(pattern, re.IGNORECASE), year, fate) for name, pattern, year, fate in _GONE]
_USE = re.compile(
    r"\b(open|start|gebruik|gebruikt|gebruiken|installeer|installeren|download|downloaden|klik|maak|werk|werkt|nodig|vereist|via|"
    r"programma|probeer|ga naar|surf|use|install|launch|run|click|requires?|need|upload|bekijk|speel|play)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(was|waren|werd|vroeger|toen|destijds|geschiedenis|niet meer|in plaats van|verouderd|oude|opgevolgd|used to|no longer|"
                   r"history|deprecated|instead of|old)\b", re.IGNORECASE)  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    for name, pattern, year, fate in _PATTERNS:
        for match in material.matches(pattern):
            around = material.snippet(match.start(), match.end(), 120)
            if _USE.search(around) and not _PAST.search(around):
                said = Text(fate.nl.format(year=year), fate.en.format(year=year))
                yield INFO.finding(document.locate(*match.span()), around, certainty="likely", name=name, fate=said)
                break
