"""A package becomes one document with parts; what one member costs, the others do not pay."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from document_makers import assert_exact, assert_parts, pdf, tree
from package_makers import zipped

import documents
from config.settings import Settings
from schemas.document import Document

PAGE = """<html lang="nl"><head><title>Breuken</title><meta name="author" content="Meester Jan"></head><body>
<h1>Breuken</h1><p>Een breuk is een deel van een geheel. <a href="sommen/twee.md">Naar de sommen</a>,
<a href="sommen/drie.md">naar niets</a>.</p><img src="taart.png" alt="Een taart in vieren">
<h2>Teller en noemer</h2><p>De teller staat boven.</p></body></html>"""


@pytest.fixture
def read(make: Callable[..., Path], settings: Settings) -> Callable[..., Document]:
    def run(name: str, members: dict[str, str | bytes]) -> Document:
        document = documents.read_here(make(name, zipped(members)), name=name, settings=settings)
        assert_exact(document)
        assert_parts(document)
        return document

    return run


def test_a_zip_keeps_its_folders_as_chapters_in_the_order_a_person_lists_them(read: Callable[..., Document]) -> None:
    document = read(
        "rekenen.zip",
        {
            "les/sommen/tien.md": "# Som tien\n\nHoeveel is 3/4 van 8?",
            "les/sommen/twee.md": "# Som twee\n\nHoeveel is 1/2 van 8?",
            "les/index.html": PAGE,
            "les/stijl.css": "p { color: red }",
            "les/taart.png": b"\x89PNG",
            "__MACOSX/les/._index.html": b"\0\5\x16\7",
        },
    )
    assert document.format == "zip"
    assert document.title == "rekenen"
    assert tree(document) == [
        (0, "Breuken", "html"), (0, "sommen", "chapter"), (1, "Som tien", "md"), (1, "Som twee", "md"),
    ]  # fmt: skip
    assert document.problems == []


def test_evidence_in_a_part_points_back_into_its_file(read: Callable[..., Document]) -> None:
    document = read("les.zip", {"a/index.html": PAGE, "a/sommen/twee.md": "# Som\n\nHoeveel is 1/2 van 8?"})
    at = document.text.index("1/2 van 8")
    assert document.locate(at, at + 9).part == "a/sommen/twee.md"
    (image,) = document.images
    assert (image.alt, image.location.part) == ("Een taart in vieren", "a/index.html")
    assert image.location.selector == "/html/body/img[1]"
    page = document.parts[0]
    assert (page.language, [m.value for m in page.metadata]) == ("nl", ["Meester Jan"])
    assert document.metadata == []


def test_links_between_members_are_followed(read: Callable[..., Document]) -> None:
    document = read("les.zip", {"index.html": PAGE, "sommen/twee.md": "# Som\n\nHoeveel is 1/2 van 8?"})
    assert [(link.href, link.resolved) for link in document.links] == [
        ("sommen/twee.md", True),
        ("sommen/drie.md", False),
    ]


def test_a_member_that_cannot_be_read_is_named_and_the_rest_is_read(read: Callable[..., Document]) -> None:
    document = read("les.zip", {"goed.html": PAGE, "map/kapot.docx": "geen Word", "leeg.txt": ""})
    assert [p.title for p in document.parts if p.path] == ["Breuken"]
    (problem,) = document.problems
    assert problem.code == "read-mismatch"
    assert "map/kapot.docx" in problem.message
    assert problem.location is not None
    assert problem.location.part == "map/kapot.docx"


def test_a_package_in_a_package_is_a_branch_of_the_tree(read: Callable[..., Document]) -> None:
    inner = zipped({"b.md": "# Binnen\n\nDit staat binnen.", "c.md": "# Ook binnen\n\nDit ook."})
    document = read("buiten.zip", {"a.md": "# Buiten\n\nDit staat buiten.", "in.zip": inner})
    assert tree(document) == [(0, "Buiten", "md"), (0, "in", "zip"), (1, "Binnen", "md"), (1, "Ook binnen", "md")]
    assert document.parts[2].path == "in.zip/b.md"
    assert document.locate(document.text.index("Dit ook"), 5).part == "in.zip/c.md"


def test_packages_nested_too_deeply_are_told(read: Callable[..., Document]) -> None:
    inner = zipped({"diep.md": "# Diep"})
    for depth in range(6):
        inner = zipped({f"laag{depth}.zip": inner, f"tekst{depth}.md": f"# Laag {depth}"})
    document = read("diep.zip", {"in.zip": inner, "a.md": "# Boven"})
    assert "Boven" in document.text
    assert "Diep" not in document.text
    assert any("te diep in andere pakketten" in p.message for p in document.problems)


def test_ids_of_parts_stay_when_a_file_is_added(read: Callable[..., Document]) -> None:
    members: dict[str, str | bytes] = {"a.md": "# Een", "map/b.md": "# Twee"}
    before = {p.path or p.title: p.id for p in read("x.zip", members).parts}
    after = {p.path or p.title: p.id for p in read("x.zip", {"0.md": "# Nul", **members}).parts}
    assert before.items() <= after.items()


def test_a_zip_without_anything_readable_says_so(make: Callable[..., Path], settings: Settings) -> None:
    with pytest.raises(documents.ReadError, match="zonder leesbare bestanden"):
        documents.read_here(make("leeg.zip", zipped({"stijl.css": "p {}"})), settings=settings)


def test_beyond_the_limit_of_text_parts_are_listed_and_not_read(make: Callable[..., Path], settings: Settings) -> None:
    members: dict[str, str | bytes] = {f"les{n}.md": f"# Les {n}\n\n" + "Tekst. " * 100 for n in range(6)}
    narrow = settings.model_copy(update={"max_text_chars": 1500})
    document = documents.read_here(make("lang.zip", zipped(members)), name="lang.zip", settings=narrow)
    assert_exact(document)
    assert_parts(document)
    assert [p.path for p in document.parts] == [f"les{n}.md" for n in range(6)]
    assert [p.end > p.start for p in document.parts] == [True, True, True, False, False, False]
    assert [p.code for p in document.problems] == ["text-truncated"]
    assert document.truncated


def test_a_zip_of_files_that_were_not_packed_smaller_is_a_zip(make: Callable[..., Path], settings: Settings) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("werkblad.pdf", pdf([[("Werkblad", 12)]]))
        archive.writestr("les.md", "# Les\n\nLees het werkblad.")
    document = documents.read_here(make("les.zip", out.getvalue()), settings=settings)
    assert (document.format, [p.format for p in document.parts]) == ("zip", ["md", "pdf"])
