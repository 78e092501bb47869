"""A study or a policy about lessons is no lesson, and no subject of it is called sure."""

import models
from models.about_teaching import addresses_nobody, speaks_about_teaching
from schemas.document import Document, Heading, Location, Section
from schemas.material import Given

STUDY = """In dit onderzoek vroegen we docenten hoe zij leerlingen leren programmeren. Van de respondenten gaf de
helft onderwijs aan studenten. De docenten zagen dat leerlingen fouten maken die uit een misvatting komen. Het
onderwijs kan daar volgens de onderzoekers op inspelen: de leraar bespreekt de fout met de leerling. In een tweede
onderzoek kregen studenten uitleg van een docent, en leerlingen van een andere school niet. De onderzoekers vonden
een klein verschil tussen beide groepen leerlingen, dat met de didactiek van de leraren samenhing."""
LESSON = """Vandaag leer je hoe een herhaling werkt. Schrijf eerst op wat je programma moet doen. Maak daarna opdracht 1
en geef je variabelen een naam. Bereken wat er uitkomt als je de lus vijf keer draait. Noem een voorbeeld van een fout
die je kunt maken en leg uit hoe je die vindt. Vraag je docent om hulp als je er niet uitkomt. Klaar? Maak dan
opdracht 2 en vergelijk jouw antwoord met dat van een andere leerling."""


def test_a_study_speaks_about_teaching_and_a_lesson_does_not() -> None:
    assert speaks_about_teaching(STUDY)
    assert not speaks_about_teaching(LESSON)


def test_a_few_words_are_no_study() -> None:
    assert not speaks_about_teaching("Leerlingen en docenten in het onderwijs.")


ESSAY = """Het licht van de vroege ochtend valt over het dorp en over de kerk. De psalmen spreken van genade en van een
God die de mens nabij is. In het gebed vindt de gelovige rust, zoals de monnik in de stilte van het klooster. De
kerkvaders schreven dat geloof en verstand elkaar niet vijandig zijn. Zo wordt het feest van de opstanding gevierd in
vreugde, en de gemeente zingt. De evangelist vertelt van de vrouwen die het graf leeg vonden en van hun vrees. Wie dat
leest, hoort de oude woorden opnieuw, en het hart wordt stil bij het geheim van brood en wijn."""


def document(text: str, headings: tuple[str, ...] = ()) -> Document:
    return Document(
        source="tekst.txt", format="txt", sha256="0" * 64, bytes=len(text), text=text,
        sections=[Section(index=0, start=0, end=len(text))],
        headings=[Heading(level=1, text=h, location=Location()) for h in headings],
    )  # fmt: skip


def test_an_essay_speaks_to_nobody_and_its_subject_is_never_sure() -> None:
    assert addresses_nobody(document(ESSAY))
    assert not addresses_nobody(document(LESSON))
    assert not addresses_nobody(document(ESSAY, ("Bidden", "Vieren", "Zingen")))
    found = [s for s in models.classify(document(ESSAY), Given()) if s.field == "subject"]
    assert all(s.band != "sure" for s in found)
