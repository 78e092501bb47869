"""What cannot be read, or only in part, says so in one sentence that names it; the rest goes on as if nothing was."""

from pathlib import Path

import pytest
from bad_inputs import BAD, GOOD, make_bad_inputs

import pipeline


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return make_bad_inputs(tmp_path_factory.mktemp("slecht"))


@pytest.mark.parametrize("name", BAD)
def test_bad_material_gets_one_clear_sentence(sources: list[str], name: str) -> None:
    (source,) = [s for s in sources if s.endswith(name)]
    enriched = pipeline.enrich(source, name=name)
    status, code = BAD[name]
    assert (enriched.result.status, [p.code for p in enriched.result.problems]) == (status, [code])
    (problem,) = enriched.result.problems
    for sentence in (problem.message, problem.message_en):
        assert sentence is not None
        assert sentence.startswith(name)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert "Error" not in sentence
        assert "?" not in sentence
    assert problem.message != problem.message_en


@pytest.mark.parametrize("name", [name for name, (status, _) in BAD.items() if status == "failed"])
def test_what_was_not_read_is_not_judged(sources: list[str], name: str) -> None:
    (source,) = [s for s in sources if s.endswith(name)]
    enriched = pipeline.enrich(source, name=name)
    assert enriched.document is None
    assert enriched.result.suggestions == []
    assert enriched.result.findings == []


@pytest.mark.parametrize("name", [name for name, (status, _) in BAD.items() if status == "partial"])
def test_what_was_read_in_part_is_still_suggested_for(sources: list[str], name: str) -> None:
    (source,) = [s for s in sources if s.endswith(name)]
    enriched = pipeline.enrich(source, name=name)
    assert enriched.document is not None
    assert "reuken" in enriched.document.text
    assert {"subject", "level"} <= {s.field for s in enriched.result.suggestions}


def test_a_good_file_is_done_after_all_of_them(sources: list[str], tmp_path: Path) -> None:
    """The same process, and the reading process that it keeps, went through every bad one first."""
    by_itself = tmp_path / GOOD
    by_itself.write_bytes(next(Path(s) for s in sources if s.endswith(GOOD)).read_bytes())
    before = pipeline.enrich(by_itself, name=GOOD).result
    for source in sources:
        pipeline.enrich(source)
    after = pipeline.enrich(by_itself, name=GOOD).result
    assert (after.status, after.problems) == ("done", [])
    assert after.model_dump(exclude={"timings"}) == before.model_dump(exclude={"timings"})
