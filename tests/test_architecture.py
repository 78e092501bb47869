"""The shape of the house: rooms import one way, files stay small, deployment files stay valid."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ROOMS = (
    "schemas config curriculum documents prompts models checks pipeline store exchange tasks worker api".split()  # noqa: SIM905
)


def python_files() -> list[Path]:
    return [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]


def test_a_room_imports_only_from_rooms_above_it() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(p.relative_to(ROOT)) for p in python_files() if not p.read_text().lstrip().startswith('"""')]
    assert silent == []


def test_no_file_grows_past_reading() -> None:
    long = {str(p.relative_to(ROOT)): n for p in python_files() if (n := len(p.read_text().splitlines())) > 420}
    assert long == {}


def test_heavy_libraries_load_only_when_used() -> None:
    code = (
        "import sys, worker.cli, models, checks, documents, curriculum\n"
        "print(sorted({'torch','transformers','spacy','sklearn','scipy','pypdfium2','pptx','docx','fastapi','boto3'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_compose_file_follows_the_compose_specification() -> None:
    done = subprocess.run(
        [
            Path(sys.executable).parent / "check-jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            ROOT / "docker-compose.yml",
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.fixture
def services() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return found


def test_every_container_is_read_only_without_capabilities_and_checked(
    services: dict[str, dict[str, object]],
) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert name in ("api", "migrate") or "healthcheck" in service, name
        assert set(service["profiles"]) <= {"small", "full"}, name  # type: ignore[call-overload]


def test_no_secret_has_a_default(services: dict[str, dict[str, object]]) -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("REDIS_PASSWORD", "POSTGRES_PASSWORD", "VERRIJKER_SECRET", "GRAFANA_PASSWORD", "FLOWER_BASIC_AUTH"):
        assert re.search(rf"\$\{{{name}:\?", text), name
        assert not re.search(rf"\$\{{{name}:?-", text), name


def test_dashboards_and_alerts_ask_only_for_metrics_that_exist() -> None:
    from worker import metrics

    texts = [(ROOT / "config/prometheus/alerts.yml").read_text()]
    texts += [json.dumps(json.loads(p.read_text())) for p in (ROOT / "config/grafana/dashboards").glob("*.json")]
    wanted = set(re.findall(r"verrijker_[a-z_]+", "\n".join(texts)))
    source = Path(metrics.__file__).read_text()
    assert {name for name in wanted if re.sub(r"_(sum|count|bucket)$", "", name) not in source} == set()
