"""Which files of a folder are enriched."""

from pathlib import Path

from worker import batch


def test_attachments_in_a_hidden_folder_count_and_version_control_does_not(tmp_path: Path) -> None:
    for name in (".gitbook/assets/les.md", ".git/config", "les.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Les")
    found = [Path(p).relative_to(tmp_path).as_posix() for p in batch.walk([str(tmp_path)])]
    assert sorted(found) == [".gitbook/assets/les.md", "les.md"]
