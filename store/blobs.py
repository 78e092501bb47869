"""Files by key: a local folder, or a bucket of S3-compatible storage."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import unquote, urlsplit

from config.settings import Settings, get_settings


class Blobs(Protocol):
    """`put` is atomic: a key either holds the whole content or nothing."""

    def put(self, key: str, content: BinaryIO) -> None: ...
    def get(self, key: str) -> bytes: ...
    def delete(self, key: str) -> None: ...
    def local(self, key: str) -> Any:
        """A context manager that gives a path with the content; read-only for the caller."""


class FolderBlobs:
    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    def _path(self, key: str) -> Path:
        path = (self.folder / key).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise ValueError(f"blob key {key!r} leaves the folder")
        return path

    def put(self, key: str, content: BinaryIO) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                shutil.copyfileobj(content, file, 1024 * 1024)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def get(self, key: str) -> bytes:
        return self._path(key).read_bytes()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        yield self._path(key)


class S3Blobs:
    def __init__(self, bucket: str, prefix: str, endpoint: str | None) -> None:
        import boto3

        self.bucket, self.prefix = bucket, prefix.strip("/")
        self.client: Any = boto3.client("s3", endpoint_url=endpoint)

    def _key(self, key: str) -> str:
        return f"{self.prefix}/{key}" if self.prefix else key

    def put(self, key: str, content: BinaryIO) -> None:
        self.client.upload_fileobj(content, self.bucket, self._key(key))

    def get(self, key: str) -> bytes:
        body: bytes = self.client.get_object(Bucket=self.bucket, Key=self._key(key))["Body"].read()
        return body

    def delete(self, key: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=self._key(key))

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="verrijker-") as folder:
            path = Path(folder) / "blob"
            self.client.download_file(self.bucket, self._key(key), str(path))
            yield path


def open_blobs(settings: Settings | None = None) -> Blobs:
    """The blob store that the settings name; a folder in home by default."""
    settings = settings or get_settings()
    if not settings.files_url:
        return FolderBlobs(settings.home / "files")
    url = urlsplit(settings.files_url)
    if url.scheme == "s3":
        return S3Blobs(url.netloc, unquote(url.path), settings.s3_endpoint_url)
    if url.scheme == "file":
        return FolderBlobs(Path(unquote(url.path)))
    raise ValueError(f"VERRIJKER_FILES_URL must begin with s3:// or file://, not {url.scheme}://")
