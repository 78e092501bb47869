"""Packages, tests and H5P: each fault in a small package is found, and its mended twin left alone."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

import checks
import documents
from checks import engine, original
from documents.limits import Limits
from documents.source import Source
from schemas.finding import Finding


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def look(data: bytes, name: str, tmp_path: Path) -> list[Finding]:
    path = tmp_path / name
    path.write_bytes(data)
    document = documents.read_here(path)
    with path.open("rb") as file:
        answer = engine.examine(Source(file, name, Limits()), document.format)
    assert answer["failed"] == []
    return checks.run(document, examined=original.placed(document, answer))


def of(check: str, findings: list[Finding]) -> list[Finding]:
    return [f for f in findings if f.check == check]


# --- courses

LES = "<html lang='nl'><head><title>Les</title></head><body><h1>Water</h1><p>Water stroomt naar zee.</p></body></html>"


def course(
    title: str = "Les 1: water", file: str = "les1.html", id: str = "r2", extra: dict[str, str] | None = None
) -> bytes:
    manifest = f"""<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Aardrijkskunde</title>
<item identifier="i1" identifierref="r1"><title>{title}</title></item>
<item identifier="i2" identifierref="{id}"><title>Les 2: lucht</title></item></organization></organizations>
<resources><resource identifier="r1" type="webcontent" href="{file}"><file href="{file}"/></resource>
<resource identifier="{id}" type="webcontent" href="les2.html"><file href="les2.html"/></resource></resources></manifest>"""
    return zipped(
        {"imsmanifest.xml": manifest, "les1.html": LES, "les2.html": LES.replace("Water", "Lucht")} | (extra or {})
    )


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ("package-files", {"file": "les9.html"}),
        ("package-title", {"title": ""}),
        ("package-title", {"title": "les1.html"}),
        ("package-identifier", {"id": "r1"}),
        ("package-unlisted", {"extra": {"plaatjes/kaart.png": "x"}}),
    ],
)
def test_a_fault_in_a_course_is_found_and_its_mended_twin_left_alone(
    check: str, fault: dict[str, Any], tmp_path: Path
) -> None:
    assert of(check, look(course(**fault), "les.zip", tmp_path))
    assert of(check, look(course(), "les.zip", tmp_path)) == []


def test_a_missing_file_is_named_and_grave(tmp_path: Path) -> None:
    found = of("package-files", look(course(file="les9.html"), "les.zip", tmp_path))
    assert any("les9.html" in f.message and "les9.html" in f.message_en for f in found)
    assert {f.severity for f in found} == {"serious"}


def test_the_reading_process_examines_a_course(tmp_path: Path) -> None:
    path = tmp_path / "les.zip"
    path.write_bytes(course(title=""))
    document = documents.read(path)
    examined = checks.examine(path, document)
    assert examined.problems == []
    assert "package-title" in examined.findings


# --- questions


def qti2(right: bool, feedback: bool = True) -> str:
    declared = "<correctResponse><value>a</value></correctResponse>" if right else ""
    said = "<modalFeedback identifier='f' outcomeIdentifier='FEEDBACK' showHide='show'>Goed: Parijs ligt aan de Seine.</modalFeedback>"
    return f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="Hoofdstad" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">{declared}</responseDeclaration>
<itemBody><choiceInteraction responseIdentifier="RESPONSE"><prompt>Wat is de hoofdstad van Frankrijk?</prompt>
<simpleChoice identifier="a">Parijs</simpleChoice><simpleChoice identifier="b">Lyon</simpleChoice></choiceInteraction></itemBody>{said if feedback else ""}</assessmentItem>"""


def qti1(points: str, feedback: bool = False) -> str:
    said = "<itemfeedback ident='f'><material><mattext>Parijs ligt aan de Seine.</mattext></material></itemfeedback>"
    items = "".join(
        f"""<item ident="q{n}"><presentation><material><mattext>Wat is de hoofdstad van Frankrijk?</mattext></material>
<response_lid ident="r"><render_choice><response_label ident="a"><material><mattext>Parijs</mattext></material></response_label></render_choice></response_lid></presentation>
<resprocessing><respcondition><conditionvar><varequal respident="r">a</varequal></conditionvar><setvar>{points}</setvar></respcondition></resprocessing>{said if feedback else ""}</item>"""
        for n in range(3)
    )
    return f'<questestinterop><assessment ident="t" title="Toets"><section ident="s">{items}</section></assessment></questestinterop>'


