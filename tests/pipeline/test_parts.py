"""A course is judged as a whole and lesson by lesson; what is said of a lesson points into that lesson."""

import zipfile
from pathlib import Path

import pytest

import pipeline
from config.settings import Settings
from documents.parts import part_document

LESSONS = {
    "les/fotosynthese.html": """<!doctype html><html lang="nl"><head>
<title>Fotosynthese</title></head><body><h1>Fotosynthese</h1>
<p>In deze biologieles voor havo 3 leer je hoe een plant met licht glucose maakt. De bladgroenkorrels in de cellen van
het blad vangen het licht op. Met water uit de wortels en koolstofdioxide uit de lucht maakt de plant glucose,
en daarbij komt zuurstof vrij door de huidmondjes. Onderzoek met waterpest hoeveel
belletjes zuurstof er per minuut ontstaan.</p>
<img src="blad.png"></body></html>""",
    "les/koude-oorlog.md": """# De Koude Oorlog

Geschiedenis voor vwo 5. Na de Tweede Wereldoorlog stonden de Verenigde Staten en de Sovjet-Unie tegenover elkaar. Het
IJzeren Gordijn deelde Europa in twee machtsblokken, de NAVO en het Warschaupact. In 1962 bracht de Cubacrisis de wereld
op de rand van een kernoorlog, tot in 1989 de Berlijnse Muur viel en de bipolaire wereld ten einde kwam.
""",
    "les/kort.md": "# Kort\n\nTot volgende week.\n",
}


def course(folder: Path) -> Path:
    """A zip of two lessons and a note."""
    path = folder / "cursus.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in LESSONS.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def test_each_lesson_gets_suggestions_whose_evidence_stands_in_that_lesson(tmp_path: Path, settings: Settings) -> None:
    path = course(tmp_path)
    enriched = pipeline.enrich(path, name="cursus.zip", settings=settings)
    document = enriched.document
    assert document is not None
    by_title = {part.title: part for part in enriched.result.parts}
    assert [p.title for p in enriched.result.parts] == [p.title for p in document.parts]
    subjects = {
        title: [
            s.value.label for s in part.suggestions if s.field == "subject" and s.value and not isinstance(s.value, str)
        ]
        for title, part in by_title.items()
    }
    assert "Biologie" in subjects["Fotosynthese"]
    assert "Geschiedenis" in subjects["De Koude Oorlog"]
    assert subjects["Kort"] == []
    for part in document.parts:
        for suggestion in by_title[part.title].suggestions:
            for evidence in suggestion.evidence:
                place = evidence.location
                if place.start is not None and place.end is not None:
                    assert part.start <= place.start <= place.end <= part.end
                    assert document.text[place.start : place.end] == evidence.quote
                    assert place.part == part.path


def test_findings_name_the_lesson_they_are_about(tmp_path: Path, settings: Settings) -> None:
    enriched = pipeline.enrich(course(tmp_path), name="cursus.zip", settings=settings)
    found = {(f.check, f.location.part) for f in enriched.result.findings}
    assert ("image-alt", "les/fotosynthese.html") in found
    assert not any(check == "image-alt" and part != "les/fotosynthese.html" for check, part in found)
    assert sum(f.check == "licence-missing" for f in enriched.result.findings) == 1


def test_only_so_many_parts_are_enriched(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", max_parts_enriched=1)
    enriched = pipeline.enrich(course(tmp_path), name="cursus.zip", settings=settings)
    assert [bool(p.suggestions) for p in enriched.result.parts] == [True, False, False]


def test_parts_that_there_was_no_time_for_are_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", job_time_limit=0)
    enriched = pipeline.enrich(course(tmp_path), name="cursus.zip", settings=settings)
    assert not any(p.suggestions for p in enriched.result.parts)
    assert {p.code: p.message for p in enriched.result.problems} == {
        "parts-not-enriched": "cursus.zip: voor 2 onderdelen was geen tijd meer om suggesties te zoeken.",
        "pages-not-shown": "cursus.zip: er was geen tijd om de pagina te bekijken zoals een lezer doet; "
        "alleen de tekst is gecontroleerd.",
    }


def test_a_part_alone_is_a_document(tmp_path: Path, settings: Settings) -> None:
    document = pipeline.enrich(course(tmp_path), settings=settings).document
    assert document is not None
    alone = part_document(document, document.parts[0])
    assert (alone.format, alone.title, alone.images[0].location.part) == ("html", "Fotosynthese", None)
    assert alone.text.startswith("Fotosynthese")
