"""“Research shows …”, and nowhere which research."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="sources-missing",
    severity="minor",
    title=Text("Bewering over onderzoek zonder bron", "Claim about research without a source"),
    message=Text("Hier staat wat onderzoek of deskundigen zeggen, zonder te noemen wie en waar.",
                 "This says what research or experts say, without naming who and where."),
    why=Text("Een lezer kan het niet nagaan, en leerlingen leren zo dat een bron niet nodig is.",
             "A reader cannot check it, and learners learn that a source is not needed."),
    help=Text("Noem de bron, met jaar en link, of laat de bewering weg.",
              "Name the source, with year and link, or leave the claim out."),
    standard=("IOL-kwaliteitsmodel: inhoud", "Achieve OER rubric II"),
    limit=5,
)  # fmt: skip
_CLAIM = re.compile(
    r"\b(uit|blijkt uit|volgens) ([\w-]+ ){0,2}(onderzoek(en)?|studies) (blijkt|is gebleken|bleek)\b"
    r"|\b(onderzoek|onderzoeken|studies|wetenschappelijk onderzoek) (toont|tonen|laat|laten|wijst|wijzen) [^.\n]{0,30}\b(aan|zien|uit)\b"
    r"|\bvolgens (de )?(onderzoekers|wetenschappers|deskundigen|experts)\b|\bdeskundigen (zeggen|denken|vinden)\b"
    r"|\b(research|studies) (shows?|suggests?|has shown|have shown|found)\b|\baccording to (experts|scientists|researchers)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"https?:|www\.|\b(19|20)\d\d\b|\bbron|\[\d+\]|\(\w+ et al|et al\.|\b(universiteit|university|CBS|RIVM|TNO|"
                    r"KNMI|WHO|Unicef|NRO|OESO|OECD|SCP|CPB|PBL)\b", re.IGNORECASE)  # fmt: skip
_LIST = re.compile(
    r"(?im)^[ \t#*]*(bronnen(lijst)?|bronvermelding|literatuur(lijst)?|referenties|voetnoten|sources|references|bibliography)\b"
)


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    text, listed = document.text, None
    linked = [link.location.start for link in document.links if link.location.start is not None]
    for match in material.matches(_CLAIM):
        if listed is None:
            listed = bool(_LIST.search(text))
        start, end = max(0, match.start() - 250), match.end() + 300
        if listed or _NAMED.search(text, start, end) or any(start <= at <= end for at in linked):
            continue
        yield INFO.finding(document.locate(*match.span()), material.snippet(*match.span(), 100), certainty="likely")
