"""From what someone handed over to the document itself: a file, a web address, or a record that points at one."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from config.settings import Settings
from schemas.document import Document

Stage = Callable[[str], AbstractContextManager[None]]


@dataclass
class Reached:
    """`path` and `name` are those of the file that `document` was read from; None where nothing was read."""

    path: Path | None = None
    name: str = ""
    document: Document | None = None


def is_url(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def reach(
    path_or_url: Path | str, source: str, stage: Stage, cleanup: ExitStack, settings: Settings, *, harvest: bool
) -> Reached:
    """Fetches where that is needed, and reads. What fails is told by `stage`; a record is followed once."""
    reached = Reached(Path(path_or_url), source)
    url = None
    if isinstance(path_or_url, str) and is_url(path_or_url):
        url, reached = _fetch(path_or_url, stage, cleanup, settings, harvest)
    _read(reached, source, url, stage, settings)
    record = reached.document
    if record is None or record.location is None:
        return reached
    url, target = _fetch(record.location, stage, cleanup, settings, harvest)
    _read(target, source, url, stage, settings)
    if target.document is None:
        # The record itself still says something about the material.
        return reached
    document = target.document
    document.metadata = [*record.metadata, *document.metadata]
    document.license_urls = [*record.license_urls, *document.license_urls]
    document.language = document.language or record.language
    if record.title:
        document.title, document.title_source = record.title, "metadata"
    return target


def _fetch(url: str, stage: Stage, cleanup: ExitStack, settings: Settings, harvest: bool) -> tuple[str | None, Reached]:
    """The address that answered in the end, and the file it gave."""
    with stage("fetch"):
        import documents

        fetched = cleanup.enter_context(documents.fetch(url, settings, harvest=harvest))
        return fetched.final_url, Reached(fetched.path, fetched.name)
    return None, Reached()


def _read(reached: Reached, source: str, url: str | None, stage: Stage, settings: Settings) -> None:
    if reached.path is None:
        return
    with stage("read"):
        import documents
        from documents.videos import about_video, is_video_page

        # A reader goes by the name's suffix, and a web address often has another or none.
        document = documents.read(reached.path, name=reached.name, settings=settings, hold=True)
        document.source = source
        if url is not None and document.format == "html" and is_video_page(url):
            document = about_video(document, url)
            reached.path = None  # the platform's page is nobody's lesson to examine
        reached.document = document
