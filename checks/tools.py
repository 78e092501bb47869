"""How to mend a finding in the program that teachers made the material with."""

from checks.rule import Text

_WORD = {
    "image-alt": Text("Klik met rechts op de afbeelding en kies Alternatieve tekst bewerken.", "Right-click the image and choose Edit Alt Text."),
    "headings": Text("Kies op het tabblad Start een stijl: Kop 1, Kop 2.", "Choose a style on the Home tab: Heading 1, Heading 2."),
    "list": Text("Kies op het tabblad Start Opsommingstekens of Nummering.", "Choose Bullets or Numbering on the Home tab."),
    "table": Text("Zet bij Tabelontwerp Veldnamenrij aan, en bij Indeling Veldnamenrijen herhalen.", "Turn on Header Row under Table Design, and Repeat Header Rows under Layout."),
    "link": Text("Klik met rechts op de link, kies Hyperlink bewerken en wijzig Weer te geven tekst.", "Right-click the link, choose Edit Hyperlink and change Text to display."),
    "language": Text("Kies Controleren, Taal, Controletaal instellen.", "Choose Review, Language, Set Proofing Language."),
    "title": Text("Vul bij Bestand, Info, Eigenschappen de Titel in.", "Fill in Title under File, Info, Properties."),
    "contrast": Text("Kies bij Start, Tekstkleur een donkerdere kleur.", "Choose a darker colour under Home, Font Color."),
}  # fmt: skip
_POWERPOINT = {
    "image-alt": Text("Klik met rechts op de afbeelding en kies Alternatieve tekst weergeven.", "Right-click the picture and choose View Alt Text."),
    "title": Text("Kies Controleren, Toegankelijkheid, Diatitel.", "Choose Review, Accessibility, Slide Title."),
    "table": Text("Zet bij Tabelontwerp Veldnamenrij aan.", "Turn on Header Row under Table Design."),
    "link": Text("Klik met rechts op de link, kies Koppeling bewerken en wijzig de tekst.", "Right-click the link, choose Edit Link and change the text."),
    "language": Text("Kies Controleren, Taal, Controletaal instellen.", "Choose Review, Language, Set Proofing Language."),
    "contrast": Text("Kies bij Start, Tekstkleur een donkerdere kleur.", "Choose a darker colour under Home, Font Color."),
    "captions": Text("Kies bij Afspelen, Bijschriften invoegen een ondertitelbestand.", "Choose Insert Captions under Playback."),
}  # fmt: skip
_WIKIWIJS = {
    "image-alt": Text("Klik in de tekstverwerker op de afbeelding, dan op Afbeelding, en vul Alternatieve tekst in.", "Click the image in the editor, then Image, and fill in the alternative text."),
    "headings": Text("Kies in de tekstverwerker bij Opmaak een kop in plaats van vet.", "Choose a heading under Format in the editor instead of bold."),
    "list": Text("Gebruik in de tekstverwerker de knop voor een opsomming.", "Use the list button in the editor."),
    "table": Text("Klik met rechts op de tabel, kies Tabeleigenschappen en zet Kopteksten op Eerste rij.", "Right-click the table, choose Table Properties and set Headers to First Row."),
    "link": Text("Dubbelklik op de link en wijzig de weergavetekst.", "Double-click the link and change the display text."),
    "contrast": Text("Selecteer de tekst en kies een donkerdere tekstkleur, of haal de kleur weg.", "Select the text and choose a darker text colour, or remove the colour."),
    "captions": Text("Kies een video met ondertiteling, of zet de tekst eronder.", "Choose a video with captions, or put the text below it."),
    "frame": Text("Dubbelklik op het ingesloten onderdeel en vul bij Geavanceerd een titel in.", "Double-click the embedded part and fill in a title under Advanced."),
}  # fmt: skip
_KINDS = {
    "image-alt": ("image-alt", "image-alt-quality", "image-alt-length", "image-redundant-alt", "svg-img-alt", "role-img-alt"),
    "headings": ("headings-order", "headings-missing", "heading-empty", "heading-fake", "heading-one-missing"),
    "list": ("list-fake", "fake-list", "listitem"), "table": ("table-headers", "td-has-header", "table-header-empty"),
    "link": ("link-text", "link-name", "link-same-text", "link-nowhere", "dead-internal-link"),
    "language": ("document-language", "html-has-lang", "passage-language"), "title": ("document-title", "slide-title"),
    "contrast": ("color-contrast", "contrast", "color-contrast-enhanced"), "captions": ("media-captions", "media-captions-external"),
    "frame": ("frame-title", "frame-title-quality", "frame-title-unique"),
}  # fmt: skip
_KIND_OF = {check: kind for kind, checks in _KINDS.items() for check in checks}
_TOOLS = {"docx": ("Word", _WORD), "pptx": ("PowerPoint", _POWERPOINT), "html": ("Wikiwijs", _WIKIWIJS),
          "xhtml": ("Wikiwijs", _WIKIWIJS)}  # fmt: skip


def steps(check: str, format: str) -> tuple[str, Text] | None:
    """The program that made most files of this format, and what to do there; None when there is nothing to add."""
    name, known = _TOOLS.get(format, ("", {}))
    found = known.get(_KIND_OF.get(check, ""))
    return (name, found) if found is not None else None
