"""Programs of others that a reader may use: each runs in a cage of its own, with a scratch folder and no network.

The reading process can start nothing. It asks the program that started it, which knows only the recipes here.
"""

import base64
import contextlib
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from config.settings import MB

log = logging.getLogger(__name__)

DATA_BYTES = 96 * MB
"""Largest input that a reader hands over, and largest answer that it gets."""
_NO_CAGE = 125
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+.:-]{0,99}")
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives", "/proc",
           "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig")  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """How a program is called. `{in}`, `{out}` (a file) and `{folder}` are in the scratch folder.

    Other names between braces are values that the reader chooses: letters, digits and `_+.:-` only. `files` are
    written into the scratch folder first. The answer is what the program wrote to `{out}`, or else what it printed.
    """

    program: str
    arguments: tuple[str, ...]
    seconds: float = 60
    memory: int = 1024 * MB
    written: int = 256 * MB
    files: tuple[tuple[str, str], ...] = ()
    answer: str | None = None
    environment: tuple[tuple[str, str], ...] = ()
    readable: tuple[str, ...] = ()


# LibreOffice reads its own settings from here: no macros, no active content, no links to elsewhere.
_OFFICE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
</oor:items>
"""

RECIPES = {
    "recognise": Recipe(
        "tesseract",
        ("{in}", "stdout", "-l", "{languages}", "--psm", "{layout}", "{format}"),
        environment=(("OMP_THREAD_LIMIT", "1"),),
    ),
    "recognisable": Recipe("tesseract", ("--list-langs",)),
    "convert": Recipe(
        "soffice",
        ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
         "-env:UserInstallation=file://{folder}/profile", "--convert-to", "{to}", "--outdir", "{folder}/out", "{in}"),
        memory=4096 * MB,
        files=(("profile/user/registrymodifications.xcu", _OFFICE_SETTINGS),),
        answer="out/*",
    ),
}  # fmt: skip


class ToolError(Exception):
    """No answer from the program; the argument says why: missing, failed, timeout, unsafe (it cannot be caged here)."""


Broker = Callable[[dict[str, Any]], dict[str, Any]]
_broker: Broker | None = None


def ask_through(broker: Broker) -> None:
    """From here on, in this process, programs are asked for instead of started."""
    global _broker
    _broker = broker


def here(recipe: str) -> bool:
    """Whether the program of this recipe is installed."""
    if _broker:
        return bool(_broker({"tool": recipe, "only": "here"}).get("here"))
    return _found(RECIPES[recipe].program) is not None


def use(
    recipe: str, data: bytes | None = None, *, suffix: str = "", within: float | None = None, **values: str
) -> bytes:
    """What the program made of `data`, or of the whole file that is being read when that is None. ToolError.

    `suffix` is the extension of the program's input, such as ".doc"; `within` are the seconds that it may take.
    """
    if data is not None and len(data) > DATA_BYTES:
        raise ToolError("failed")
    if _broker is None:
        with tempfile.TemporaryFile() as file:
            file.write(data or b"")
            seconds = RECIPES[recipe].seconds if within is None else within
            return _run(RECIPES[recipe], file, suffix, values, time.monotonic() + seconds)
    sent = base64.b64encode(data).decode() if data is not None else None
    answer = _broker({"tool": recipe, "data": sent, "suffix": suffix, "within": within, "values": values})
    if "answer" not in answer:
        raise ToolError(str(answer.get("failed")))
    return base64.b64decode(answer["answer"])


def serve(request: dict[str, Any], file: BinaryIO, deadline: float) -> dict[str, Any]:
    """Answers what `use` or `here` asked in a reading process, which is not to be trusted."""
    recipe = RECIPES.get(str(request.get("tool")))
    if recipe is None:
        return {"failed": "missing"}
    if request.get("only") == "here":
        return {"here": _found(recipe.program) is not None}
    values = {str(k): str(v) for k, v in (request.get("values") or {}).items()}
    suffix = str(request.get("suffix") or "")
    try:
        if request.get("within") is not None:
            deadline = min(deadline, time.monotonic() + float(request["within"]))
        if request.get("data") is None:
            return {"answer": base64.b64encode(_run(recipe, file, suffix, values, deadline)).decode()}
        with tempfile.TemporaryFile() as given:
            given.write(base64.b64decode(request["data"]))
            return {"answer": base64.b64encode(_run(recipe, given, suffix, values, deadline)).decode()}
    except ToolError as error:
        return {"failed": str(error)}
    except ValueError:
        return {"failed": "failed"}


def _found(program: str) -> str | None:
    return shutil.which(program, path=os.environ.get("PATH") or os.defpath)


def _run(recipe: Recipe, file: BinaryIO, suffix: str, values: dict[str, str], deadline: float) -> bytes:
    program = _found(recipe.program)
    if program is None:
        raise ToolError("missing")
    if not all(_VALUE.fullmatch(value) for value in values.values()) or not re.fullmatch(r"(\.[a-z0-9]+)?", suffix):
        raise ToolError("failed")
    seconds = min(recipe.seconds, deadline - time.monotonic())
    with tempfile.TemporaryDirectory(prefix="verrijker-tool-") as folder:
        scratch = Path(folder)
        given, made = scratch / f"in{suffix}", scratch / "stdout"
        with given.open("wb") as copy:
            file.seek(0)
            shutil.copyfileobj(file, copy, MB)
        for name, content in recipe.files:
            (scratch / name).parent.mkdir(parents=True, exist_ok=True)
            (scratch / name).write_text(content)
        # The scratch folder's path is filled in inside the cage, where it may be another.
        places = {"in": f"{{folder}}/in{suffix}", "folder": "{folder}", **values}
        try:
            arguments = [argument.format_map(places) for argument in recipe.arguments]
        except KeyError as error:
            raise ToolError("failed") from error
        with made.open("wb") as printed:
            _call(recipe, [program, *arguments], scratch, printed, seconds)
        return _answer(recipe, scratch, made)


def _call(recipe: Recipe, command: list[str], scratch: Path, printed: BinaryIO, seconds: float) -> None:
    root = str(Path(__file__).resolve().parent.parent)
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from documents.tools import become; become()"
    readable = os.pathsep.join((*_SYSTEM, *recipe.readable))
    limits = [str(recipe.memory), str(recipe.written), str(int(seconds) + 5), str(scratch), readable]
    with subprocess.Popen(  # noqa: S603 - a program of RECIPES, in its cage
        [sys.executable, "-I", "-B", "-c", start, root, *limits, *command],
        stdin=subprocess.DEVNULL,
        stdout=printed,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8", "PATH": os.defpath, **dict(recipe.environment)},
        cwd=scratch,
        start_new_session=True,
    ) as process:
        try:
            status = process.wait(max(seconds, 0.1))
        except subprocess.TimeoutExpired as error:
            raise ToolError("timeout") from error
        finally:
            _end(process)
    if status == _NO_CAGE:
        log.warning("%s was not started: it cannot be kept from the network and other files here", command[0])
    if status != 0:
        raise ToolError("unsafe" if status == _NO_CAGE else "failed")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends the program and whatever it started: they share a session that is theirs alone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _answer(recipe: Recipe, scratch: Path, made: Path) -> bytes:
    if recipe.answer:
        # A link would lead out of the scratch folder, and the program may have been talked into making one.
        found = [path for path in scratch.glob(recipe.answer) if path.is_file() and not path.is_symlink()]
        if not found:
            raise ToolError("failed")
        made = found[0]
    number = os.open(made, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(number, "rb") as file:
        answer = file.read(DATA_BYTES + 1)
    if len(answer) > DATA_BYTES:
        raise ToolError("failed")
    return answer


def become() -> None:
    """Runs in a process of its own: locks it up, then becomes the program. Arguments as `_call` writes them."""
    import resource

    from documents.confine import cage

    memory, written, seconds, scratch, readable, program, *arguments = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    folder = cage(int(memory), int(written), Path(scratch), tuple(readable.split(os.pathsep)))
    if folder is None:
        os._exit(_NO_CAGE)
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    command = [program, *(argument.replace("{folder}", str(folder)) for argument in arguments)]
    os.execve(program, command, environment)  # noqa: S606 - a program of RECIPES, in its cage
