"""Courses, quizzes and backups: structure, texts, questions and what is missing, as their makers meant them."""

from collections.abc import Callable
from pathlib import Path

import package_makers as makers
import pytest
from bad_inputs import pages
from document_makers import assert_exact, assert_parts, tree

import documents
from config.settings import Settings
from schemas.document import Document


@pytest.fixture
def read(make: Callable[..., Path], settings: Settings) -> Callable[[str, bytes | str], Document]:
    def run(name: str, content: bytes | str) -> Document:
        document = documents.read_here(make(name, content), name=name, settings=settings)
        assert_exact(document)
        assert_parts(document)
        return document

    return run


@pytest.mark.parametrize("minor", [1, 2, 3])
def test_a_common_cartridge_keeps_its_lessons(read: Callable[..., Document], minor: int) -> None:
    document = read("water.imscc", makers.zipped(makers.cartridge(minor, pages(2))))
    assert (document.format, document.title, document.language) == ("imscc", "De waterkringloop", "nl")
    assert tree(document) == [
        (0, "Les 1: verdamping", "chapter"),
        (1, "Waar blijft de plas?", "html"),
        (1, "Praat mee", "topic"),
        (0, "Les 2: neerslag", "chapter"),
        (1, "Regen en sneeuw", "html"),
        (1, "Het weer van vandaag", "weblink"),
        (1, "Toets", "qti"),
        (1, "Werkblad", "pdf"),
        (0, "Niet in de inhoudsopgave", "chapter"),
        (1, "Bronnen", "html"),
    ]
    assert "https://creativecommons.org/licenses/by/4.0/" in document.license_urls
    page = document.parts[1]
    assert ("educational.intendedenduserrole", "learner") in [(m.name, m.value) for m in page.metadata]
    assert [i.alt for i in document.images] == ["Een wolk boven zee"]
    assert ("https://www.example.org/weer", None) in [(link.href, link.resolved) for link in document.links]


def test_a_cartridge_names_what_its_manifest_promises_in_vain(read: Callable[..., Document]) -> None:
    document = read("water.imscc", makers.zipped(makers.cartridge()))
    told = {p.code: p.message for p in document.problems}
    assert "“Oude les” verwijst naar r9" in told["manifest-reference"]
    assert "werkblad.pdf (“Werkblad”), maar dat bestand zit er niet in" in told["part-missing"]
    assert [link.resolved for link in document.links if link.href == "weg.html"] == [False]


def test_a_page_in_a_pdf_of_a_course_is_found_by_file_and_number(read: Callable[..., Document]) -> None:
    document = read("water.imscc", makers.zipped(makers.cartridge(3, pages(2))))
    at = document.text.rindex("Breuken gelijknamig")
    place = document.locate(at, at + 7)
    assert (place.part, place.page) == ("werkblad.pdf", 2)


def test_a_quiz_shows_questions_right_answers_and_feedback(read: Callable[..., Document]) -> None:
    text = read("toets.xml", makers.QUIZ).text
    assert (
        text.index("Wat wordt waterdamp")
        < text.index("zout")
        < text.index("Zout blijft achter")
        < text.index("✓ druppels")
    )


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_a_scorm_lesson_gives_every_page_it_shows(read: Callable[..., Document], version: str) -> None:
    document = read("breuken.zip", makers.zipped(makers.scorm(version)))
    assert (document.format, document.title) == ("scorm", "Breuken vergelijken in groep 6")
    assert [p.title for p in document.parts] == ["De les", "Gelijknamig", "Verdieping"]
    assert ("general.keyword", "breuken") in [(m.name, m.value) for m in document.metadata]
    assert "Even geduld" not in document.text
    assert [p.code for p in document.problems] == ["part-missing"]


def test_a_course_in_one_zipped_folder_is_a_course(read: Callable[..., Document]) -> None:
    inside: makers.Members = {f"cursus/{name}": data for name, data in makers.scorm().items()}
    document = read("cursus.zip", makers.zipped(inside))
    assert document.format == "scorm"
    assert document.parts[0].path == "cursus/inhoud/index.html"


def test_a_damaged_manifest_costs_the_order_and_not_the_lessons(read: Callable[..., Document]) -> None:
    document = read("water.imscc", makers.zipped(makers.cartridge() | {"imsmanifest.xml": "<manifest imsccv1p1 <"}))
    assert "Water verdampt" in document.text
    assert "manifest-damaged" in [p.code for p in document.problems]


def test_a_qti_package_follows_its_test(read: Callable[..., Document]) -> None:
    document = read("toets.zip", makers.zipped(makers.qti_package()))
    assert (document.format, document.title) == ("qti", "Proefwerk")
    assert tree(document) == [
        (0, "Proefwerk", "qti"),
        (1, "Topografie", "chapter"),
        (2, "Hoofdstad", "qti"),
        (1, "Rekenen", "chapter"),
        (2, "Tafel", "qti"),
    ]
    assert "✓ Amsterdam" in document.text
    assert "✓ 56" in document.text
    assert "Daar zit de regering" in document.text
    assert [i.alt for i in document.images] == ["Kaart van Nederland"]


