"""Personal data: service numbers, lists of pupils, e-mail, telephone and home addresses. Evidence is masked."""

import re
from collections.abc import Iterator

from checks.masking import mask, mask_number
from checks.rule import CheckInfo, Material, Text
from schemas.common import Location
from schemas.document import Table
from schemas.finding import Certainty, Finding, Severity

INFO = CheckInfo(
    id="personal-data",
    severity="critical",
    why=Text(
        "Wat eenmaal gedeeld is, haalt niemand meer terug; gegevens van leerlingen horen niet in lesmateriaal.",
        "What was once shared nobody takes back; data of pupils do not belong in learning material.",
    ),
    title=Text("Persoonsgegevens", "Personal data"),
    message=Text("Hier lijkt {what} te staan.", "There seems to be {what} here."),
    help=Text(
        "Haal gegevens van leerlingen en andere personen weg, of vervang ze door verzonnen gegevens, voordat u het "
        "materiaal deelt.",
        "Remove data of pupils and other people, or replace them with made-up data, before sharing the material.",
    ),
    standard=("AVG/GDPR art. 5",),
)

_NUMBER = re.compile(r"(?<![\d.,/+=*×-])\d(?:[ .]?\d){7,8}(?![\d,/=*×]|[.-]\d)")
_BSN_WORD = re.compile(
    r"\b(bsn|burgerservice\s?nummer|sofi\s?-?nummer|persoonsgebonden nummer|onderwijsnummer|pgn)\b", re.I
)
_NEAR = 60

_EMAIL = re.compile(r"(?<![\w.+/@:-])[\w+-][\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,12}(?![\w@/])", re.IGNORECASE)
_NO_MAIL = re.compile(
    r"@(?:[\w-]+\.)*(voorbeeld|example|domein|domain|test|email|mail|provider|bedrijf|school|mijnschool|localhost|jouwschool"
    r"|acme|foo|bar|website|company|organisatie)\.\w+$|@2x\.|\.(png|jpe?g|gif|svg|js|css|example|test|invalid)$"
    r"|@users\.noreply\.|^git@|@[\w.-]*\.(local|lan)$",
    re.IGNORECASE,
)
_ROLE_MAIL = re.compile(
    r"^(info|contact|support|help(desk)?|admin(istratie)?|office|redactie|docent(en)?|sales|webmaster|noreply|no-reply|hello"
    r"|hallo|team|service|klantenservice|secretariaat|vragen|onderwijs|educatie|privacy|press|pers|naam|name|jouwnaam|user"
    r"|voornaam|firstname|mail|email|me|you|test|bestellingen|studie|school|bibliotheek|security|permissions|licensing)[.\d]*@"
    r"|^(voornaam|firstname|jouw|your)[._-]",
    re.IGNORECASE,
)

_PHONE = re.compile(
    r"(?<![\w.,/+=*×-])(?P<number>(?:\+31|0031)[ -]?(?:\(0\)[ ]?)?\d(?:[ -]?\d){8}"
    r"|06[ -]?\d(?:[ -]?\d){7}|0\d{1,3}[ -]\d(?:[ -]?\d){5,7})"
    r"(?![\d/=*×]|[,.-]\d)"
)  # fmt: skip
_PHONE_START = re.compile(r"[+0]")
_PHONE_WORD = re.compile(
    r"\b(tel(efoon(nummer)?)?|mob(iel)?|06-nummer|bel(len)?|whatsapp|app|phone|call|sms|contact)\b|[☎📞📱]", re.I
)
_MADE_UP = re.compile(r"(\d)\1{4}|12345|23456|98765|00000|1234567")

_ADDRESS = re.compile(
    r"\b[A-Z][\w'’.-]{1,40}(?: [\w'’.-]{1,40}){0,3} ?\d{1,4} ?(?:[a-zA-Z]|bis|hs)?\s{0,3}[,\n|]?\s{0,3}"
    r"(?P<code>[1-9]\d{3} ?[A-Z]{2})\b\s+[A-Z][\w'’-]+"
)
_POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Z]{2}\b")
_MADE_UP_CODE = re.compile(r"1234 ?AB|1111 ?AA|0000|9999 ?ZZ|1000 ?AA|1234 ?XX", re.IGNORECASE)
_OFFICE = re.compile(
    r"postbus|uitgever|stichting|b\.?v\.?\b|museum|gemeente|school|college|lyceum|bibliotheek|universiteit|instituut",
    re.I,
)