def test_a_question_without_a_right_answer_is_found(tmp_path: Path) -> None:
    (finding,) = of("question-without-answer", look(qti2(False).encode(), "vraag.xml", tmp_path))
    assert "hoofdstad van Frankrijk" in finding.message
    assert of("question-without-answer", look(qti2(True).encode(), "vraag.xml", tmp_path)) == []
    assert len(of("question-without-answer", look(qti1("0").encode(), "toets.xml", tmp_path))) == 3
    assert of("question-without-answer", look(qti1("100").encode(), "toets.xml", tmp_path)) == []


def test_a_test_that_explains_nothing_gets_one_tip(tmp_path: Path) -> None:
    (finding,) = of("question-without-feedback", look(qti1("100").encode(), "toets.xml", tmp_path))
    assert finding.severity == "minor"
    assert of("question-without-feedback", look(qti1("100", feedback=True).encode(), "toets.xml", tmp_path)) == []
    assert of("question-without-feedback", look(qti2(True, feedback=False).encode(), "v.xml", tmp_path)) == [], (
        "one question is no test"
    )


# --- H5P


def h5p(library: str, content: Any) -> bytes:
    about = {"title": "Oefenen", "language": "nl", "mainLibrary": library, "license": "CC BY", "licenseVersion": "4.0"}
    members = {
        "h5p.json": json.dumps(about),
        "content/content.json": json.dumps(content),
        "content/images/taart.png": "x",
    }
    return zipped(members)


def image(alt: str | None, **more: Any) -> dict[str, Any]:
    file = {"path": "images/taart.png", "mime": "image/png", "width": 300, "height": 200}
    return {"media": {"library": "H5P.Image 1.1", "params": {"file": file, "alt": alt} | more, "metadata": {}}}


def choice(correct: bool = True, question: str = "<p>Welk deel is op?</p>") -> dict[str, Any]:
    return {
        "question": question,
        "answers": [{"text": "een derde", "correct": correct}, {"text": "een half", "correct": False}],
    }


def drag(label: str) -> dict[str, Any]:
    return {"question": {"task": {"elements": [], "dropZones": [{"label": label, "correctElements": ["0"]}]}}}


H5PS: list[tuple[str, str, Any, Any]] = [
    ("image-alt", "H5P.MultiChoice", choice() | image(""), choice() | image("Een taart in vieren")),
    ("image-alt", "H5P.MultiChoice", choice() | image(None), choice() | image(None, decorative=True)),
    ("question-without-answer", "H5P.MultiChoice", choice(False), choice()),
    ("h5p-label", "H5P.MultiChoice", choice(question="<p> </p>"), choice()),
    ("h5p-label", "H5P.DragQuestion", drag(""), drag("<div>rivier</div>")),
]


@pytest.mark.parametrize(("check", "library", "faulty", "mended"), H5PS)
def test_a_fault_in_h5p_is_found_and_its_mended_twin_left_alone(
    check: str, library: str, faulty: Any, mended: Any, tmp_path: Path
) -> None:
    (finding,) = of(check, look(h5p(library, faulty), "les.h5p", tmp_path))
    assert finding.location.part == "content/content.json"
    assert finding.location.selector
    assert of(check, look(h5p(library, mended), "les.h5p", tmp_path)) == []


def test_a_picture_deep_inside_names_its_place_in_the_content(tmp_path: Path) -> None:
    nested = {
        "questions": [
            {"library": "H5P.MultiChoice 1.16", "params": choice() | image(""), "metadata": {"title": "De taart"}}
        ]
    }
    (finding,) = of("image-alt", look(h5p("H5P.QuestionSet", nested), "les.h5p", tmp_path))
    assert finding.location.selector == "/questions/0/params/media/params/file"


def test_a_content_type_that_needs_a_mouse_is_told_and_another_is_not(tmp_path: Path) -> None:
    (finding,) = of(
        "h5p-library", look(h5p("H5P.ImageHotspotQuestion", {"imageHotspotQuestion": {}}), "les.h5p", tmp_path)
    )
    assert finding.certainty == "likely"
    (question,) = of("h5p-library", look(h5p("H5P.DragQuestion", drag("rivier")), "les.h5p", tmp_path))
    assert question.certainty == "to-be-judged"
    assert of("h5p-library", look(h5p("H5P.MultiChoice", choice()), "les.h5p", tmp_path)) == []


def test_a_video_of_a_platform_is_not_said_to_have_no_captions(tmp_path: Path) -> None:
    def clip(path: str) -> list[Finding]:
        return of(
            "media-captions",
            look(h5p("H5P.Video", {"sources": [{"path": path, "mime": "video/mp4"}]}), "les.h5p", tmp_path),
        )

    assert [f.certainty for f in clip("https://www.youtube.com/watch?v=1")] == ["to-be-judged"]
    assert [f.certainty for f in clip("videos/film.mp4")] == ["certain"]
