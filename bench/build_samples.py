"""Makes the sample materials in binary formats: `python bench/build_samples.py`. The pages need Debian's Chromium."""

import io
import tempfile
from pathlib import Path

import docx
import pikepdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import sync_playwright
from pptx import Presentation
from pptx.util import Inches

HERE = Path(__file__).parent.parent / "samples"


def picture(label: str, size: tuple[int, int] = (640, 360)) -> io.BytesIO:
    """A plain drawing with a caption: enough for a picture that has, or lacks, a description."""
    image = Image.new("RGB", size, "#f4efe6")
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 60, size[0] // 2, size[1] - 60), fill="#3d7a5c")
    draw.rectangle((size[0] // 2 + 30, 90, size[0] - 60, size[1] - 90), fill="#d9903d")
    draw.text((70, 20), label, fill="#222", font=ImageFont.load_default(26))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def set_language(document: "docx.document.Document", code: str) -> None:
    """python-docx's template says American English; both its default and the Normal style must change."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), code)
    style = document.styles["Normal"].element.get_or_add_rPr()
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), code)
    style.append(lang)


def fractions() -> None:
    """A worksheet as it should be: title, language, headings, a described picture, a table with a header row."""
    d = docx.Document()
    d.core_properties.title = "Breuken eerlijk verdelen"
    d.core_properties.author = "Werkgroep rekenen"
    d.core_properties.language = "nl-NL"
    set_language(d, "nl-NL")
    d.add_heading("Breuken eerlijk verdelen", 0)
    d.add_paragraph("Rekenen, groep 6. Tijd: ongeveer 50 minuten. Nodig: kleurpotloden en vier papieren cirkels.")
    d.add_heading("Dit leer je", 1)
    for line in (
        "Je verdeelt een hele in gelijke stukken en schrijft het deel als breuk.",
        "Je weet wat teller en noemer betekenen.",
        "Je vergelijkt stambreuken: wat is meer, een derde of een vierde?",
    ):
        d.add_paragraph(line, style="List Bullet")
    d.add_heading("Samen beginnen", 1)
    d.add_paragraph(
        "Vier vrienden delen één pizza. Iedereen krijgt evenveel. Hoe groot is elk stuk? Vouw een papieren cirkel "
        "doormidden en nog eens doormidden. Je hebt nu vier gelijke stukken. Eén stuk is een kwart, dat schrijf je "
        "als 1/4. De noemer 4 vertelt in hoeveel gelijke stukken de pizza is verdeeld, de teller 1 hoeveel stukken "
        "je hebt."
    )
    shape = d.add_picture(picture("pizza in vier stukken"), width=docx.shared.Cm(9))
    shape._inline.docPr.set("descr", "Een pizza die in vier gelijke stukken is verdeeld; één stuk is ingekleurd.")
    d.add_heading("Aan de slag", 1)
    d.add_paragraph("Vul de tabel in. Kleur eerst het deel in je papieren cirkel.")
    table = d.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("Verdeeld over", "Breuk", "Kommagetal"), strict=True):
        cell.text = text
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))
    for row in (("2 kinderen", "1/2", "0,5"), ("4 kinderen", "1/4", "…"), ("5 kinderen", "…", "0,2")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    d.add_paragraph("Opgave 2. Wat is meer: 1/3 of 1/4 van dezelfde reep chocola? Leg uit met een tekening.")
    d.add_paragraph("Opgave 3. Zet op de getallenlijn tussen 0 en 1: 1/2, 1/4, 3/4 en 1/5.")
    d.add_heading("Terugkijken", 1)
    d.add_paragraph("Vertel aan je maatje waarom een achtste kleiner is dan een zesde.")
    d.add_paragraph("Licentie: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/")
    d.save(HERE / "rekenen-breuken-groep-6.docx")


def market() -> None:
    """Faults on purpose: headings that are only bold, a table without header row, no title, empty lines as space."""
    d = docx.Document()
    set_language(d, "nl-NL")

    def fake_heading(text: str) -> None:
        d.add_paragraph().add_run(text).bold = True

    fake_heading("Vraag en aanbod op de markt")
    d.add_paragraph("Economie, vmbo-kb, leerjaar 3. Hoofdstuk 2: de prijs van een scooter.")
    d.add_paragraph("")
    d.add_paragraph("")
    fake_heading("Wat is vraag?")
    d.add_paragraph(
        "De vraag is hoeveel mensen van een product willen kopen bij een bepaalde prijs. Wordt een tweedehands scooter "
        "goedkoper, dan willen meer jongeren er een kopen: de gevraagde hoeveelheid stijgt. Wordt de benzine duurder, "
        "dan daalt de vraag naar scooters, ook al verandert de prijs van de scooter zelf niet."
    )
    fake_heading("Wat is aanbod?")
    d.add_paragraph(
        "Het aanbod is hoeveel producenten en winkels bij een bepaalde prijs willen verkopen. Bij een hoge prijs is de "
        "winst groter, dus bieden meer winkels scooters aan. Waar vraag en aanbod gelijk zijn, ontstaat de "
        "evenwichtsprijs. Is de prijs hoger, dan is er een overschot; is de prijs lager, dan is er een tekort."
    )
    fake_heading("Gegevens")
    table = d.add_table(rows=0, cols=3, style="Table Grid")
    for row in (
        ("prijs", "gevraagd", "aangeboden"),
        ("€ 600", "90", "30"),
        ("€ 800", "60", "60"),
        ("€ 1000", "30", "90"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    d.add_picture(picture("grafiek"), width=docx.shared.Cm(8))
    fake_heading("Opdrachten")
    d.add_paragraph("1. Teken de vraaglijn en de aanbodlijn in één assenstelsel.")
    d.add_paragraph("2. Lees de evenwichtsprijs af. Hoe groot is de omzet bij die prijs?")
    d.add_paragraph("3. De gemeente geeft subsidie op elektrische scooters. Welke lijn verschuift? Leg uit.")
    d.save(HERE / "economie-vraag-en-aanbod-vmbo-kb-3.docx")


def shopping() -> None:
    """For special education: short sentences, one step at a time."""
    d = docx.Document()
    d.core_properties.title = "Betalen in de winkel"
    set_language(d, "nl-NL")
    d.add_heading("Betalen in de winkel", 1)
    d.add_paragraph("Voor het speciaal onderwijs (so). Rekenen met geld.")
    d.add_heading("Kijk", 2)
    d.add_paragraph("Dit is een munt van 2 euro. Dit is een briefje van 5 euro. Je betaalt aan de kassa.")
    shape = d.add_picture(picture("munten en een briefje"), width=docx.shared.Cm(8))
    shape._inline.docPr.set("descr", "Een munt van twee euro naast een briefje van vijf euro.")
    d.add_heading("Doe", 2)
    for line in (
        "Pak het boodschappenlijstje.",
        "Zoek het brood. Kijk naar de prijs: 2 euro.",
        "Zoek de melk. Kijk naar de prijs: 1 euro.",
        "Tel samen: 2 euro en 1 euro is 3 euro.",
        "Betaal gepast, of geef een briefje van 5 euro. Hoeveel wisselgeld krijg je terug?",
    ):
        d.add_paragraph(line, style="List Number")
    d.add_heading("Klaar", 2)
    d.add_paragraph("Zeg dank je wel. Neem de bon mee.")
    d.save(HERE / "so-rekenen-betalen-in-de-winkel.docx")


def photosynthesis() -> None:
    """Faults on purpose: a slide without title, a picture without description."""
    p = Presentation()
    p.core_properties.title = "Fotosynthese"
    p.core_properties.language = "nl-NL"
    slide = p.slides.add_slide(p.slide_layouts[0])
    slide.shapes.title.text = "Fotosynthese en verbranding"
    slide.placeholders[1].text = "Biologie, havo 4"
    for title, lines in (
        (
            "Wat heeft een plant nodig?",
            (
                "Koolstofdioxide uit de lucht, opgenomen door de huidmondjes",
                "Water uit de bodem, opgenomen door de wortelharen",
                "Licht, opgevangen door chlorofyl in de bladgroenkorrels",
            ),
        ),
        (
            "De reactievergelijking",
            (
                "6 CO2 + 6 H2O + lichtenergie → C6H12O6 + 6 O2",
                "Glucose is een energierijke organische stof: assimilatie",
                "Zuurstof verlaat het blad door de huidmondjes",
            ),
        ),
        (
            "Verbranding in de mitochondriën",
            (
                "Glucose en zuurstof worden koolstofdioxide en water",
                "De vrijgekomen energie wordt vastgelegd in ATP",
                "Planten verbranden dag en nacht, ook zonder licht",
            ),
        ),
        (
            "Proef: beperkende factor",
            (
                "Tel de gasbelletjes van waterpest bij verschillende lichtsterktes",
                "Zet de resultaten in een diagram",
                "Vanaf welk punt helpt meer licht niet meer? Welke factor beperkt dan?",
            ),
        ),
    ):
        slide = p.slides.add_slide(p.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        frame.text = lines[0]
        for line in lines[1:]:
            frame.add_paragraph().text = line
    slide.notes_slide.notes_text_frame.text = "Laat leerlingen eerst voorspellen en pas daarna meten."
    blank = p.slides.add_slide(p.slide_layouts[6])
    shape = blank.shapes.add_picture(picture("doorsnede van een blad"), Inches(1), Inches(1), width=Inches(7))
    shape._element.nvPicPr.cNvPr.attrib.pop("descr", None)
    p.save(HERE / "biologie-fotosynthese-havo-4.pptx")


COLD_WAR = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>De Koude Oorlog in vijf bronnen</title>
<style>body{font:12pt/1.5 serif;margin:2cm}h2{margin-top:1.2em}</style></head><body>
<h1>De Koude Oorlog in vijf bronnen</h1>
<p>Geschiedenis, vwo 5. Oefenen met bronnen voor het schoolexamen: de wereld tussen 1945 en 1991.</p>
<h2>Leerdoelen</h2><ul><li>Je legt uit hoe de blokvorming in Europa na 1945 ontstond.</li>
<li>Je beoordeelt de bruikbaarheid en de representativiteit van een bron.</li></ul>
<h2>Van bondgenoten naar tegenstanders</h2>
<p>In de oorlog vochten de Verenigde Staten en de Sovjet-Unie samen tegen nazi-Duitsland. Na de conferenties van Jalta
en Potsdam groeide het wantrouwen. De Sovjet-Unie wilde een veiligheidsgordel van bevriende staten, de Verenigde Staten
wilden het communisme indammen: de containmentpolitiek. Met het Marshallplan steunden de Amerikanen de wederopbouw
van West-Europa. Stalin zag daarin een poging om zijn invloed terug te dringen.</p>
<h2>Berlijn als brandpunt</h2>
<p>Duitsland en Berlijn waren verdeeld in bezettingszones. In 1948 sloot de Sovjet-Unie de wegen naar West-Berlijn af;
de blokkade werd met een luchtbrug gebroken. In 1961 liet de DDR de Berlijnse Muur bouwen om de uittocht van burgers
te stoppen. De val van de Muur op 9 november 1989 werd het beeld van het einde van de Koude Oorlog.</p>
<h2>Wapenwedloop en ontspanning</h2>
<p>Beide grootmachten beschikten over kernwapens. De Cubacrisis van 1962 bracht de wereld aan de rand van een
kernoorlog.
Daarna volgde een periode van detente met verdragen over wapenbeheersing. Onder Gorbatsjov leidden glasnost en
perestrojka tot hervormingen die de ondergang van de Sovjet-Unie niet konden voorkomen.</p>
<h2>Opdrachten bij de bronnen</h2><ol><li>Een spotprent uit 1947 toont Europa als patiënt. Welke visie op het
Marshallplan herken je? Gebruik een element uit de prent.</li><li>Leg uit waarom een toespraak van Truman bruikbaar is
voor een onderzoek naar containment, maar niet representatief voor de Europese opinie.</li><li>Zet in de juiste
volgorde: NAVO, Warschaupact, Praagse Lente, Cubacrisis, val van de Muur.</li></ol>
<p>Dit materiaal is beschikbaar onder een Creative Commons Naamsvermelding-GelijkDelen 4.0 licentie (CC BY-SA 4.0).</p>
</body></html>"""


def cold_war() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "page.html"
        page_file.write_text(COLD_WAR)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(page_file.as_uri())
        page.pdf(path=HERE / "geschiedenis-koude-oorlog-vwo-5.pdf", format="A4", tagged=True, outline=True)
        browser.close()


def scan() -> None:
    """A worksheet that was photographed: pages without any text a computer can read."""
    pages = []
    for number, lines in enumerate(
        (
            ("Natuurkunde - krachten (vmbo 3)", "F = m x a", "1. Teken de zwaartekracht op de kist."),
            ("2. Een fietser van 70 kg remt.", "Bereken de remkracht.", "3. Meet met de veerunster."),
        )
    ):
        image = Image.new("L", (1240, 1754), 245)
        draw = ImageDraw.Draw(image)
        for i, line in enumerate(lines):
            draw.text((120, 180 + 160 * i), line, fill=40, font=ImageFont.load_default(52))
        draw.rectangle((200, 900, 700, 1300), outline=40, width=6)
        pages.append(image.rotate(0.7 if number else -0.5, fillcolor=245))
    target = HERE / "natuurkunde-krachten-scan.pdf"
    pages[0].save(target, save_all=True, append_images=pages[1:], resolution=150, quality=40)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        pdf.save(target, deterministic_id=True)


if __name__ == "__main__":
    fractions()
    market()
    shopping()
    photosynthesis()
    cold_war()
    scan()