_PERSON_COLUMN = re.compile(
    r"(naam|namen|leerling(en)?|voornaam|achternaam|student(en)?|name|pupil|roepnaam|naam leerling|leerlingnaam)\W*",
    re.I,
)
_PUPIL_COLUMN = re.compile(
    r".*\b(klas|groep|geboortedatum|geb\.? ?datum|leerlingnummer|studentnummer|cijfers?|score|punten|mentor|adres"
    r"|telefoon|e-?mail(adres)?|diagnose|zorg|advies|class|grade|birth)\b.*", re.IGNORECASE,
)  # fmt: skip
_NAME = re.compile(
    r"[A-ZÀ-Þ][a-zà-þ'’-]+(?: (?:van|de|der|den|ten|ter|el|al|het|'t|v\.d\.))*"
    r"(?: [A-ZÀ-Þ][a-zà-þ'’-]+|(?: [A-ZÀ-Þ]\.))*"
)
_SENSITIVE_COLUMN = re.compile(
    r".*(\bbsn\b|burgerservice|geboortedatum|geb\.? ?datum|leerlingnummer|studentnummer"
    r"|\badres|telefoon|diagnose|birth).*",
    re.IGNORECASE,
)
_LEAST_NAMES = 4
_LEAST_SENSITIVE = 2
"""A column that no invented sum needs, such as a date of birth, makes a shorter list suspect."""
_BIRTH = re.compile(
    r"\bgeb(oortedatum|oren op|\.)\s*:?\s*\d{1,2}[-/ .](\d{1,2}|[a-z]{3,9})[-/ .](\d{4})", re.IGNORECASE
)
_FILLED = re.compile(
    r"(?m)^[ \t]*(?:(?:naam )?leerling|naam|student)"
    r"[ \t]*:[ \t]*(?P<name>[A-ZÀ-Þ][a-zà-þ]+(?: [\w'’-]+){1,3})[ \t]*$",
    re.I,
)
_PLACEHOLDER_NAME = re.compile(
    r"voornaam|achternaam|jouw|klas|naam|datum|invullen|hier|leerling|onbekend", re.IGNORECASE
)

_WHAT = {
    "bsn": Text("een burgerservicenummer (BSN)", "a Dutch citizen service number (BSN)"),
    "list": Text("een lijst met namen van leerlingen", "a list of pupils' names"),
    "name": Text("de naam van een leerling", "the name of a pupil"),
    "birth": Text("een geboortedatum", "a date of birth"),
    "email": Text("een persoonlijk e-mailadres", "a personal e-mail address"),
    "phone": Text("een telefoonnummer", "a telephone number"),
    "address": Text("een adres", "an address"),
}


def find(material: Material) -> Iterator[Finding]:
    yield from _service_numbers(material)
    yield from _name_lists(material)
    yield from _pupils(material)
    yield from _contacts(material)


def _found(kind: str, place: Location, evidence: str, severity: Severity, certainty: Certainty = "likely") -> Finding:
    return INFO.finding(place, evidence, severity=severity, certainty=certainty, what=_WHAT[kind])


def passes_eleven_test(number: str) -> bool:
    """The test of a citizen service number: weights 9 to 2 and −1, a sum that 11 divides, not all zeros."""
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) == 8:
        digits.insert(0, 0)
    if len(digits) != 9 or not any(digits) or len(set(digits)) == 1:
        return False
    return (sum(d * w for d, w in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2), strict=False)) - digits[8]) % 11 == 0


def _service_numbers(material: Material) -> Iterator[Finding]:
    """Only beside a word that names it: one in eleven numbers of nine digits passes the test by chance."""
    text = material.document.text
    if not material.mentions("bsn", "burgerservice", "sofi", "persoonsgebonden", "onderwijsnummer", "pgn"):
        return
    words = [m.span() for m in _BSN_WORD.finditer(text)]
    if not words:
        return
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        near = any(0 <= start - b <= _NEAR or 0 <= a - end <= _NEAR / 3 for a, b in words)
        # In a table the word stands above the column.
        near = near or any(_in_column(table, start) for table in material.document.tables)
        if near and passes_eleven_test(match[0]):
            yield _found("bsn", material.document.locate(start, end), mask_number(match[0]), "critical")


def _in_column(table: Table, start: int) -> bool:
    place = table.location
    if place.start is None or place.end is None or not place.start <= start < place.end or not table.cells:
        return False
    return any(_BSN_WORD.search(cell) for cell in table.cells[0])


