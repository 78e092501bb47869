"""Enriches many materials on the command line: in order, in a few processes, with only a few in memory at once."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from config.settings import get_settings
from pipeline.enrich import enrich
from pipeline.reaching import is_url
from schemas.common import Problem
from schemas.material import EnrichResult, MaterialSummary

_AHEAD = 4
"""Materials that wait or are ready, for each process: bounds the memory, and evens out slow ones."""

SKIPPED = frozenset({".git", ".hg", ".svn", "__MACOSX", "__pycache__", "node_modules"})
"""Folders that hold no material. Other hidden folders do: some platforms keep attachments in one."""


def walk(arguments: Iterable[str]) -> Iterator[str]:
    """The materials that the arguments mean: URLs and files as they are, folders with all that is in them.

    Hidden files and what a link leads to are left out of folders; a path that does not exist is kept, so that its
    result can say so.
    """
    for argument in arguments:
        if is_url(argument) or not Path(argument).is_dir():
            yield argument
            continue
        for folder, folders, files in os.walk(argument):
            folders[:] = sorted(f for f in folders if f not in SKIPPED)
            yield from (os.path.join(folder, f) for f in sorted(files) if not f.startswith("."))


def default_jobs() -> int:
    """One process a core, at most four: each holds the models once more."""
    return max(1, min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


@dataclass(frozen=True)
class Manner:
    """How each material is looked at. `folders` are those that were asked for: a web page may show their files."""

    folders: tuple[str, ...] = ()
    browser: bool = True

    @classmethod
    def of(cls, arguments: Iterable[str], *, browser: bool = True) -> "Manner":
        return cls(tuple(a for a in arguments if not is_url(a) and Path(a).is_dir()), browser)

    def root(self, source: str) -> Path | None:
        """The folder around `source`: the one that was asked for, else its own. None for a web address."""
        if is_url(source):
            return None
        path = Path(source).absolute()
        around = (Path(f).absolute() for f in self.folders)
        return next((f for f in around if f in path.parents), path.parent)


def one(source: str, manner: Manner) -> EnrichResult:
    """The result for one path or URL; never an exception."""
    settings = get_settings()
    if not manner.browser:
        settings = settings.model_copy(update={"browser": False})
    material = source if is_url(source) else Path(source)
    return enrich(material, name=source, settings=settings, root=manner.root(source)).result


def run(sources: Iterable[str], jobs: int, manner: Manner = Manner()) -> Iterator[EnrichResult]:
    """One result a source, in the same order. A process that dies takes only its own material along."""
    if jobs == 1:
        yield from (one(source, manner) for source in sources)
        return
    waiting: deque[tuple[str, Future[EnrichResult]]] = deque()
    pool = _pool(jobs)
    try:
        for source in sources:
            while len(waiting) >= jobs * _AHEAD:
                pool, result = _next(pool, waiting, jobs, manner)
                yield result
            try:
                future = pool.submit(one, source, manner)
            except BrokenProcessPool:
                future = Future()
                future.set_exception(BrokenProcessPool())
            waiting.append((source, future))
        while waiting:
            pool, result = _next(pool, waiting, jobs, manner)
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _next(
    pool: ProcessPoolExecutor, waiting: deque[tuple[str, Future[EnrichResult]]], jobs: int, manner: Manner
) -> tuple[ProcessPoolExecutor, EnrichResult]:
    """The oldest result, and the pool to go on with: a broken one takes all its work along and is replaced."""
    source, future = waiting.popleft()
    try:
        return pool, future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False)
        again = [(other, f) for other, f in waiting if not f.done() or f.exception() is not None]
        fresh = _pool(jobs)
        for other, lost in again:
            position = waiting.index((other, lost))
            waiting[position] = (other, fresh.submit(one, other, manner))
        return fresh, _alone(source, manner)


def _alone(source: str, manner: Manner) -> EnrichResult:
    """Once more, in a process of its own: it may have been another material that broke the pool."""
    with _pool(1) as pool:
        try:
            return pool.submit(one, source, manner).result()
        except BrokenProcessPool:
            problem = Problem(
                code="process-died",
                message=f"{source}: het verwerkende proces viel stil.",
                message_en=f"{source}: the process that worked on it died.",
            )
            return EnrichResult(material=MaterialSummary(source=source), status="failed", problems=[problem])


def _pool(jobs: int) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """Ctrl-C is for the process that started us; logs would break the progress bar."""
    import logging
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
