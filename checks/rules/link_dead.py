"""Links that lead nowhere any more, by what their servers said. Silent unless an operator lets servers be asked."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="link-dead",
    severity="moderate",
    title=Text("Link werkt niet meer", "Link no longer works"),
    message=Text("De link naar {target} werkt niet: {said} ({day}).", "The link to {target} does not work: {said} ({day})."),
    why=Text("Leerlingen lopen vast op wat zij niet kunnen openen.", "Pupils get stuck at what they cannot open."),
    help=Text("Zoek de nieuwe plaats van de bron, of vervang of verwijder de link.",
              "Look for where the source is now, or replace or remove the link."),
    standard=("IOL-kwaliteitsmodel: actualiteit",),
)  # fmt: skip
_NO_SERVER = Text("er bestaat geen server met die naam", "there is no server of that name")
_STATUS = Text("de server zegt {status}, niet gevonden", "the server says {status}, not found")


def find(material: Material) -> Iterator[Finding]:
    for link in material.document.links:
        answer = material.answers.get(link.href)
        if answer is None or not answer.dead:
            continue
        said = _NO_SERVER if answer.status is None else _STATUS.fill({"status": answer.status})
        yield INFO.finding(link.location, f"{' '.join(link.text.split()) or '…'} → {link.href[:160]}", certainty="likely",
                           target=link.href[:120], said=said, day=answer.day.isoformat())  # fmt: skip
