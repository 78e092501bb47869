"""Files by key, on a folder and on a real HTTP server that speaks S3."""

import io
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from store.blobs import Blobs, FolderBlobs, open_blobs


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Blobs]:
    if request.param == "folder":
        yield open_blobs(Settings(home=tmp_path))
        return
    import boto3
    from moto.server import ThreadedMotoServer

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    server = ThreadedMotoServer(port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        bucket = f"lessen-{uuid.uuid4()}"
        where = {"LocationConstraint": "eu-west-1"}
        boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
        yield open_blobs(Settings(home=tmp_path, files_url=f"s3://{bucket}/school%20a", s3_endpoint_url=endpoint))
    finally:
        server.stop()


def test_what_goes_in_comes_out(blobs: Blobs) -> None:
    content = b"breuken" * 300_000
    blobs.put("originals/aa/bb", io.BytesIO(content))
    assert blobs.get("originals/aa/bb") == content
    with blobs.local("originals/aa/bb") as path:
        assert path.read_bytes() == content
    blobs.put("originals/aa/bb", io.BytesIO(b"nieuw"))
    assert blobs.get("originals/aa/bb") == b"nieuw"
    blobs.delete("originals/aa/bb")
    with pytest.raises(Exception, match=r"NoSuchKey|No such file"):
        blobs.get("originals/aa/bb")
    blobs.delete("originals/aa/bb")


class Broken(io.BytesIO):
    """An upload that stops halfway."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 0:
            raise ConnectionResetError
        return super().read(10)


def test_half_an_upload_leaves_nothing(blobs: Blobs) -> None:
    with pytest.raises(ConnectionResetError):
        blobs.put("originals/half", Broken(b"x" * 100))
    with pytest.raises(Exception, match=r"NoSuchKey|No such file"):
        blobs.get("originals/half")


def test_a_key_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leaves the folder"):
        FolderBlobs(tmp_path / "files").put("../elsewhere", io.BytesIO(b"x"))


def test_an_unknown_kind_of_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ftp"):
        open_blobs(Settings(home=tmp_path, files_url="ftp://host/x"))
