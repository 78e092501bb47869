"""Forms of a verb that are wrong whatever follows: “hij word”, “ik wordt”, “het gebeurd elke dag”."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="verb-form",
    severity="minor",
    title=Text("Werkwoord met d of t verkeerd", "Verb with the wrong ending"),
    message=Text("“{said}” hoort “{better}” te zijn.", "“{said}” should be “{better}”."),
    why=Text("Leerlingen nemen over wat zij lezen, en een dt-fout leidt af van de inhoud.",
             "Learners copy what they read, and a wrong ending draws attention from the matter."),
    help=Text("Verbeter de vorm van het werkwoord.", "Correct the form of the verb."),
    standard=("IOL-kwaliteitsmodel: taal",),
    limit=5,
)  # fmt: skip
_WORD = re.compile(r"\b(?P<who>[Hh]ij|[Zz]e|[Mm]en|[Dd]it|[Dd]at|[Hh]et) word\b(?!['’-])")
_I = re.compile(
    r"\b(?P<who>[Ii]k) (?P<stem>wor|vin|hou|rij|bie|lei|antwoor|bedoel|denk|maak|werk|woon|loop)(?P<end>dt|t)\b"
)
_HAPPENS = re.compile(
    r"\b(?P<who>[Hh]et|[Dd]it|[Dd]at|[Ww]at|[Ee]r) (?P<stem>gebeur|verander|beteken|herhaal|bepaal|vertel|verklaar)d\b"
    r"(?P<after>[^.!?\n]{0,80})"
)
_HELPS = re.compile(
    r"\b(is|zijn|was|waren|ben|bent|heeft|hebben|heb|hebt|had|hadden|wordt|worden|werd|werden|word|zou|zal|kan|kon|moet|mag|moest|zullen"
    r"|kunnen|blijkt|blijken|lijkt|geweest|uit)\b",
    re.IGNORECASE,
)
"""With one of these in the sentence the form in -d may be a participle."""
_CODE = re.compile(r"[“\"'`=_<>{}\\]")


def find(material: Material) -> Iterator[Finding]:
    if material.language != "nl":
        return
    text = material.document.text
    for match in material.matches(_WORD):
        if match["who"].lower() in ("dit", "dat", "het") and _noun(text, match.end()):
            continue  # “Het Word-document”, “dat word” in a text that mixes languages.
        yield from _found(material, match, f"{match['who']} wordt")
    for match in material.matches(_I):
        better = match["stem"] + ("d" if match["end"] == "dt" else "")
        if match["end"] == "dt" or match["stem"] in ("bedoel", "denk", "maak", "werk", "woon", "loop"):
            yield from _found(material, match, f"{match['who']} {better}")
    for match in material.matches(_HAPPENS):
        if not (_HELPS.search(match["after"]) or _HELPS.search(_before(text, match.start()))):
            said = f"{match['who']} {match['stem']}"
            yield from _found(material, match, f"{said}t", len(said) + 1)


def _found(material: Material, match: re.Match[str], better: str, length: int | None = None) -> Iterator[Finding]:
    start = match.start()
    end = start + length if length else match.end()
    line = material.document.text[material.document.text.rfind("\n", 0, start) + 1 : start]
    if _CODE.search(line[-30:]) or (start and material.document.text[start - 1] in "“\"'‘"):
        return  # An example of what is wrong, or code.
    said = material.document.text[start:end]
    yield INFO.finding(material.document.locate(start, end), material.snippet(start, end), certainty="likely",
                       said=said, better=better)  # fmt: skip


def _before(text: str, start: int) -> str:
    begin = max(text.rfind(mark, max(0, start - 80), start) for mark in ".!?\n") + 1
    return text[max(begin, start - 80) : start]


def _noun(text: str, end: int) -> bool:
    return text[end : end + 1] in ("-", ",", ":")