def _name_lists(material: Material) -> Iterator[Finding]:
    """Tables with a column of names beside a class, a date of birth, a mark or an address."""
    for table in material.document.tables:
        if len(table.cells) <= _LEAST_SENSITIVE:
            continue
        head = [" ".join(cell.split()) for cell in table.cells[0]]
        people = next((n for n, cell in enumerate(head) if _PERSON_COLUMN.fullmatch(cell)), None)
        others = [cell for n, cell in enumerate(head) if n != people]
        sensitive = any(_SENSITIVE_COLUMN.fullmatch(cell) for cell in others)
        if people is None or not (sensitive or any(_PUPIL_COLUMN.fullmatch(cell) for cell in others)):
            continue
        names = [row[people].strip() for row in table.cells[1:] if people < len(row)]
        # Sums about a class use first names only; a real list has family names or initials.
        full = [name for name in names if " " in name and _NAME.fullmatch(name)]
        if len(full) >= (_LEAST_SENSITIVE if sensitive else _LEAST_NAMES):
            shown = ", ".join(mask(name) for name in full[:6])
            yield _found("list", table.location, shown, "critical")


def _pupils(material: Material) -> Iterator[Finding]:
    document = material.document
    for match in material.matches(_FILLED):
        name = match["name"]
        if name[0].isupper() and " " in name and name.split()[1][:1] and not _PLACEHOLDER_NAME.search(name):
            around = document.text[match.end() : match.end() + 120].lower()
            if re.match(r"\s*(klas|groep|datum|nummer|leerlingnummer|geboortedatum|class)\s*:?\s*\S", around):
                yield _found("name", document.locate(*match.span("name")), mask(name), "serious", "to-be-judged")
    for match in material.matches(_BIRTH):
        # A date of birth of someone who can be at school now; history has many others.
        if int(match[3]) >= 2000:
            yield _found("birth", document.locate(*match.span()), mask_number(match[0], 0), "serious", "to-be-judged")


def _contacts(material: Material) -> Iterator[Finding]:
    document = material.document
    text = document.text
    seen: set[str] = set()
    for match in material.matches(_EMAIL):
        address = match[0].lower()
        if address in seen or _NO_MAIL.search(address) or _ROLE_MAIL.search(address):
            continue
        if _names_itself(match[0].partition("@")[0], text):
            continue
        seen.add(address)
        yield _found("email", document.locate(*match.span()), _mask_mail(match[0]), "moderate", "to-be-judged")
    for match in _phones(text):
        number = re.sub(r"\D", "", match["number"])
        if number in seen or _MADE_UP.search(number) or not _is_phone(number):
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        international = match["number"].startswith(("+31", "0031"))
        if international or _PHONE_WORD.search(before):
            seen.add(number)
            yield _found("phone", document.locate(*match.span()), mask_number(match[0]), "moderate", "to-be-judged")
    for match in _ADDRESS.finditer(text) if _POSTCODE.search(text) else ():
        if _MADE_UP_CODE.search(match["code"]) or _OFFICE.search(text[max(0, match.start() - 80) : match.end()]):
            continue
        yield _found(
            "address", document.locate(*match.span()), mask(" ".join(match[0].split())), "moderate", "to-be-judged"
        )


def _phones(text: str) -> Iterator[re.Match[str]]:
    """What `_PHONE` matches, asked only where a number can start."""
    end = 0
    for start in _PHONE_START.finditer(text):
        if start.start() >= end and (match := _PHONE.match(text, start.start())) is not None:
            end = match.end()
            yield match


def _names_itself(name: str, text: str) -> bool:
    """Whether the first part of an address is what the text calls an organisation by: letters in capitals."""
    return name.isalpha() and re.search(rf"(?<!\w){name.upper()}(?!\w)", text) is not None


def _mask_mail(address: str) -> str:
    name, _, host = address.partition("@")
    body, _, top = host.rpartition(".")
    return f"{name[:1]}{'•' * max(len(name) - 1, 1)}@{body[:1]}{'•' * max(len(body) - 1, 1)}.{top}"


def _is_phone(number: str) -> bool:
    """Ten Dutch digits (eleven or twelve with the country), and no free or service number."""
    national = re.sub(r"^(0031|31)0?", "0", number) if number.startswith(("0031", "31")) else number
    return len(national) == 10 and not national.startswith(("0800", "0900", "0906", "0909", "00"))
