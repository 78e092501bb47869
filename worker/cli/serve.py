"""`verrijker serve`: the HTTP API and the review desk."""

import click


@click.command()
@click.option("--host", help="Address to listen on; VERRIJKER_HOST if not given.")
@click.option("--port", type=click.IntRange(1, 65535), help="VERRIJKER_PORT if not given.")
def command(host: str | None, port: int | None) -> None:
    """Serve the API and the review desk until stopped.

    Submissions are kept even while no broker runs; a worker takes them up once there is one.
    """
    import uvicorn

    from config.settings import get_settings
    from store.database import migrate
    from worker import log

    settings = get_settings()
    log.set_up()
    migrate(settings)
    uvicorn.run(
        "api.app:create_app",
        factory=True,
        host=host or settings.host,
        port=port or settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
