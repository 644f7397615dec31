"""The door: every command is a thin face of a Python function.

Results go to stdout, progress and errors to stderr. Exit codes: 0 done; 1 flags (`check`);
2 misuse; 3 with `--strict`, done but some source was not readable; 4 broken input or output;
130 interrupted.
"""

from __future__ import annotations

import sys

import click

from cenotaph import __version__
from cenotaph.cli import archives, checks, decisions, looking, stages
from cenotaph.cli.output import say_error
from cenotaph.errors import CenotaphError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cenotaph")
def cli() -> None:
    """From a folder of contradicting sources to the public record.

    \b
    Start:   cenotaph demo                 build the two examples and look at them
             cenotaph init my-archive      then copy files into my-archive/sources
             cenotaph build my-archive     and open my-archive/site/index.html
    """


for module in (archives, looking, checks, decisions, stages):
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run the command line; errors on purpose become one clean paragraph and their exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.ClickException as misuse:
        misuse.show()
        sys.exit(2)
    except CenotaphError as error:
        say_error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output has gone, e.g. `| head`
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"cenotaph: {error.filename or 'the system'}: {error.strerror or error}", err=True)
        sys.exit(4)
