"""Why a finding matters to a reader, by the success criterion it is about."""

from checks.rule import Text

_WHY = {
    "1.1.1": Text("Wie niet ziet, hoort van een beeld alleen de tekst die erbij staat.", "People who cannot see hear of a picture only the text that goes with it."),
    "1.2.1": Text("Wie niet hoort of niet ziet, mist dit geheel zonder tekst.", "People who cannot hear or see miss all of this without a text."),
    "1.2.2": Text("Dove en slechthorende leerlingen, en klassen zonder geluid, volgen een video met ondertiteling.", "Deaf and hard of hearing pupils, and classrooms without sound, follow a video by its captions."),
    "1.2.3": Text("Wie niet ziet, mist wat alleen in beeld komt.", "People who cannot see miss what is only shown."),
    "1.2.5": Text("Wie niet ziet, mist wat alleen in beeld komt.", "People who cannot see miss what is only shown."),
    "1.2.8": Text("Wie niet ziet en niet hoort, leest een uitgeschreven tekst.", "People who can neither see nor hear read a transcript."),
    "1.3.1": Text("Voorleessoftware vertelt de opbouw door zoals die is vastgelegd, niet zoals zij eruitziet.", "Reading software passes on the structure as it is recorded, not as it looks."),
    "1.3.2": Text("Voorgelezen komt de tekst in de volgorde waarin hij is opgeslagen.", "Read aloud, the text comes in the order in which it is stored."),
    "1.3.3": Text("Wie de bladzijde niet ziet, kan niets met plaats, vorm of kleur.", "People who do not see the page can do nothing with position, shape or colour."),
    "1.3.4": Text("Wie het scherm niet kan draaien, zoals op een rolstoel, kan er niet bij.", "People who cannot turn the screen, such as on a wheelchair, cannot use it."),
    "1.3.5": Text("Hulpmiddelen vullen bekende gegevens zelf in, wat veel typen scheelt.", "Assistive technology fills in known data by itself, which saves much typing."),
    "1.4.1": Text("Eén op de twaalf jongens ziet kleuren anders.", "One in twelve boys sees colours differently."),
    "1.4.2": Text("Geluid dat vanzelf speelt, overstemt de voorleessoftware.", "Sound that plays by itself drowns out reading software."),
    "1.4.3": Text("Slechtzienden, en iedereen bij een bleke beamer, kunnen dit moeilijk lezen.", "People with low vision, and everybody before a pale projector, find this hard to read."),
    "1.4.4": Text("Wie slecht ziet, vergroot de tekst.", "People with low vision enlarge the text."),
    "1.4.5": Text("Tekst in een afbeelding kan niet worden vergroot, voorgelezen of vertaald.", "Text in an image cannot be enlarged, read out or translated."),
    "1.4.6": Text("Ruim contrast helpt wie slecht ziet of snel moe wordt.", "Ample contrast helps people who see badly or tire soon."),
    "1.4.8": Text("Rustige tekst leest makkelijker, ook bij dyslexie.", "Calm text reads more easily, with dyslexia too."),
    "1.4.10": Text("Wie vergroot of op een telefoon leest, moet anders bij elke regel heen en weer schuiven.", "People who zoom in or read on a phone have to scroll to and fro at every line."),
    "1.4.12": Text("Lezers met dyslexie zetten letters en regels vaak ruimer.", "Readers with dyslexia often widen letters and lines."),
    "1.4.13": Text("Wat alleen bij de muis verschijnt, bestaat niet voor wie geen muis gebruikt.", "What appears only with a mouse does not exist for people who use none."),
    "2.1.1": Text("Wie geen muis kan gebruiken, werkt met het toetsenbord of een schakelaar.", "People who cannot use a mouse work with the keyboard or a switch."),
    "2.1.2": Text("Wie met het toetsenbord werkt, komt hier niet meer weg.", "People who work with the keyboard cannot get away from here."),
    "2.1.4": Text("Wie met de stem typt, roept zo per ongeluk iets op.", "People who type by voice trigger this by accident."),
    "2.2.1": Text("Niet iedereen leest even snel.", "Not everybody reads at the same speed."),
    "2.2.2": Text("Beweging leidt af; sommige leerlingen kunnen dan niet lezen.", "Movement distracts; some pupils cannot read beside it."),
    "2.4.1": Text("Wie luistert of met toetsen werkt, moet anders telkens langs alles wat zich herhaalt.", "People who listen or use keys have to pass all that repeats, every time."),
    "2.4.2": Text("De titel is het eerste dat wordt voorgelezen, en staat in het tabblad en in zoekresultaten.", "The title is the first thing read out, and stands in the tab and in search results."),
    "2.4.3": Text("De focus moet de volgorde van de pagina volgen, anders raakt men de weg kwijt.", "The focus must follow the order of the page, or one loses the way."),
    "2.4.5": Text("In een lang stuk zoekt een lezer op titel, inhoud of bladzijde.", "In a long text a reader looks by title, contents or page."),
    "2.4.4": Text("Voorleessoftware geeft een lijst van alle links; daarin staat de linktekst alleen.", "Reading software lists all links; there the link text stands alone."),
    "2.4.6": Text("Met koppen en labels vindt een lezer snel wat hij zoekt.", "With headings and labels a reader soon finds what is wanted."),
    "2.4.7": Text("Zonder zichtbare focus weet een toetsenbordgebruiker niet waar hij is.", "Without visible focus a keyboard user does not know where they are."),
    "2.4.9": Text("In een lijst van links staat de linktekst alleen.", "In a list of links the link text stands alone."),
    "2.5.3": Text("Wie met de stem bedient, zegt wat er op de knop staat.", "People who operate by voice say what is on the button."),
    "2.5.4": Text("Niet iedereen kan het apparaat bewegen.", "Not everybody can move the device."),
    "2.5.8": Text("Kleine vlakken zijn moeilijk te raken met een trillende hand of op een telefoon.", "Small targets are hard to hit with a trembling hand or on a phone."),
    "3.1.1": Text("Zonder de goede taal leest voorleessoftware met de verkeerde uitspraak.", "Without the right language reading software uses the wrong pronunciation."),
    "3.1.2": Text("Zonder de goede taal leest voorleessoftware dit stuk met de verkeerde uitspraak.", "Without the right language reading software reads this part with the wrong pronunciation."),
    "3.1.4": Text("Wie de afkorting niet kent, loopt vast.", "People who do not know the abbreviation get stuck."),
    "3.1.5": Text("Zwakke lezers haken af bij lange zinnen en moeilijke woorden.", "Weak readers give up at long sentences and hard words."),
    "3.2.2": Text("Wie met toetsen door de keuzes loopt, is ineens ergens anders.", "People who go through the choices by keyboard are suddenly somewhere else."),
    "3.2.5": Text("Onverwachte vensters en bestanden brengen lezers in de war.", "Unexpected windows and files confuse readers."),
    "3.3.1": Text("Wie de fout niet herkent, komt niet verder.", "People who do not recognise the error cannot go on."),
    "3.3.2": Text("Zonder label weet een leerling niet wat hij moet invullen.", "Without a label a pupil does not know what to fill in."),
    "4.1.2": Text("Hulpmiddelen vertellen alleen door wat de code zegt.", "Assistive technology passes on only what the code says."),
}  # fmt: skip


def why(standard: list[str] | tuple[str, ...]) -> Text | None:
    """The reason that goes with the first criterion of WCAG in `standard`; None when it names none."""
    for clause in standard:
        if clause.startswith("WCAG") and (found := _WHY.get(clause.split()[-1])):
            return found
    return None
