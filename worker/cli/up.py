"""`verrijker up`: everything on this machine."""

import click


@click.command()
@click.option("--host", help="Address to listen on; VERRIJKER_HOST if not given.")
@click.option("--port", type=click.IntRange(1, 65535), help="VERRIJKER_PORT if not given.")
@click.option("--quiet", is_flag=True, help="Write the logs of worker and API to files in VERRIJKER_HOME.")
def command(host: str | None, port: int | None, quiet: bool) -> None:
    """Start broker, database, a worker, the API and the review desk; stop them all with Ctrl-C."""
    import signal
    import time

    from config.settings import get_settings
    from worker import local

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    settings = get_settings()
    settings = settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})
    with local.running(settings, quiet=quiet) as service:
        tell(service.url, local.sign_in_link(settings, service.url))
        try:
            while True:
                time.sleep(1)
                service.check()
        except KeyboardInterrupt:
            click.echo("Stopping; running work is put back in the queue.", err=True)


def tell(url: str, link: str) -> None:
    """Where everything is, and a link that signs in once."""
    lines = (
        f"  Review desk   {url}/desk",
        f"  Sign in       {link}",
        "                (works once, for 15 minutes; later: `verrijker token create --role curator --name YOU`)",
        f"  API           {url}/api/v1, described at {url}/api/docs",
    )
    click.echo("\n" + "\n".join(lines) + "\n\nStop with Ctrl-C.", err=True)
