"""Words and generalisations that exclude pupils. Only ever a question: a lesson may be about exactly this."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="wording",
    severity="minor",
    title=Text("Woordkeus: voelt iedere leerling zich aangesproken?", "Wording: does every pupil feel included?"),
    message=Text("Past “{text}” hier? {instead}", "Does “{text}” fit here? {instead}"),
    help=Text(
        "Beoordeel het zelf: gaat de les hierover, of is het een citaat of bron, dan kan het blijven, liefst met uitleg.",
        "Judge for yourself: if the lesson is about this, or it is a quotation or source, it can stay, preferably "
        "with an explanation.",
    ),
    standard=("IOL-kwaliteitsmodel: inclusief",),
    why=Text("Leerlingen die zich niet herkennen in een tekst of erdoor gekwetst worden, haken af.",
             "Pupils who do not recognise themselves in a text, or are hurt by it, drop out."),
    limit=5,
)  # fmt: skip


_HURTS = Text("Het woord kwetst veel mensen.", "The word hurts many people.")
_ROLES = Text("Zijn de rollen in huis bij iedereen zo verdeeld?", "Are the tasks at home shared like this everywhere?")
_ALL = Text("Niet iedereen in die groep is zo.", "Not everybody in that group is like that.")


def _dated(dutch: str, english: str) -> Text:
    return Text(f"Het woord is verouderd; liever “{dutch}”.", f"The word is dated; rather “{english}”.")


_VERBS = r"(zijn|houden|horen|kunnen|willen)"
_OFTEN = r"(nu eenmaal|van nature|altijd|allemaal|niet zo|beter|slechter|minder)"
_TERMS: tuple[tuple[tuple[str, ...], re.Pattern[str], Text], ...] = tuple(
    (words, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), said)
    for words, pattern, said in (
        (("neger", "nikker"), r"negers?|negerin(nen)?|negertjes?|nikkers?", _HURTS),
        (("mongool", "mongolo", "debiel", "zwakzinnig", "imbeciel", "spastiker"),
         r"mongooltjes?|mongoloïde|debielen?|zwakzinnigen?|imbecielen?|spastikers?", _HURTS),
        (("zigeuner",), r"zigeuners?|zigeunerin(nen)?", _dated("Roma en Sinti", "Roma and Sinti")),
        (("eskimo",), r"eskimo['’]?s?", _dated("Inuit", "Inuit")),
        (("allocht",), r"allochto(on|nen|ne)", _dated("mensen met een migratieachtergrond", "people with a migration background")),
        (("invalide", "gehandicapte"), r"invaliden|invalide(?= (man|vrouw|kind|mens|persoon|leerling|jongen|meisje|bezoeker|soldaat|broer|zus)|[.,;!?]| (is|was|wordt|werd)\b)|gehandicapten?", _dated("mensen met een beperking", "people with a disability")),
        (("doofstom",), r"doofstom(men?)?", _dated("doof", "deaf")),
        (("blanke",), r"blanken?", _dated("wit", "white")),
        (("derde wereld", "derde-wereld", "derdewereld"), r"derde[- ]?wereld(landen?)?", _dated("landen met lage inkomens", "low-income countries")),
        (("primitieve ", "wilden in "), r"primitieve (volken|volkeren|stammen|mensen|culturen)|wilden in (afrika|amerika)", _HURTS),
        (("rolstoel", "lijdt aan", "lijden aan"), r"rolstoelpatiënt(en)?|aan (een|de) rolstoel gekluisterd|lijd(t|en) aan (autisme|dyslexie|adhd)",
         _dated("rolstoelgebruiker, heeft autisme", "wheelchair user, has autism")),
        (("meisjes ", "vrouwen ", "jongens ", "mannen "),
         rf"(meisjes|vrouwen|jongens|mannen) {_VERBS} {_OFTEN} [^.\n]{{0,40}}", _ALL),
        (("moeder", "mama"),
         r"(moeder|mama)(?=[^.\n]{0,30}\b(kookt|kookte|strijkt|poetst|afwas|stofzuig|de was|boodschappen|huishouden)\b)"
         r"(?=[^.\n]{0,90}\b(vader|papa)\b[^.\n]{0,30}\b(krant|werk|kantoor|auto|klust|sport|baan)\b)", _ROLES),
        (("moslims zijn", "joden zijn", "turken zijn", "marokkanen zijn", "surinamers zijn", "polen zijn", "buitenlanders zijn",
          "chinezen zijn", "vluchtelingen zijn", "afrikanen zijn"),
         rf"\w+ zijn {_OFTEN} [^.\n]{{0,40}}", _ALL),
        (("boys are", "girls are", "women are"), r"(boys|girls|women) are (naturally|always|simply|just) [^.\n]{0,40}", _ALL),
    )
)  # fmt: skip
"""Words of which one must be there, the pattern, and what is said of it."""
_NOT_PEOPLE = re.compile(
    r"blanke? (hout|lak|huid|metaal|draad|koper|vla|saus|staal|vlam|sabel|wapen)|blank (staat|staan|stond|stonden|gelakt|geschuurd)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"scheld|racis|discrimin|apartheid|vooroorde|stereotyp|koude oorlog|het woord|de term|het begrip|genoemd|noemden?\b|heetten?\b"
    r"|verouderd|niet meer gebruik|\bcitaat|\broman\b|gedicht|schilderij",
    re.IGNORECASE,
)
"""Words of a passage that is about how people are called or treated, or quotes it."""
_PASSAGE = 300
_QUOTED = re.compile(r"[“\"„‘][^“”\"„‘’\n]{0,200}$|(?<![\w’'])'[^'\n]{0,60}$")


def find(material: Material) -> Iterator[Finding]:
    text = material.document.text
    told: set[str] = set()
    for words, pattern, said in _TERMS:
        for match in material.matches(pattern):
            word = " ".join(match[0].split())
            if word.lower() in told or not any(w.strip() in word.lower() for w in words):
                continue
            if _NOT_PEOPLE.search(text, max(0, match.start() - 15), match.end() + 25):
                continue
            if said is not _ALL and _discussed(text, *match.span()):
                continue
            told.add(word.lower())
            yield INFO.finding(material.document.locate(*match.span()), material.snippet(*match.span(), 60),
                               certainty="to-be-judged", text=word[:80], instead=said)  # fmt: skip


def _discussed(text: str, start: int, end: int) -> bool:
    """Whether the passage quotes the word, or is about it."""
    around = text[max(0, start - _PASSAGE) : end + _PASSAGE]
    return _ABOUT.search(around) is not None or _QUOTED.search(text[max(0, start - 200) : start]) is not None
