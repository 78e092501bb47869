"""How to mend a finding in the programs that teachers make material with: steps by kind of problem and program."""

from collections.abc import Mapping

from checks.rule import Text

WORD, POWERPOINT, EXCEL, LIBRE = "Word", "PowerPoint", "Excel", "LibreOffice"
DOCS, SLIDES, WIKIWIJS, H5P = "Google Docs", "Google Slides", "Wikiwijs", "H5P"
_ALT = Text(
    "Klik met rechts op de afbeelding en kies Alternatieve tekst weergeven.",
    "Right-click the picture and choose View Alt Text.",
)
_LIBRE_ALT = Text(
    "Klik met rechts op de afbeelding, kies Eigenschappen (of Beschrijving) en vul Alternatieve tekst in.",
    "Right-click the image, choose Properties (or Description) and fill in the alternative text.",
)
_GOOGLE_ALT = Text(
    "Klik met rechts op de afbeelding en kies Alternatieve tekst.", "Right-click the image and choose Alt text."
)
_LANGUAGE = Text(
    "Selecteer de tekst en kies Controleren, Taal, Controletaal instellen.",
    "Select the text and choose Review, Language, Set Proofing Language.",
)
_COLOUR = Text(
    "Selecteer de tekst en kies bij Start, Tekstkleur een donkerdere kleur.",
    "Select the text and choose a darker colour under Home, Font Color.",
)
_GOOGLE_COLOUR = Text(
    "Selecteer de tekst en kies in de werkbalk bij Tekstkleur een donkerdere kleur.",
    "Select the text and choose a darker text colour in the toolbar.",
)
_PROPERTIES = Text(
    "Kies Bestand, Info en vul rechts bij Eigenschappen de Titel in.",
    "Choose File, Info and fill in the Title under Properties on the right.",
)
_LIBRE_TITLE = Text(
    "Kies Bestand, Eigenschappen, tabblad Beschrijving en vul de Titel in.",
    "Choose File, Properties, the Description tab and fill in the Title.",
)
_LIBRE_LINK = Text(
    "Klik met rechts op de link, kies Hyperlink bewerken en wijzig Tekst.",
    "Right-click the link, choose Edit Hyperlink and change Text.",
)
_GOOGLE_LINK = Text(
    "Klik op de link, kies het potlood (Link bewerken) en wijzig de tekst.",
    "Click the link, choose the pencil (Edit link) and change the text.",
)
_LIBRE_LANGUAGE = Text(
    "Selecteer de tekst en kies Extra, Taal, Voor selectie.",
    "Select the text and choose Tools, Language, For Selection.",
)
_GOOGLE_LANGUAGE = Text(
    "Kies Bestand, Taal en dan de taal van de tekst.", "Choose File, Language and then the language of the text."
)
_PLAIN = Text(
    "Kies Indeling, Teken, Lettertype-effecten en een donkerdere kleur.",
    "Choose Format, Character, Font Effects and a darker colour.",
)

