"""The language of a text is found the same way each time, and scraps, code and cousins of Dutch do not fool it."""

import pytest

from models.language import detect, prose

FRISIAN = (
    "Hjoed geane wy mei de klasse nei it museum. Wy binne der mei de bus hinne riden en hawwe in protte sjoen. "
    "De bern fûnen it tige moai en nei ôfrin hat elk in ferhaal skreaun oer wat hja sjoen hiene."
)
PAPIAMENTU = (
    "Awe nos ta siña tokante naturalesa den skol. E muchanan ta lesa un buki i ta skirbi kiko nan a mira. "
    "Mester papia ku bo kompañero i bo por hasi un pregunta na e maestro si bo no ta komprondé."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vandaag leer je hoe planten met zonlicht suiker maken en waarom dat voor ons belangrijk is.", "nl"),
        ("Today you will learn how plants use sunlight to make sugar and why that matters to us.", "en"),
        ("Heute lernst du, wie Pflanzen mit Sonnenlicht Zucker herstellen und warum das wichtig ist.", "de"),
        ("Сьогодні ти дізнаєшся, як рослини за допомогою сонячного світла створюють цукор.", "uk"),
        ("Lis le texte et réponds aux questions. Écris ta réponse dans ton cahier.", "fr"),
        ("Lee el texto y contesta las preguntas en tu cuaderno.", "es"),
        ("Metni oku ve soruları defterine yanıtla.", "tr"),
        ("اقرأ النص وأجب عن الأسئلة في دفترك.", "ar"),
        ("Ek woon op 'n plaas. Ons het koeie en baie hoenders. Wat eet die diere? Skryf dit neer in jou boek.", "af"),
        ("Wi gaot vandage met de klasse noar 't museum. Ik heb d'r völle ezeen en mien moe hef der ok west.", "nds"),
        ("Vandaag gaon veer mit de klas nao 't museum. Ich höb dao väöl gezeen en mien mam is ouch mitgegange.", "li"),
        ("Oefeningen niveau 2. Bereken de afgeleide. Los de vergelijking op.", "nl"),
        (FRISIAN, "fy"),
        (PAPIAMENTU, "pap"),
        ("Ik zie de boom. De boom is groot. Jan loopt naar de boom. Wat doet Jan? Jan eet een peer.", "nl"),
    ],
)
def test_languages_of_lessons(text: str, code: str) -> None:
    assert detect(text).code == code
    assert detect(text) == detect(text)


def test_a_scrap_says_nothing_but_what_was_declared() -> None:
    assert detect("3 + 4 = 7").code is None
    assert detect("Toets H3", declared="nl-NL").code == "nl"


def test_program_code_is_not_prose() -> None:
    code = "def area(r):\n    return 3.14 * r * r\nprint(area(2))\n"
    assert "return" not in prose(code)
    assert (
        detect(code + "In deze opdracht schrijf je een functie die de oppervlakte van een cirkel uitrekent.").code
        == "nl"
    )


def test_a_list_of_foreign_words_with_dutch_is_taught_in_dutch() -> None:
    words = (
        "heute = vandaag\nwer = wie\nwo = waar\nich muss = ik moet\ner kann nicht = hij kan niet\nund = en\nwir = wij\n"
    )
    assert detect(words).code == "nl"


def test_comments_in_code_tell_its_language() -> None:
    code = "int a = 4; // zet de lamp uit als het licht is\nvoid loop() { // doe dit steeds opnieuw\n}\n"
    assert "zet de lamp uit" in prose(code)
    assert detect(code).code == "nl"


def test_program_code_alone_has_no_language() -> None:
    assert detect("x = f(2);\ny = g(x);\nfor (i = 0; i < 4; i++) { z[i] = x; }\n").code is None


def test_a_second_language_is_mentioned() -> None:
    dutch = "In deze les leer je hoe je in het Duits de weg vraagt aan iemand op straat. " * 30
    german = "Entschuldigung, wie komme ich am besten zum Bahnhof, bitte? Gehen Sie geradeaus. " * 30
    assert {*detect(dutch + german).mixed, detect(dutch + german).code} == {"nl", "de"}
