"""The command line. Every module here without a leading underscore is a command of that name."""

import importlib
import os
import pkgutil
import sys
from typing import Any

import click


class Commands(click.Group):
    """Finds commands by file name and imports one only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name.replace("_", "-") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        found: click.Command = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").command
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="verrijker", message="%(version)s")
def group() -> None:
    """Suggests subject, level and curriculum goals for open learning materials, and checks how well they can be read.

    Every suggestion waits for a person. Settings come from VERRIJKER_... variables; nothing needs to be set.
    """


def sentence(error: BaseException) -> str:
    """What to tell about an error: one line, without a traceback."""
    text = str(error).strip().splitlines()
    return text[0] if text else type(error).__name__


def main(arguments: list[str] | None = None) -> None:
    """Runs the program and exits: 0 all well, 1 something failed, 2 wrong usage."""
    try:
        result: Any = group.main(args=arguments, prog_name="verrijker", standalone_mode=False)
        sys.exit(result if isinstance(result, int) else 0)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has gone, as `head` does; that is not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("VERRIJKER_DEBUG"):
            raise
        click.echo(f"verrijker: {_settings_sentence(error) or sentence(error)}", err=True)
        sys.exit(2 if _settings_sentence(error) else 1)


def _settings_sentence(error: Exception) -> str | None:
    """A wrong environment variable is wrong usage: name it."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError) and error.title == "Settings":
        first = error.errors(include_url=False)[0]
        return f"VERRIJKER_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}"
    return None
