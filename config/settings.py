"""All settings, from `VERRIJKER_…` environment variables; the defaults need no server."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MB = 1024 * 1024


class Settings(BaseSettings):
    """One class for every process. Sizes are in bytes, times in seconds."""

    model_config = SettingsConfigDict(env_prefix="VERRIJKER_", extra="ignore")

    home: Path = Field(default=Path("var"), description="Folder for the embedded database, broker and files.")
    broker_url: str | None = Field(default=None, description="redis:// or amqp://; empty starts the embedded broker.")
    database_url: str | None = Field(default=None, description="postgresql+psycopg://…; empty uses SQLite in home.")
    files_url: str | None = Field(default=None, description="s3://bucket/prefix or file:///folder.")
    s3_endpoint_url: str | None = None

    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str | None = Field(default=None, description="Public address of the API, for links in events.")
    secret: SecretStr | None = Field(default=None, description="Signs desk sessions; made in home when empty.")
    secure_cookies: bool = False
    language: Literal["nl", "en"] = "nl"

    max_upload_bytes: int = 500 * MB
    read_seconds: int = Field(default=60, description="Wall time for reading one file.")
    read_memory_bytes: int = Field(default=1024 * MB, description="Address space of the reading process.")
    max_text_chars: int = Field(default=2_000_000, description="Text beyond this is left out and said so.")
    max_pages: int = Field(default=2000, description="Pages beyond this are left out and said so.")
    max_unpacked_bytes: int = Field(default=2048 * MB, description="Total size of a zip once unpacked.")
    max_members: int = 20_000
    max_parts_enriched: int = Field(default=60, description="Parts of a package that get suggestions of their own.")
    browser: bool = Field(default=True, description="Checks web pages in a real browser when there is one.")
    browser_program: Path | None = Field(default=None, description="The browser; empty looks for Chromium.")
    browser_pictures: bool = Field(default=False, description="Keeps pictures of pages with findings for the desk.")
    browser_seconds: int = Field(
        default=20,
        description="Seconds for one page in the browser, without its waits for a processor.",
    )
    max_pages_shown: int = Field(default=30, description="Pages of a package that are shown in the browser.")
    browser_memory_bytes: int = Field(default=2048 * MB, description="Memory of the browser with all its parts.")
    check_links: bool = Field(
        default=False,
        description="Asks other servers whether links still work; the addresses in a material then leave this machine.",
    )
    check_links_most: int = Field(default=40, description="Links of one material that are asked about.")
    check_links_seconds: int = Field(default=20, description="Time for all links of one material together.")
    fetch_max_bytes: int = 100 * MB
    fetch_seconds: int = 30
    fetch_redirects: int = 5
    allow_private_addresses: bool = Field(
        default=False, description="Lets fetches and webhooks reach private addresses. For tests and closed networks."
    )

    job_attempts: int = Field(default=3, description="A job that failed this often is dead.")
    job_lease_seconds: int = Field(
        default=45, description="A running job without a sign of life this long is taken over."
    )
    job_time_limit: int = Field(default=300, description="Hard limit on one job.")
    worker_concurrency: int = 2
    webhook_attempts: int = 8
    webhook_seconds: int = 10

    sure_precision: float = Field(
        default=0.95, description="Of suggestions shown as sure, at least this part is right."
    )
    likely_precision: float = 0.80
    models_folder: Path | None = Field(default=None, description="Trained files; empty uses those that ship.")
    curriculum_folder: Path | None = Field(default=None, description="Imported frameworks; empty uses home/curriculum.")
    encoder: str = Field(default="auto", description="auto, off, a Hugging Face model id, or a folder.")

    @property
    def curriculum_path(self) -> Path:
        return self.curriculum_folder or self.home / "curriculum"


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
