"""A study or a policy about lessons is no lesson, and no subject of it is called sure."""

from models.about_teaching import speaks_about_teaching

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
