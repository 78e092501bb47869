"""Materials that are like another are recognised, told with how alike they are, and never held back."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from docx import Document as Word
from PIL import Image, ImageDraw

import documents
from config.settings import Settings
from documents.fingerprint import common_pictures, fingerprint, likeness
from documents.pictures import look
from schemas.document import Document
from schemas.material import Given
from store import duplicates, materials
from store.database import session
from store.tables import Job, Material

PARAGRAPHS = [
    "De waterkringloop begint bij de zon, die het water in zeeën, meren en rivieren verwarmt.",
    "Een deel van dat water verdampt en stijgt als onzichtbare waterdamp op naar hogere luchtlagen.",
    "Daar is het kouder, zodat de waterdamp verandert in kleine druppels die samen een wolk vormen.",
    "Botsen de druppels tegen elkaar, dan worden ze groter en zwaarder, tot ze als regen vallen.",
    "In de winter valt er sneeuw of hagel, omdat het hoog in de lucht dan vriest.",
    "Het regenwater stroomt via beken en rivieren terug naar zee, of het zakt weg in de bodem.",
    "Planten nemen grondwater op met hun wortels en geven het door hun bladeren weer af aan de lucht.",
    "Zo gaat het water steeds rond, en daarom noemen we dit een kringloop.",
]
OTHER = [
    "Een breuk bestaat uit een teller en een noemer, gescheiden door een streep.",
    "De noemer zegt in hoeveel gelijke stukken het geheel is verdeeld, de teller hoeveel stukken je neemt.",
    "Breuken met dezelfde noemer vergelijk je door alleen naar de tellers te kijken.",
]


def word(paragraphs: list[str]) -> bytes:
    made, out = Word(), io.BytesIO()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.save(out)
    return out.getvalue()


def web(paragraphs: list[str]) -> bytes:
    return ("<html lang='nl'><body>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</body></html>").encode()


def read(folder: Path, name: str, content: bytes) -> Document:
    path = folder / name
    path.write_bytes(content)
    return documents.read_here(path, name=name)


def taken_in(settings: Settings, document: Document) -> str:
    """The id of a material with this content, as submission and enrichment leave it."""
    with session(settings) as db:
        material, job = materials.submit(
            db,
            platform_id=materials.platform_named(db, "Lessenbank").id,
            source=document.source,
            given=Given(),
            blob_key=f"up/{document.source}",
            sha256=document.sha256,
        )
        assert isinstance(job, Job)
        duplicates.remember(db, material.id, fingerprint(document))
        return material.id


def alike(settings: Settings, id: str) -> list[tuple[str, str]]:
    with session(settings) as db:
        material = db.get(Material, id)
        assert material is not None
        return [(found.material.source, found.kind) for found in duplicates.of(db, material)]


def test_the_same_file_is_told_at_submission(settings: Settings, tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", web(PARAGRAPHS))
    first = taken_in(settings, document)
    with session(settings) as db:
        owner = materials.platform_named(db, "Wikiplein").id
        again, job = materials.submit(
            db, platform_id=owner, source="kopie.html", given=Given(), blob_key="k", sha256=document.sha256
        )
        second, state = again.id, job.state
    assert state == "queued"
    assert alike(settings, second) == [("a.html", "file")]
    assert alike(settings, first) == [("kopie.html", "file")]
    with session(settings) as db:
        material = db.get(Material, first)
        assert material is not None
        assert duplicates.of(db, material, material.platform_id) == []


def test_a_text_saved_in_another_format_is_the_same_text(settings: Settings, tmp_path: Path) -> None:
    first = taken_in(settings, read(tmp_path, "water.docx", word(PARAGRAPHS)))
    second = taken_in(settings, read(tmp_path, "water.html", web(PARAGRAPHS)))
    assert alike(settings, second) == [("water.docx", "text")]
    assert alike(settings, first) == [("water.html", "text")]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param([*PARAGRAPHS, "Maak nu de vragen bij deze les."], id="a line added"),
        pytest.param(PARAGRAPHS[:-1], id="a paragraph left out"),
        pytest.param([PARAGRAPHS[0].replace("zon", "hete zon"), *PARAGRAPHS[1:]], id="a word changed"),
        pytest.param(PARAGRAPHS[::-1], id="another order"),
    ],
)
def test_a_text_with_small_changes_is_nearly_the_same(settings: Settings, tmp_path: Path, changed: list[str]) -> None:
    taken_in(settings, read(tmp_path, "water.html", web(PARAGRAPHS)))
    second = taken_in(settings, read(tmp_path, "anders.html", web(changed)))
    assert alike(settings, second) == [("water.html", "near")]


def test_texts_about_other_things_and_very_short_ones_are_not_alike(settings: Settings, tmp_path: Path) -> None:
    taken_in(settings, read(tmp_path, "water.html", web(PARAGRAPHS)))
    taken_in(settings, read(tmp_path, "kort.txt", b"Maak de som."))
    assert alike(settings, taken_in(settings, read(tmp_path, "breuken.html", web(OTHER * 3)))) == []
    assert alike(settings, taken_in(settings, read(tmp_path, "kort2.txt", b"Maak de som!"))) == []


def test_a_translation_with_the_same_pictures_is_told_by_its_pictures(settings: Settings, tmp_path: Path) -> None:
    def package(name: str, text: str) -> Document:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("les.md", text)
            for n in range(4):
                archive.writestr(f"plaat{n}.png", b"\x89PNG" + bytes([n]) * 900)
        return documents.read_here(path, name=name)

    taken_in(settings, package("nl.zip", "# Water\n\n" + " ".join(PARAGRAPHS)))
    english = "# Water\n\n" + "The sun warms the sea and water rises as vapour until clouds form and rain falls. " * 2
    assert alike(settings, taken_in(settings, package("en.zip", english))) == [("nl.zip", "pictures")]


def drawing(seed: int, size: int = 400) -> Image.Image:
    """A white sheet with a few filled boxes, at the same places in any size."""
    chance = random.Random(seed)
    made = Image.new("RGB", (size, size), "white")
    pen = ImageDraw.Draw(made)
    for _ in range(9):
        left, top = chance.random() * 0.8, chance.random() * 0.8
        box = [
            round(size * v) for v in (left, top, left + 0.1 + chance.random() * 0.2, top + 0.1 + chance.random() * 0.2)
        ]
        pen.rectangle(box, fill=tuple(chance.randrange(220) for _ in range(3)))
    return made


def saved(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def test_pictures_saved_smaller_and_in_another_format_are_the_same_pictures(settings: Settings, tmp_path: Path) -> None:
    def package(name: str, text: str, pictures: dict[str, bytes]) -> Document:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("les.md", text)
            for member, content in pictures.items():
                archive.writestr(member, content)
        return documents.read_here(path, name=name)

    large = {f"plaat{n}.png": saved(drawing(n), "PNG") for n in range(4)}
    small = {f"foto{n}.jpg": saved(drawing(n, 230), "JPEG") for n in range(4)}
    other = {f"plaat{n}.png": saved(drawing(n + 50), "PNG") for n in range(4)}
    taken_in(settings, package("nl.zip", " ".join(PARAGRAPHS), large))
    assert alike(settings, taken_in(settings, package("ander.zip", " ".join(OTHER * 2), other))) == []
    english = "The sun warms the sea and water rises as vapour until clouds form and rain falls. " * 2
    assert alike(settings, taken_in(settings, package("en.zip", english, small))) == [("nl.zip", "pictures")]


def test_a_picture_with_next_to_nothing_on_it_has_no_look() -> None:
    assert look(saved(Image.new("RGB", (300, 300), "white"), "PNG")) is None
    assert look(b"\x89PNG\r\n\x1a\n" + bytes(500)) is None
    looks = {look(saved(drawing(n), "PNG")) for n in range(20)}
    assert len(looks) == 20
    assert None not in looks


def test_a_picture_counts_once_however_often_it_comes_back() -> None:
    one, near, far = "a" * 64 + ":00000000000000ff", "b" * 64 + ":00000000000000fe", "c" * 64 + ":ffffffffffffff00"
    assert common_pictures([one], [near, near]) == 1
    assert common_pictures([one, one], [near, far]) == 1
    assert common_pictures(["a" * 64], [one]) == 1


def test_remembering_again_doubles_nothing(settings: Settings, tmp_path: Path) -> None:
    document = read(tmp_path, "water.html", web(PARAGRAPHS))
    first = taken_in(settings, document)
    second = taken_in(settings, read(tmp_path, "water.docx", word(PARAGRAPHS)))
    for id in (first, second, first):
        with session(settings) as db:
            duplicates.remember(db, id, fingerprint(document))
    assert alike(settings, first) == [("water.docx", "text")]


def test_likeness_estimates_the_share_in_common(tmp_path: Path) -> None:
    words = [f"woord{n}" for n in range(400)]
    one = fingerprint(read(tmp_path, "a.txt", " ".join(words).encode())).sketch
    half = fingerprint(
        read(tmp_path, "b.txt", " ".join(words[:300] + [f"ander{n}" for n in range(100)]).encode())
    ).sketch
    assert one is not None
    assert half is not None
    # 297 of the 497 runs of four words are in both texts.
    assert likeness(one, half) == pytest.approx(297 / 497, abs=0.12)
