"""The command line as a person or a script meets it: exit status, one line a material, and a clean standard output."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bad_inputs import BAD, GOOD, make_bad_inputs

PROGRAM = Path(sys.executable).parent / "verrijker"


def run(*arguments: object, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VERRIJKER_HOME": str(home), **more}
    return subprocess.run([PROGRAM, *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="module", params=["1", "2"], ids=["one process", "two processes"])
def enriched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One call with everything bad and one good file."""
    folder = tmp_path_factory.mktemp("slecht")
    sources = make_bad_inputs(folder)
    done = run("enrich", *sources, "--jsonl", "--jobs", request.param, home=folder / "home")
    return {"sources": sources, "done": done, "lines": done.stdout.splitlines()}


def test_standard_output_holds_one_json_line_a_material_in_order(enriched: dict[str, Any]) -> None:
    assert [json.loads(line)["material"]["source"] for line in enriched["lines"]] == enriched["sources"]


def test_each_material_gets_its_own_status_and_one_sentence_that_names_it(enriched: dict[str, Any]) -> None:
    for source, line in zip(enriched["sources"], enriched["lines"], strict=True):
        result = json.loads(line)
        name = source if source in BAD else Path(source).name
        status, code = BAD.get(name, ("done", None))
        assert (result["status"], [p["code"] for p in result["problems"]]) == (status, [code] if code else []), name
        for problem in result["problems"]:
            assert problem["message"].startswith(source)
            assert problem["message_en"].startswith(source)


def test_the_good_file_among_them_is_done(enriched: dict[str, Any]) -> None:
    (line,) = [line for line in enriched["lines"] if GOOD in line]
    result = json.loads(line)
    assert (result["status"], result["problems"]) == ("done", [])
    assert any(s["field"] == "subject" and not s["abstained"] for s in result["suggestions"])


def test_failure_shows_in_the_exit_status_and_as_a_sentence_on_standard_error(enriched: dict[str, Any]) -> None:
    done = enriched["done"]
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = done.stderr.splitlines()
    failed = [s for s in enriched["sources"] if BAD.get(s if s in BAD else Path(s).name, ("", ""))[0] == "failed"]
    assert [line.split(" kan niet worden ")[0] for line in told] == failed


def test_exit_status_is_0_when_all_is_well_and_a_list_is_one_json_value(tmp_path: Path) -> None:
    path = tmp_path / "les.md"
    path.write_text("# Breuken\n\nIn groep 6 maken we breuken gelijknamig en tellen ze op.\n")
    done = run("enrich", path, "--json", home=tmp_path / "home")
    assert (done.returncode, done.stderr) == (0, "")
    (result,) = json.loads(done.stdout)
    assert (result["material"]["source"], result["status"]) == (str(path), "done")


def test_a_path_that_does_not_exist_fails_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "les.md"
    path.write_text("# Breuken\n\nMaak de breuken gelijknamig.\n")
    done = run("enrich", tmp_path / "weg.pdf", path, "--jsonl", "--jobs", "1", home=tmp_path / "home")
    assert done.returncode == 1
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["failed", "done"]
    assert done.stderr == f"{tmp_path / 'weg.pdf'} kan niet worden gelezen: het bestand bestaat niet.\n"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ((), "Usage"),
        (("enrich",), "PATH"),
        (("enrich", "les.md", "--no-such-option"), "--no-such-option"),
        (("enrich", "les.md", "--jobs", "0"), "--jobs"),
        (("enrich", "les.md", "--llm", "something"), "something"),
        (("no-such-command",), "no-such-command"),
        (("serve", "--port", "99999"), "--port"),
        (("token", "create", "--role", "platform", "--name", "x"), "--platform"),
        (("worker", "--concurrency", "none"), "--concurrency"),
    ],
)
def test_wrong_usage_is_exit_status_2_with_a_hint_on_standard_error(
    arguments: tuple[str, ...], hint: str, tmp_path: Path
) -> None:
    done = run(*arguments, home=tmp_path / "home")
    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_wrong_usage_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "les.md"
    path.write_text("# Breuken\n")
    done = run("enrich", path, "--jsonl", home=tmp_path / "home", VERRIJKER_READ_SECONDS="soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert "VERRIJKER_READ_SECONDS" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_listening_ends_the_program_quietly(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"les-{number}.md").write_text(f"# Breuken {number}\n\nMaak de breuken gelijknamig.\n")
    command = f"'{PROGRAM}' enrich '{tmp_path}' --jsonl --jobs 1 | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "VERRIJKER_HOME": str(tmp_path / ".home")},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert json.loads(done.stdout)["material"]["source"].endswith("les-0.md")
    assert done.stderr == ""