_STEPS: dict[str, dict[str, Text]] = {
    "image-alt": {
        WORD: _ALT, POWERPOINT: _ALT, EXCEL: _ALT, LIBRE: _LIBRE_ALT, DOCS: _GOOGLE_ALT, SLIDES: _GOOGLE_ALT,
        WIKIWIJS: Text("Klik in de tekstverwerker op de afbeelding, dan op Afbeelding, en vul Alternatieve tekst in.", "Click the image in the editor, then Image, and fill in the alternative text."),
        H5P: Text("Open het onderdeel, kies de afbeelding en vul Alternative text in.", "Open the part, choose the image and fill in Alternative text."),
    },
    "headings": {
        WORD: Text("Zet de cursor in de regel en kies op het tabblad Start een stijl: Kop 1, Kop 2.", "Put the cursor in the line and choose a style on the Home tab: Heading 1, Heading 2."),
        LIBRE: Text("Zet de cursor in de regel en kies in de lijst met alineastijlen Kop 1 of Kop 2 (Ctrl+1, Ctrl+2).", "Put the cursor in the line and choose Heading 1 or Heading 2 in the list of paragraph styles (Ctrl+1, Ctrl+2)."),
        DOCS: Text("Zet de cursor in de regel en kies Opmaak, Alineastijlen, Kop 1 of Kop 2.", "Put the cursor in the line and choose Format, Paragraph styles, Heading 1 or Heading 2."),
        WIKIWIJS: Text("Kies in de tekstverwerker bij Opmaak een kop in plaats van vet.", "Choose a heading under Format in the editor instead of bold."),
    },
    "list": {
        WORD: Text("Selecteer de regels en kies op het tabblad Start Opsommingstekens of Nummering.", "Select the lines and choose Bullets or Numbering on the Home tab."),
        POWERPOINT: Text("Selecteer de regels en kies op het tabblad Start Opsommingstekens of Nummering.", "Select the lines and choose Bullets or Numbering on the Home tab."),
        LIBRE: Text("Selecteer de regels en kies Opmaak, Opsommingstekens en nummering.", "Select the lines and choose Format, Bullets and Numbering."),
        DOCS: Text("Selecteer de regels en kies Opmaak, Opsommingstekens en nummering.", "Select the lines and choose Format, Bullets & numbering."),
        WIKIWIJS: Text("Gebruik in de tekstverwerker de knop voor een opsomming.", "Use the list button in the editor."),
    },
    "table": {
        WORD: Text("Zet bij Tabelontwerp Veldnamenrij aan, en bij Indeling Veldnamenrijen herhalen.", "Turn on Header Row under Table Design, and Repeat Header Rows under Layout."),
        POWERPOINT: Text("Zet bij Tabelontwerp Veldnamenrij aan.", "Turn on Header Row under Table Design."),
        EXCEL: Text("Maak er een tabel van met Invoegen, Tabel en vink aan dat de tabel veldnamen heeft.", "Make it a table with Insert, Table and tick that it has headers."),
        LIBRE: Text("Kies Tabel, Eigenschappen, tabblad Tekstverloop en zet Kop herhalen aan.", "Choose Table, Properties, the Text Flow tab and turn on Repeat heading."),
        DOCS: Text("Klik met rechts op de bovenste rij en kies Koptekstrij vastzetten.", "Right-click the top row and choose Pin header row."),
        WIKIWIJS: Text("Klik met rechts op de tabel, kies Tabeleigenschappen en zet Kopteksten op Eerste rij.", "Right-click the table, choose Table Properties and set Headers to First Row."),
    },
    "merged": {
        WORD: Text("Selecteer de cel en kies Indeling, Cellen splitsen.", "Select the cell and choose Layout, Split Cells."),
        POWERPOINT: Text("Selecteer de cel en kies Indeling, Cellen splitsen.", "Select the cell and choose Layout, Split Cells."),
        EXCEL: Text("Selecteer de cellen en kies Start, Samenvoegen en centreren om het samenvoegen op te heffen.", "Select the cells and choose Home, Merge & Center to undo the merging."),
        LIBRE: Text("Zet de cursor in de cel en kies Tabel, Cellen splitsen.", "Put the cursor in the cell and choose Table, Split Cells."),
        DOCS: Text("Klik met rechts op de cel en kies Cellen splitsen.", "Right-click the cell and choose Split cell."),
    },
    "link": {
        WORD: Text("Klik met rechts op de link, kies Hyperlink bewerken en wijzig Weer te geven tekst.", "Right-click the link, choose Edit Hyperlink and change Text to display."),
        POWERPOINT: Text("Klik met rechts op de link, kies Koppeling bewerken en wijzig de tekst.", "Right-click the link, choose Edit Link and change the text."),
        LIBRE: _LIBRE_LINK, DOCS: _GOOGLE_LINK, SLIDES: _GOOGLE_LINK,
        WIKIWIJS: Text("Dubbelklik op de link en wijzig de weergavetekst.", "Double-click the link and change the display text."),
    },
    "language": {
        WORD: _LANGUAGE, POWERPOINT: _LANGUAGE, LIBRE: _LIBRE_LANGUAGE, DOCS: _GOOGLE_LANGUAGE,
        H5P: Text("Kies bovenaan bij Metadata de taal van het onderdeel.", "Choose the language of the part under Metadata at the top."),
    },
    "title": {
        WORD: _PROPERTIES, POWERPOINT: _PROPERTIES, EXCEL: _PROPERTIES, LIBRE: _LIBRE_TITLE,
        DOCS: Text("Geef het document linksboven een naam; die wordt de titel.", "Give the document a name at the top left; it becomes the title."),
        WIKIWIJS: Text("Vul bij Eigenschappen van het arrangement de titel in.", "Fill in the title under the properties of the arrangement."),
        H5P: Text("Vul bovenaan bij Title een titel in.", "Fill in a title under Title at the top."),
    },
    "slide-title": {
        POWERPOINT: Text("Kies Controleren, Toegankelijkheid controleren, Diatitel.", "Choose Review, Check Accessibility, Slide Title."),
        LIBRE: Text("Kies een dia-indeling met een titelvak en vul het in; hernoem de dia met de rechtermuisknop.", "Choose a layout with a title box and fill it in; rename the slide with the right mouse button."),
        SLIDES: Text("Kies Dia, Indeling toepassen, een indeling met een titel en vul hem in.", "Choose Slide, Apply layout, one with a title, and fill it in."),
    },
    "reading-order": {
        POWERPOINT: Text("Kies Controleren, Toegankelijkheid controleren, Leesvolgordevenster en zet de onderdelen in volgorde.", "Choose Review, Check Accessibility, Reading Order Pane and put the parts in order."),
        LIBRE: Text("Klik met rechts op een onderdeel en gebruik Schikken; wat onderop ligt, wordt het eerst gelezen.", "Right-click a part and use Arrange; what lies lowest is read first."),
        SLIDES: Text("Klik met rechts op een onderdeel en gebruik Volgorde; wat onderop ligt, wordt het eerst gelezen.", "Right-click a part and use Order; what lies lowest is read first."),
    },
    "contrast": {
        WORD: _COLOUR, POWERPOINT: _COLOUR, LIBRE: _PLAIN, DOCS: _GOOGLE_COLOUR, SLIDES: _GOOGLE_COLOUR,
        WIKIWIJS: Text("Selecteer de tekst en kies een donkerdere tekstkleur, of haal de kleur weg.", "Select the text and choose a darker text colour, or remove the colour."),
    },
    "captions": {
        POWERPOINT: Text("Kies bij Afspelen, Bijschriften invoegen een ondertitelbestand.", "Choose Insert Captions under Playback."),
        WIKIWIJS: Text("Kies een video met ondertiteling, of zet de tekst eronder.", "Choose a video with captions, or put the text below it."),
        H5P: Text("Open de video en voeg bij Text tracks een ondertitelbestand (WebVTT) toe.", "Open the video and add a captions file (WebVTT) under Text tracks."),
    },
    "frame": {
        WIKIWIJS: Text("Dubbelklik op het ingesloten onderdeel en vul bij Geavanceerd een titel in.", "Double-click the embedded part and fill in a title under Advanced."),
    },
    "spacing": {
        WORD: Text("Haal de lege regels weg en stel bij Start, Regel- en alinea-afstand ruimte voor of na in.", "Remove the empty lines and set space before or after under Home, Line and Paragraph Spacing."),
        LIBRE: Text("Haal de lege regels weg en stel bij Opmaak, Alinea, Inspringingen en afstand de afstand in.", "Remove the empty lines and set the spacing under Format, Paragraph, Indents & Spacing."),
        DOCS: Text("Haal de lege regels weg en kies Opmaak, Regel- en alinea-afstand.", "Remove the empty lines and choose Format, Line & paragraph spacing."),
    },
    "comments": {
        WORD: Text("Kies Controleren, Verwijderen, Alle opmerkingen in document verwijderen.", "Choose Review, Delete, Delete All Comments in Document."),
        POWERPOINT: Text("Kies Controleren, Verwijderen, Alle opmerkingen in deze presentatie verwijderen.", "Choose Review, Delete, Delete All Comments in This Presentation."),
        LIBRE: Text("Klik met rechts op een opmerking en kies Alle opmerkingen verwijderen.", "Right-click a comment and choose Delete All Comments."),
    },
    "changes": {
        WORD: Text("Kies Controleren, Accepteren, Alle wijzigingen accepteren en bijhouden stoppen.", "Choose Review, Accept, Accept All Changes and Stop Tracking."),
        LIBRE: Text("Kies Bewerken, Wijzigingen bijhouden, Alles accepteren.", "Choose Edit, Track Changes, Accept All."),
    },
    "pdf-tags": {
        WORD: Text("Maak de pdf opnieuw met Bestand, Opslaan als, PDF; zet bij Opties Documentstructuurlabels voor toegankelijkheid aan. Niet afdrukken naar pdf.", "Make the PDF again with File, Save As, PDF; turn on Document structure tags for accessibility under Options. Do not print to PDF."),
        POWERPOINT: Text("Maak de pdf opnieuw met Bestand, Opslaan als, PDF; zet bij Opties Documentstructuurlabels voor toegankelijkheid aan.", "Make the PDF again with File, Save As, PDF; turn on Document structure tags for accessibility under Options."),
        LIBRE: Text("Kies Bestand, Exporteren als, Exporteren als PDF en zet Universele toegankelijkheid (PDF/UA) aan.", "Choose File, Export As, Export as PDF and turn on Universal Accessibility (PDF/UA)."),
        DOCS: Text("Download het document als Word-bestand en maak daarvan de pdf in Word of LibreOffice.", "Download the document as a Word file and make the PDF from it in Word or LibreOffice."),
    },
    "pdf-title": {
        WORD: Text("Vul bij Bestand, Info, Eigenschappen de Titel in en maak de pdf opnieuw.", "Fill in Title under File, Info, Properties and make the PDF again."),
        LIBRE: Text("Vul bij Bestand, Eigenschappen, Beschrijving de Titel in en exporteer opnieuw met PDF/UA aan.", "Fill in Title under File, Properties, Description and export again with PDF/UA on."),
    },
    "pdf-language": {
        WORD: Text("Stel bij Controleren, Taal, Controletaal instellen de taal in en maak de pdf opnieuw.", "Set the language under Review, Language, Set Proofing Language and make the PDF again."),
        LIBRE: Text("Stel bij Extra, Taal, Voor alle tekst de taal in en exporteer opnieuw.", "Set the language under Tools, Language, For All Text and export again."),
    },
    "pdf-source": {
        WORD: Text("Herstel het in het Word-bestand en maak de pdf opnieuw met Bestand, Opslaan als, PDF.", "Mend it in the Word file and make the PDF again with File, Save As, PDF."),
        LIBRE: Text("Herstel het in het oorspronkelijke bestand en exporteer opnieuw met PDF/UA aan.", "Mend it in the original file and export again with PDF/UA on."),
    },
}  # fmt: skip
_KINDS = {
    "image-alt": ("image-alt", "image-alt-quality", "image-alt-length", "image-redundant-alt", "svg-img-alt",
                  "role-img-alt", "image-decorative", "word-art", "linked-image"),
    "headings": ("headings-order", "headings-missing", "heading-empty", "heading-fake", "heading-one-missing",
                 "fake-heading", "empty-section"),
    "list": ("list-fake", "fake-list", "listitem", "list"),
    "table": ("table-headers", "td-has-header", "table-header-empty", "table-header-only"),
    "merged": ("table-merged-cells", "sheet-merged-cells"),
    "link": ("link-text", "link-name", "link-same-text", "link-nowhere", "dead-internal-link"),
    "language": ("document-language", "html-has-lang", "passage-language", "language-of-parts"),
    "title": ("document-title", "document-title-quality"), "slide-title": ("slide-title", "slide-title-duplicate"),
    "reading-order": ("reading-order",), "contrast": ("color-contrast", "contrast", "color-contrast-enhanced"),
    "captions": ("media-captions", "media-captions-external", "video-alternative"),
    "frame": ("frame-title", "frame-title-quality", "frame-title-unique"),
    "spacing": ("blank-paragraphs", "paragraph-empty", "layout-by-tabs"), "comments": ("comments-left",),
    "changes": ("tracked-changes",),
    "pdf-tags": ("untagged-pdf", "pdf-content-tagging", "pdf-tags-mapping", "pdf-ua-mark", "pdf-structure",
                 "pdf-list-structure", "pdf-table-structure", "pdf-font-embedded", "pdf-bookmarks"),
    "pdf-title": ("pdf-title",),
    "pdf-source": ("pdf-figure-alt", "pdf-headings", "pdf-link", "pdf-table-headers", "pdf-form-field"),
}  # fmt: skip
_OF_PDF = {"document-language": "pdf-language", "document-title": "pdf-title", "contrast": "pdf-source",
           "image-alt": "pdf-source", "headings-missing": "pdf-tags", "table-headers": "pdf-source"}  # fmt: skip
