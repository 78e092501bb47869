"""What every test room shares: the data beside the repository, and settings that touch nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# How long an example takes says how busy the machine is, not whether the program is right.
hypothesis_settings.register_profile("verrijker", deadline=None)
hypothesis_settings.load_profile("verrijker")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real data; a test that needs it is skipped, and says so, where it is absent."""
    if not (SHARED / "README.md").exists():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads or writes the developer's own database, broker or files."""
    from config.settings import get_settings

    monkeypatch.setenv("VERRIJKER_HOME", str(tmp_path / "home"))
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()
