"""A licence is suggested only when the material claims it for itself, and in the words that people use for it."""

import pytest

from models.licences import stated


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Deze les valt onder CC BY-SA 4.0.", "cc-by-sa-40"),
        ("Licentie: CC-BY-NC 3.0 NL", "cc-by-nc-30"),
        ("CC BY NC ND", "cc-by-nc-nd-40"),
        ("Creative Commons Naamsvermelding-NietCommercieel-GelijkDelen 4.0 Internationaal", "cc-by-nc-sa-40"),
        ("Dit werk valt onder een Creative Commons Naamsvermelding-licentie", "cc-by-40"),
        ("Attribution-NonCommercial-NoDerivatives 4.0 International", "cc-by-nc-nd-40"),
        ("Beschikbaar onder https://creativecommons.org/licenses/by/4.0/deed.nl", "cc-by-40"),
        ("Dit lesmateriaal is vrij van auteursrecht", "pdm-10"),
        ("Afbeeldingen: pixabay (CC0). Deze module is gelicenseerd onder CC BY-SA.", "cc-by-sa-40"),
        ("Niets uit deze uitgave mag worden verveelvoudigd", "yes"),
        ("Alle rechten voorbehouden.\nFoto: P. de Wit, CC BY 4.0", "yes"),
    ],
)
def test_what_the_material_claims(text: str, code: str) -> None:
    found = stated(text)
    assert found is not None
    assert found.code == code
    assert text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "Foto: Jan de Vries, CC BY-SA 3.0, via Wikimedia Commons",
        "Met CC BY mag je delen, met CC BY-ND niet bewerken, met CC0 alles en met CC BY-NC niet verkopen.",
        "This project is licensed under the MIT License",
        "https://creativecommons.org/licenses/by-sa/2.5/nl/",
    ],
)
def test_a_mention_that_is_no_claim_is_explained(text: str) -> None:
    found = stated(text)
    assert found is not None
    assert found.code is None
    assert found.reason


@pytest.mark.parametrize(
    "text",
    [
        "De cc van deze mail",
        "cc: ouders",
        "Stuur een cc by mail",
        "tien cc water",
        "Naamsvermelding is netjes bij citaten",
        "",
    ],
)
def test_other_words_are_no_licence(text: str) -> None:
    assert stated(text) is None