_KIND_OF = {check: kind for kind, checks in _KINDS.items() for check in checks}
_TOOLS = {
    "docx": (WORD, LIBRE, DOCS), "doc": (WORD, LIBRE, DOCS), "wpd": (LIBRE, WORD), "rtf": (WORD, LIBRE, DOCS), "odt": (LIBRE, WORD, DOCS),
    "pptx": (POWERPOINT, LIBRE, SLIDES), "ppt": (POWERPOINT, LIBRE, SLIDES), "odp": (LIBRE, POWERPOINT, SLIDES),
    "xlsx": (EXCEL, LIBRE), "xls": (EXCEL, LIBRE), "ods": (LIBRE, EXCEL), "pdf": (WORD, POWERPOINT, LIBRE, DOCS),
    "html": (WIKIWIJS,), "xhtml": (WIKIWIJS,), "h5p": (H5P,), "epub": (),
}  # fmt: skip
"""The programs that most files of a format are made with, the likeliest first."""


def kind_of(format: str, part: str | None) -> str:
    """The format whose programs count: the file's own, or that of the part of a package by the end of its name."""
    suffix = (part or "").rsplit(".", 1)[-1].lower()
    return suffix if format not in _TOOLS and suffix in _TOOLS else format


def steps(check: str, format: str, own: Mapping[str, Text]) -> dict[str, Text]:
    """What to do, by program, the likeliest first; `own` are the steps that the check itself declares."""
    kind = (_OF_PDF.get(check) if format == "pdf" else None) or _KIND_OF.get(check, "")
    known = {**_STEPS.get(kind, {}), **own}
    return {tool: known[tool] for tool in _TOOLS.get(format, ()) if tool in known}


def all_steps(check: str, formats: frozenset[str], own: Mapping[str, Text]) -> dict[str, Text]:
    """What to do, by program, over all formats that a check looks at: for the catalogue."""
    found: dict[str, Text] = {}
    for format in _TOOLS if not formats else [f for f in _TOOLS if f in formats]:
        for tool, text in steps(check, format, own).items():
            found.setdefault(tool, text)
    return found
