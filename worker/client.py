"""Talks to a running service over its HTTP API, as a platform would."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

ENDED = frozenset({"done", "partial", "failed", "dead"})


class ServiceError(Exception):
    """The service did not do what was asked; `str()` says why in one sentence."""


@dataclass
class Submitted:
    """A material that was sent in. `job` is what the service last said of its job."""

    source: str
    job_id: str
    material_id: str
    job: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> str:
        return str(self.job.get("state", "queued"))

    @property
    def problem(self) -> str:
        return "; ".join(p["message"] for p in self.job.get("problems", []))


class Client:
    """A context manager around one connection pool. `url` is the service's address, without /api."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url.rstrip("/")
        timeout = httpx.Timeout(30, read=120, write=600)
        self._http = httpx.Client(
            base_url=f"{self.url}/api/v1", headers={"authorization": f"Bearer {token}"}, timeout=timeout
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def submit(self, source: str, *, given: dict[str, Any] | None = None, queue: str = "interactive") -> Submitted:
        """Sends a file's content, or a web address for the service to fetch."""
        if source.lower().startswith(("http://", "https://")):
            answer = self._ask("POST", "/materials", json={"url": source, "given": given or {}, "queue": queue})
        else:
            data = {"queue": queue, **({"given": json.dumps(given)} if given else {})}
            try:
                with Path(source).open("rb") as file:
                    answer = self._ask("POST", "/materials", files={"file": (Path(source).name, file)}, data=data)
            except OSError as error:
                raise ServiceError(f"{source} cannot be read: {error.strerror}.") from error
        return Submitted(source, answer["job"]["id"], answer["material"]["id"], answer["job"])

    def refresh(self, submitted: Submitted) -> Submitted:
        submitted.job = self._ask("GET", f"/jobs/{submitted.job_id}")
        return submitted

    def suggestions(self, material_id: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self._ask("GET", f"/materials/{material_id}/suggestions")["items"]
        return items

    def findings(self, material_id: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self._ask("GET", f"/materials/{material_id}/findings")["items"]
        return items

    def wait(
        self, submitted: Iterable[Submitted], *, seconds: float | None = None, tick: Callable[[], None] | None = None
    ) -> Iterator[Submitted]:
        """Yields each as its job ends. ServiceError after `seconds` without any of them ending."""
        open_ = list(submitted)
        since = time.monotonic()
        pause = 0.1
        while open_:
            for one in list(open_):
                if self.refresh(one).state in ENDED:
                    open_.remove(one)
                    since, pause = time.monotonic(), 0.1
                    yield one
            if tick:
                tick()
            if open_ and seconds is not None and time.monotonic() - since > seconds:
                raise ServiceError(f"Nothing happened for {seconds:.0f} seconds; {len(open_)} materials still wait.")
            if open_:
                time.sleep(pause)
                pause = min(pause * 1.5, 2.0)

    def _ask(self, method: str, path: str, **options: Any) -> Any:
        try:
            answer = self._http.request(method, path, **options)
        except httpx.HTTPError as error:
            raise ServiceError(f"The service at {self.url} does not answer ({type(error).__name__}).") from error
        if answer.is_success:
            return answer.json()
        try:
            problem = answer.json()
            detail = problem.get("detail") or problem.get("title") or ""
        except ValueError:
            detail = ""
        raise ServiceError(f"The service at {self.url} answered {answer.status_code}: {detail or answer.reason_phrase}")