def test_moodle_questions_come_by_category(read: Callable[..., Document]) -> None:
    document = read("vragen.xml", makers.MOODLE_XML)
    assert document.format == "moodle-xml"
    assert [p.title for p in document.parts] == ["Breuken", "Procenten"]
    for text in ("✓ 3/4", "Maak eerst gelijknamig", "een half is [twee / drie] vierden", "✓ waar", "1/4 → 25%"):
        assert text.lower() in document.text.lower()


@pytest.mark.parametrize("pack", [makers.zipped, makers.tarred])
def test_a_moodle_backup_gives_the_course_and_nothing_of_its_pupils(
    read: Callable[..., Document], pack: Callable[[makers.Members], bytes]
) -> None:
    document = read("cursus.mbz", pack(makers.moodle_backup()))
    assert (document.format, document.title, document.language) == ("mbz", "Aardrijkskunde klas 2", "nl")
    assert tree(document) == [
        (0, "Van bron tot delta", "chapter"),
        (1, "Rivieren", "page"),
        (1, "Werkblad delta", "md"),
        (0, "Afsluiting", "chapter"),
        (1, "Toets rivieren", "quiz"),
        (1, "Vragen", "forum"),
    ]
    for text in ("De Rijn ontspringt", "mond met veel armen", "✓ Zwitserland", "Stel hier je vraag"):
        assert text in document.text
    assert "Sanne" not in document.model_dump_json()
    assert ["activities/book_5/book.xml" in p.message for p in document.problems] == [True]


def test_an_h5p_quiz_gives_what_pupils_read_and_no_buttons(read: Callable[..., Document]) -> None:
    document = read("quiz.h5p", makers.zipped(makers.h5p_quiz()))
    assert (document.format, document.title, document.language) == ("h5p", "Oefenen met breuken", "nl")
    assert [(p.title, p.format) for p in document.parts] == [
        ("De taart", "multichoice"),
        ("Waar of niet", "truefalse"),
        ("Vul in.", "blanks"),
    ]
    for text in ("Zes vragen over breuken", "✓ een vierde", "een derde", "Tel de stukken", "✓ Waar", "*een hele/hele*"):
        assert text in document.text
    for button in ("Controleer", "Opnieuw", "Check", "Vorige vraag", "Afronden", "auto"):
        assert button not in document.text
    assert [(i.alt, i.width) for i in document.images] == [("Een taart in vieren", 300)]
    assert document.license_urls == ["https://creativecommons.org/licenses/by-sa/4.0/"]


@pytest.mark.parametrize(
    ("library", "content", "texts"),
    makers.H5P_TYPES,
)
def test_other_h5p_content_types(
    read: Callable[..., Document], library: str, content: dict[str, object], texts: list[str]
) -> None:
    document = read("les.h5p", makers.zipped(makers.h5p(library, content)))
    for text in texts:
        assert text in document.text


def test_an_interactive_video_tells_of_its_captions_and_questions(read: Callable[..., Document]) -> None:
    track = {
        "label": "Nederlands",
        "kind": "subtitles",
        "srcLang": "nl",
        "track": {"path": "tekst.vtt", "mime": "text/vtt"},
    }
    content = {
        "interactiveVideo": {
            "video": {
                "startScreenOptions": {"title": "Hoe ontstaat regen?"},
                "files": [{"path": "https://www.example.org/regen.mp4", "mime": "video/mp4"}],
                "textTracks": {"videoTrack": [track]},
            },
            "assets": {"interactions": [{"action": makers.nested("H5P.MultiChoice 1.16", "Vraag", makers.CHOICE)}]},
        }
    }
    vtt = "WEBVTT\n\n00:00.000 --> 00:04.000\nDe zon verwarmt de zee.\n"
    members = makers.h5p("H5P.InteractiveVideo", content) | {"content/tekst.vtt": vtt}
    document = read("video.h5p", makers.zipped(members))
    (media,) = document.media
    assert (media.kind, media.title, media.captions) == ("video", "Hoe ontstaat regen?", True)
    assert "✓ een vierde" in document.text
    assert "De zon verwarmt de zee." in document.text


def test_semantics_in_the_package_say_which_fields_are_labels(read: Callable[..., Document]) -> None:
    semantics = """[{"name": "opdracht", "type": "text"}, {"name": "knop", "type": "text", "common": true}]"""
    content = {"opdracht": "Zoek het woord", "knop": "Klik op deze knop om al je antwoorden nu te laten nakijken"}
    members = makers.h5p("H5P.Zoeker", content) | {"H5P.Zoeker-1.0/semantics.json": semantics}
    document = read("z.h5p", makers.zipped(members))
    assert document.text == "Zoek het woord"


@pytest.mark.shared
def test_real_cartridges_give_their_pages(shared: Path, settings: Settings) -> None:
    for path in sorted((shared / "ordinary" / "imscc").glob("*.imscc")):
        document = documents.read_here(path, settings=settings)
        assert_exact(document)
        assert_parts(document)
        assert document.title_source == "metadata"
