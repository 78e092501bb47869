"""The OpenAPI document keeps its word: whatever is sent, answers have the status and shape that it promises."""

from typing import Any

import pytest
import schemathesis
from api_makers import enriched, platform_token, token
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounded
from schemathesis import GenerationMode, checks

from api.app import create_app
from config.settings import Settings
from store.database import reading
from store.tables import Material

checks.load_all_checks()
KEPT = checks.CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
DOCUMENT = create_app(Settings()).openapi()
PATHS: Any = DOCUMENT["paths"]
OPERATIONS = [(path, method) for path, methods in PATHS.items() for method in methods]
EXAMPLES = 30
"""For each operation and each kind of input. All operations together take less than half a minute."""


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=[f"{m.upper()} {p}" for p, m in OPERATIONS])
def test_an_operation_answers_as_it_says(settings: Settings, client: TestClient, path: str, method: str) -> None:
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", client.app)[path][method]
    # A webhook belongs to a platform; everything else is open to an administrator.
    secret = platform_token(settings, "Lessenbank")[1] if "webhooks" in path else token(settings, "admin")
    # Without a broker readyz must say 503, as it documents; nothing else may.
    kept = [check for check in KEPT if check.__name__ != "not_a_server_error"] if "readyz" in path else KEPT
    with reading(settings) as db:
        material = db.get(Material, enriched(settings))
        assert material is not None
        real = {
            "material_id": material.id,
            "job_id": material.jobs[0].id,
            "suggestion_id": material.suggestions[0].id,
            "finding_id": material.findings[0].id,
        }
    seen: set[int] = set()

    def exercise(mode: GenerationMode, known: bool) -> None:
        @bounded(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def tell(case: Any) -> None:
            for name in set(case.path_parameters or {}) & set(real) if known else ():
                case.path_parameters[name] = real[name]
            response = case.call(headers={"Authorization": f"Bearer {secret}"})
            seen.add(response.status_code)
            case.validate_response(response, checks=kept)

        tell()

    exercise(GenerationMode.POSITIVE, known=True)
    if method == "get":
        assert (503 if "readyz" in path else 200) in seen
    bare = client.request(method, path.format(**{**real, "webhook_id": real["job_id"]}))
    secured = bool(PATHS[path][method].get("security"))
    assert (bare.status_code == 401) == secured
    if PATHS[path][method].get("parameters") or "requestBody" in PATHS[path][method]:
        exercise(GenerationMode.NEGATIVE, known=False)
