"""Annif itself: installed in an environment of its own, trained through its command line, and asked in a process."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.classifiers import annif_corpus as corpus
from bench.classifiers import turn
from bench.classifiers.annif_corpus import BACKENDS, ENSEMBLE, Labelled
from curriculum import Curriculum

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE.parent / "requirements-annif.txt"
SENTENCES = "llama-index-core==0.14.25"
"""A package that carries the sentence model of NLTK that Annif would otherwise fetch from elsewhere; nothing else of it
is used, so it is installed without what it needs itself."""


def environment(folder: Path) -> Path:
    """The `bin` of an environment with Annif, made at first use and again when what is wanted changed."""
    done, wanted = folder / "installed.txt", REQUIREMENTS.read_text() + SENTENCES
    if not done.exists() or done.read_text() != wanted:
        python, uv = folder / "bin" / "python", Path(sys.executable).parent / "uv"
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if uv.exists():
            install = [str(uv), "pip", "install", "--quiet", "--python", str(python)]
        subprocess.run([*install, "-r", str(REQUIREMENTS)], check=True)
        subprocess.run([*install, "--no-deps", SENTENCES], check=True)
        done.write_text(wanted)
    return folder / "bin"


CHOOSING = 300
"""About how many texts the weights of an ensemble are chosen on: Annif tries each set of weights on all of them."""


class AnnifError(RuntimeError):
    """Annif could not do what was asked; says the last line of what it wrote."""


@dataclass
class Annif:
    """Annif with a folder for the files it reads and makes."""

    bin: Path
    folder: Path
    trained: dict[str, float] = field(default_factory=dict)
    """Seconds that training took, per project."""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        found = sorted(self.bin.parent.glob("lib/python*/site-packages/llama_index/core/_static/nltk_cache"))
        if not found:
            raise AnnifError(f"{SENTENCES} brings no sentence model of NLTK any more")
        self.environment = dict(os.environ) | {
            "NLTK_DATA": str(found[0]), "ANNIF_PROJECTS": str(self.config), "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }  # fmt: skip

    @property
    def config(self) -> Path:
        return self.folder / "projects.cfg"

    def _data(self, part: str) -> Path:
        return self.folder / part

    def _say(self, part: str, *arguments: str) -> str:
        ran = subprocess.run(
            [str(self.bin / "annif"), *arguments], capture_output=True, text=True,
            env=self.environment | {"ANNIF_DATADIR": str(self._data(part))},
        )  # fmt: skip
        if ran.returncode:
            said = (ran.stderr or ran.stdout).strip().splitlines()
            raise AnnifError(said[-1] if said else f"annif {arguments[0]} ended with status {ran.returncode}")
        return ran.stdout

    def prepare(self, part: str, framework: str, rows: Sequence[Labelled], known: Curriculum) -> Path:
        """Gives Annif the vocabulary, and a file of documents to train on; `part` is a set of models of its own."""
        start = self._data(part) / framework
        words = corpus.write(start.with_suffix(".vocabulary.tsv"), corpus.vocabulary(framework, rows, known))
        self._say(part, "load-vocab", "--force", "-L", "nl", framework, str(words))
        return corpus.write(start.with_suffix(".documents.tsv"), corpus.documents(rows, known))

    def train(self, part: str, framework: str, documents: Path) -> dict[str, str]:
        """Trains every backend; returns why not, for those that could not be."""
        failed = {}
        for backend in BACKENDS:
            begun = time.perf_counter()
            try:
                self._say(part, "train", "-j", "1", f"{framework}-{backend}", str(documents))
            except AnnifError as error:
                failed[backend] = str(error)
            self.trained[f"{framework}-{backend}"] = time.perf_counter() - begun
        return failed

    def weights(self, part: str, framework: str, documents: Path, *, trials: int) -> str:
        """The line of sources and weights of the ensemble that Annif finds best on `documents`."""
        said = self._say(part, "hyperopt", "-T", str(trials), "-j", "1", f"{framework}-{ENSEMBLE}", str(documents))
        for line in said.splitlines():
            if line.startswith("sources="):
                return line.removeprefix("sources=")
        raise AnnifError("annif hyperopt named no sources")

    def ask(self, part: str, projects: Sequence[str], texts: Path, *, processes: int = 1) -> list[turn.Turn]:
        """Puts every text to every project, in so many processes at once."""
        return turn.run(
            [self.bin / "python", HERE / "theirs.py", texts, self.config, self._data(part), *projects],
            processes=processes, environment=self.environment,
        )  # fmt: skip


def learn(
    annif: Annif, framework: str, rows: Sequence[Labelled], known: Curriculum, *, trials: int
) -> tuple[str, dict[str, str]]:
    """Trains all backends of one framework on `rows`. The ensemble's weights are chosen first, with models trained on
    seven eighths of the rows, by how well they rank the rest, or some hundreds of it. Returns that line, and the
    backends that failed."""
    part = [r for r in rows if not corpus.held_out(r.text)]
    rest = [r for r in rows if corpus.held_out(r.text)]
    rest = rest[:: max(1, len(rest) // CHOOSING)]
    corpus.write(annif.config, corpus.projects([framework], {}))
    failed = annif.train("choosing", framework, annif.prepare("choosing", framework, part, known))
    able = [f"{framework}-{b}" for b in BACKENDS if b not in failed]
    corpus.write(annif.config, corpus.projects([framework], {framework: ",".join(able)}))
    held = corpus.write(annif.folder / "held.tsv", corpus.documents(rest, known))
    sources = annif.weights("choosing", framework, held, trials=trials)
    failed |= annif.train("all", framework, annif.prepare("all", framework, rows, known))
    return sources, failed
