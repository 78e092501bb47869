"""Reads files with another extractor: a line of JSON with a path in, one with its text out. Run by bench/documents.py.

Each gives Markdown where it can. Standard library only, as it runs in the environment of the extractors.
"""

import json
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

SECONDS = 60


def kreuzberg() -> Callable[[str], str]:
    from kreuzberg import ExtractionConfig, extract_file_sync  # type: ignore[import-not-found]

    config = ExtractionConfig(output_format="markdown", use_cache=False)
    return lambda path: str(extract_file_sync(path, config=config).content)


def markitdown() -> Callable[[str], str]:
    from markitdown import MarkItDown  # type: ignore[import-not-found]

    program = MarkItDown(enable_plugins=False)

    def read(path: str) -> str:
        if path.lower().endswith(".rtf"):
            raise ValueError("gives the codes of RTF as text")
        return str(program.convert(path).text_content)

    return read


def trafilatura() -> Callable[[str], str]:
    from trafilatura import extract  # type: ignore[import-not-found]

    def read(path: str) -> str:
        if not path.lower().endswith((".html", ".htm", ".xhtml")):
            raise ValueError("web pages only")
        with open(path, "rb") as file:
            return extract(
                file.read(), output_format="markdown", include_links=True, include_images=True, include_tables=True,
                include_formatting=True,
            ) or ""  # fmt: skip

    return read


def pymupdf() -> Callable[[str], str]:
    import pymupdf  # type: ignore[import-not-found]

    def read(path: str) -> str:
        if not path.lower().endswith((".pdf", ".epub")):
            raise ValueError("PDF and EPUB only")
        with pymupdf.open(path) as document:
            return "\n\n".join(page.get_text() for page in document)

    return read


def _stop(*_: Any) -> None:
    raise TimeoutError


def main() -> None:
    read = {"kreuzberg": kreuzberg, "markitdown": markitdown, "trafilatura": trafilatura, "pymupdf": pymupdf}[
        sys.argv[1]
    ]()
    answers = sys.stdout
    sys.stdout = sys.stderr
    signal.signal(signal.SIGALRM, _stop)
    for line in sys.stdin:
        path = json.loads(line)
        begun = time.perf_counter()
        signal.alarm(SECONDS)
        try:
            answer: dict[str, Any] = {"text": read(path)}
        except BaseException as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:200]}
        signal.alarm(0)
        answer["seconds"] = time.perf_counter() - begun
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
