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


def test_a_second_language_is_mentioned() -> None:
    dutch = "In deze les leer je hoe je in het Duits de weg vraagt aan iemand op straat. " * 30
    german = "Entschuldigung, wie komme ich am besten zum Bahnhof, bitte? Gehen Sie geradeaus. " * 30
    assert {*detect(dutch + german).mixed, detect(dutch + german).code} == {"nl", "de"}
