"""Programs of others: each runs in a cage of its own, and a reader reaches them only through the recipes."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from document_makers import with_reader

from config.settings import MB
from documents import sandbox, tools
from documents.limits import Limits
from documents.sandbox import Pool
from documents.tools import Recipe, ToolError

Run = Callable[..., str]
PYTHON = Path(sys.executable).resolve()
caged = pytest.mark.skipif(not sandbox.capabilities()["landlock"], reason="this kernel has no Landlock")


def recipe(program: str, **more: object) -> Recipe:
    """A recipe that lets Python itself do what a program of others might be talked into."""
    arguments = ("-I", "-c", program, "{folder}", "{in}")
    return Recipe(str(PYTHON), arguments, readable=(str(PYTHON.parent.parent),), **more)  # type: ignore[arg-type]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(program: str, data: bytes = b"", **more: object) -> str:
        monkeypatch.setitem(tools.RECIPES, "probe", recipe(program, **more))
        return tools.use("probe", data).decode().strip()

    return call


@caged
def test_a_program_gets_its_input_and_may_write_beside_it(run: Run) -> None:
    program = "import sys; text = open(sys.argv[2]).read(); open(sys.argv[1] + '/uit', 'w').write(text.upper())"
    assert run(program, b"breuken", answer="uit") == "BREUKEN"


@caged
@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/passwd').read()",
        "open('/etc/hostname').read()",
        "open('/var/tmp/verrijker-was-here', 'w')",
        "open('/usr/verrijker-was-here', 'w')",
        "__import__('socket').create_connection(('127.0.0.1', 9), 2)",
        "__import__('socket').socket(__import__('socket').AF_INET6)",
        "__import__('os').kill(__import__('os').getppid(), 0)",
        "open('/proc/%d/environ' % __import__('os').getppid()).read()",
    ],
)
def test_a_program_reaches_nothing_else(run: Run, deed: str) -> None:
    said = run(f"try:\n  {deed}\n  print('it worked')\nexcept OSError as error:\n  print(type(error).__name__)")
    assert said.endswith("Error")


@caged
def test_a_program_that_hangs_or_fills_the_disk_is_ended(run: Run) -> None:
    with pytest.raises(ToolError, match="timeout"):
        run("import time; time.sleep(60)", seconds=1)
    with pytest.raises(ToolError, match="failed"):
        run("import sys; open(sys.argv[1] + '/vol', 'w').write('x' * 20_000_000)", written=MB)
    with pytest.raises(ToolError, match="failed"):
        run("print(len(bytearray(900_000_000)))", memory=512 * MB)


def test_a_reader_chooses_no_program_and_no_strange_value() -> None:
    with Path(__file__).open("rb") as file:
        assert tools.serve({"tool": "sh"}, file, 1e12) == {"failed": "missing"}
        for value in ("nld; rm", "../x", "-rf", "a b", "{in}", ""):
            request = {"tool": "recognise", "values": {"languages": value, "layout": "3", "format": "txt"}}
            assert tools.serve(request, file, 1e12)["failed"] in ("failed", "missing")


ASKING = """
from documents import tools
from documents.registry import Reader

def read(source, builder, format):
    builder.verbatim(f"{tools.here('recognise')} {tools.here('convert')}")
    try:
        builder.verbatim(tools.use("recognisable").decode())
    except tools.ToolError as error:
        builder.verbatim(str(error))

READER = Reader(formats={"asks": "text/x-asks"}, extensions={}, names={"asks": ("x", "x")}, rank=1, read=read,
                detect=lambda source: "asks" if source.head.startswith(b"ASKS") else None)
"""


@caged
def test_a_reader_asks_from_within_its_own_cage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = with_reader(tmp_path / "checkout", "asks", ASKING)
    monkeypatch.setattr(sandbox, "__file__", str(home / "documents" / "sandbox.py"))
    pool = Pool()
    path = tmp_path / "vraag"
    path.write_text("ASKS")
    with path.open("rb") as file:
        text = pool.read(file, "vraag", Limits()).text
    pool.close()
    assert text.startswith(f"{tools.here('recognise')} {tools.here('convert')}")
    if tools.here("recognise"):
        assert "eng" in text
    else:
        assert text.endswith("missing")
