"""Pages of video platforms: what they say about the video, and none of the platform's own words."""

from urllib.parse import urlsplit

from documents.builder import Builder
from documents.limits import Limits
from documents.markup.fragment import write_lines
from schemas.document import Document

_HOSTS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "peertube.tv")
_KEPT = 5000


def is_video_page(url: str) -> bool:
    """Whether `url` is a page of a platform on which everything but the video is the platform's."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    return any(host == known or host.endswith(f".{known}") for known in _HOSTS)


def about_video(page: Document, url: str) -> Document:
    """The page as a document of the video alone: title, description, keywords and the video itself."""
    said: dict[str, str] = {}
    for entry in page.metadata:
        said.setdefault(entry.name.removeprefix("og:").lower(), entry.value)
    builder = Builder(Limits(), page.source)
    builder.metadata = page.metadata
    builder.license_urls = page.license_urls
    builder.declare_language(page.language)
    title = said.get("title") or said.get("name") or page.title or ""
    builder.title = title or None
    if title:
        builder.add_heading(title, 1)
    write_lines(builder, said.get("description", "")[:_KEPT])
    write_lines(builder, said.get("keywords", "")[:_KEPT])
    builder.media("video", source=url[:2000], title=title or None)
    if not said.get("description"):
        builder.problem(
            "video-page-bare",
            "de pagina zegt niets over de video dan de titel",
            "the page says nothing about the video but its title",
        )
    return builder.finish(format=page.format, sha256=page.sha256, size=page.bytes)
