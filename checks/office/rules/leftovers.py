"""What was left in the file and not meant for the pupil: changes, comments, hidden text, macros, protection."""

from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import ALL, Office, spot
from checks.rule import CheckInfo, Text
from checks.spot import Spot

CHANGES = CheckInfo(
    id="tracked-changes",
    severity="moderate",
    title=Text("Bijgehouden wijzigingen in het bestand", "Tracked changes in the file"),
    message=Text("Bijgehouden wijzigingen die nog in het bestand staan: {count}.",
                 "Tracked changes that are still in the file: {count}."),
    help=Text("Kies Controleren > Accepteren (of Negeren) > Alle wijzigingen, en zet Wijzigingen bijhouden uit.",
              "Choose Review > Accept (or Reject) > All Changes, and turn Track Changes off."),
    standard=("WCAG 2.2 1.3.2",),
    formats=frozenset({"docx", "odt"}),
)  # fmt: skip
COMMENTS = CheckInfo(
    id="comments-left",
    severity="minor",
    why=Text(
        "Opmerkingen zijn voor de makers; leerlingen lezen ze mee.",
        "Comments are for the makers; pupils read them too.",
    ),
    title=Text("Opmerkingen in het bestand", "Comments in the file"),
    message=Text("Opmerkingen die nog in het bestand staan: {count}.", "Comments that are still in the file: {count}."),
    help=Text(
        "Lees ze na en verwijder ze voordat u het materiaal deelt; er kunnen namen in staan.",
        "Read them and remove them before sharing the material; they may hold names.",
    ),
    standard=("AVG 5",),
    formats=ALL,
)
HIDDEN = CheckInfo(
    id="hidden-content",
    severity="moderate",
    title=Text("Verborgen inhoud", "Hidden content"),
    message=Text("{what} is verborgen.", "{what} is hidden."),
    help=Text(
        "Verwijder wat niet voor de leerling is, of maak het zichtbaar: sommige programma's lezen het toch voor.",
        "Remove what is not meant for the pupil, or show it: some programs read it out all the same.",
    ),
    standard=("WCAG 2.2 1.3.2", "AVG 5"),
    formats=ALL,
)
MACROS = CheckInfo(
    id="document-macros",
    severity="moderate",
    why=Text(
        "Veel scholen blokkeren bestanden met macro's; dan gaat het materiaal niet open.",
        "Many schools block files with macros; the material then does not open.",
    ),
    title=Text("Bestand met macro's", "File with macros"),
    message=Text("Dit bestand bevat macro's; veel scholen blokkeren die.", "This file holds macros; many schools block them."),
    help=Text("Sla het bestand op zonder macro's (.docx, .pptx, .xlsx, .odt).",
              "Save the file without macros (.docx, .pptx, .xlsx, .odt)."),
    formats=ALL,
)  # fmt: skip
PROTECTED = CheckInfo(
    id="document-protected",
    severity="minor",
    why=Text(
        "Een leraar kan het materiaal niet aanpassen aan de klas, en een leerling niet aan zijn hulpmiddel.",
        "A teacher cannot adapt the material to the class, nor a pupil to an aid.",
    ),
    title=Text("Bestand is tegen bewerken beveiligd", "File is protected against editing"),
    message=Text("Dit bestand is tegen bewerken beveiligd; een ander kan het niet aanpassen of toegankelijker maken.",
                 "This file is protected against editing; nobody else can adapt it or make it more accessible."),
    help=Text("Haal de beveiliging weg: Controleren > Bewerking beperken > Beveiliging stoppen.",
              "Remove the protection: Review > Restrict Editing > Stop Protection."),
    formats=frozenset({"docx"}),
)  # fmt: skip


def find(office: Office) -> Iterator[Spot]:
    for kind, info in (("change", CHANGES), ("comment", COMMENTS)):
        found = [r for r in office.remarks if r.kind == kind]
        if found:
            said = next((r.text for r in found if r.text.strip()), "")
            quote = said if kind == "change" else None
            # What a comment says may name a pupil, so it is counted and not quoted.
            yield spot(info.id, found[0].where, values={"count": len(found)}, quote=quote)
    for paragraph in office.paragraphs:
        said = " ".join("".join(run.text for run in paragraph.runs if run.hidden).split())
        if len(said) > 1:
            yield spot(HIDDEN.id, paragraph.where, values={"what": ("Tekst", "Text")}, evidence=said)
    for slide in office.slides:
        if slide.hidden:
            what = (f"Dia {slide.number}", f"Slide {slide.number}")
            yield spot(HIDDEN.id, slide.where, values={"what": what}, evidence=slide.title)
    for sheet in office.sheets:
        if sheet.hidden:
            what = (f"Het werkblad “{sheet.name}”", f"The sheet “{sheet.name}”")
            yield spot(HIDDEN.id, sheet.where, values={"what": what}, evidence=sheet.name)
    if office.macros:
        yield Spot(MACROS.id)
    if office.protected:
        yield Spot(PROTECTED.id)


RULE = Rule((CHANGES, COMMENTS, HIDDEN, MACROS, PROTECTED), find, ALL)
