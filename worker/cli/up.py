"""`verrijker up`: everything on this machine."""

import click


@click.command()
@click.option("--quiet", is_flag=True, help="Write the logs of worker and API to files in VERRIJKER_HOME.")
def command(quiet: bool) -> None:
    """Start broker, database, a worker, the API and the review desk; stop them all with Ctrl-C."""
    import signal
    import time

    from config.settings import get_settings
    from worker import local

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    settings = get_settings()
    with local.running(settings, quiet=quiet) as service:
        tell(service.url, local.fresh_token(settings, "curator", "review desk (up)"))
        try:
            while True:
                time.sleep(1)
                service.check()
        except KeyboardInterrupt:
            click.echo("Stopping; running work is put back in the queue.", err=True)


def tell(url: str, token: str) -> None:
    """Where everything is, and the token to sign in with. Ends earlier tokens, so it is said on each start."""
    click.echo(
        f"\n  Review desk   {url}/\n  API           {url}/api/v1   (docs: {url}/api/docs)\n"
        f"  Sign in with  {token}\n\nStop with Ctrl-C.",
        err=True,
    )
