"""Keywords are terms that a teacher would search for: nouns and phrases, as they are written, each once."""

import pytest

from models import bundle
from models.keywords import Keyword, keywords
from models.lemmas import lemmas

LESSON = """In deze les leer je wat fotosynthese is. Planten maken met zonlicht glucose. De fotosynthese vindt plaats in
de bladgroenkorrels. In een bladgroenkorrel zit bladgroen. Leg uit waarom planten zonlicht nodig hebben. Maak
de opdrachten in je schrift en leer de begrippen. Complexe getallen zijn hier niet nodig. Voor complexe
getallen en hun moduli is er een andere les; complexe getallen komen later. Planten maken ook zuurstof; die
zuurstof ademen wij in."""


def found(text: str, language: str = "nl", **more: str) -> list[Keyword]:
    return keywords(text, bundle.load().vectorizer, language=language, title=more.get("title", ""))


def test_everyday_words_and_verbs_of_lessons_are_no_keywords() -> None:
    texts = [k.text.lower() for k in found(LESSON)]
    assert "fotosynthese" in texts
    assert "zuurstof" in texts
    assert not {"leer", "maken", "les", "opdrachten", "begrippen", "nodig", "komen", "schrift"} & set(texts)


def test_singular_and_plural_are_one_and_a_phrase_stands_for_its_words() -> None:
    texts = [k.text.lower() for k in found(LESSON)]
    assert sum("bladgroenkorrel" in t for t in texts) <= 1
    assert "complexe getallen" in texts
    assert "getallen" not in texts


def test_a_keyword_stands_where_it_says() -> None:
    stated = found(LESSON)
    assert len(stated) >= 3
    for k in stated:
        assert LESSON[k.start : k.end].lower()[:6] == k.text.lower()[:6]
        assert k.times == 1 or LESSON.lower().count(k.text.lower()[:6]) >= k.times
        assert 0 < k.score <= 1


def test_the_title_raises_its_words() -> None:
    plain = {k.text: k.score for k in found(LESSON)}
    titled = {k.text: (k.score, k.because) for k in found(LESSON, title="Zuurstof")}
    assert titled["zuurstof"][0] > plain["zuurstof"]
    assert "title" in titled["zuurstof"][1]


@pytest.mark.parametrize(
    "text", [r"\begin{eqnarray} \frac{1}{2} \cdot \sqrt{4} \end{eqnarray}", "$a = b$ en $c = d$", "!?abc" * 4000]
)
def test_formulas_and_data_hold_no_keywords(text: str) -> None:
    assert not found(text)


def test_other_languages_use_their_own_words() -> None:
    text = "The volcano erupts when magma rises. Magma under the volcano is hot. The volcano and its crater are high."
    texts = [k.text.lower() for k in found(text, "en")]
    assert texts[0] in ("volcano", "magma")
    assert not {"the", "when", "under"} & set(texts)


@pytest.mark.parametrize(
    ("word", "kind", "lemma"),
    [
        ("breuken", ("noun", "maybe"), "breuk"),
        ("cellen", ("noun", "maybe"), "cel"),
        ("betekent", ("verb",), "betekent"),
        ("digitale", ("adjective",), "digitale"),
        ("waarvoor", ("other",), "waarvoor"),
        ("opdrachten", ("other",), "opdrachten"),
    ],
)
def test_words_have_their_kind_and_dictionary_form(word: str, kind: tuple[str, ...], lemma: str) -> None:
    table = lemmas("nl")
    assert table.look_up(word)[0] in kind
    assert table.look_up(word)[1] == lemma


def test_spacy_does_not_take_torch_along() -> None:
    import subprocess
    import sys

    program = "import sys; from models.lemmas import spacy; spacy(); print('torch' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
