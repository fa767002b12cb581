"""The command `kg`: one thin command a file; each opens what it needs, calls one function and prints.

Exit codes: 0 done; 1 part of the input could not be read, the rest is done, or kg check found problems; 2 wrong usage
or input, nothing was written; 130 interrupted; 143 told to end.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.build import build
from kg.cli.check import check
from kg.cli.common import warn
from kg.cli.evaluate import evaluate
from kg.cli.explain import explain
from kg.cli.export import export
from kg.cli.lookup import lookup
from kg.cli.query import query
from kg.cli.serve import serve
from kg.cli.view import view
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

__all__ = ["app", "main"]

_ABOUT = """Build a knowledge graph from Chinese news about the Corps and its neighbours; query it, see it, check it.

Example:

    kg build seeds/articles --out out
"""
_CODES = (
    "Exit codes: 0 done; 1 part of the input could not be read, the rest is done, or kg check found problems;"
    " 2 wrong usage or input, nothing was written; 130 interrupted; 143 told to end."
)

app = typer.Typer(
    name="kg",
    help=_ABOUT,
    epilog=_CODES,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (build, view, query, serve, explain, check, lookup, export, evaluate):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


class _EndedError(BaseException):
    """Raised by SIGTERM, so that what is half-written is cleared away as on Ctrl-C."""


@contextlib.contextmanager
def _tidy_end() -> Iterator[None]:
    """Let SIGTERM (`timeout`, `docker stop`) unwind the process; only a main thread can ask for that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise _EndedError

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: What follows `kg`; by default those of this process.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed (`kg … >&-`)
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # only real files have it
    # Knowledge is hundreds of thousands of objects that live to the end; walking them again and again is waste.
    gc.set_threshold(100_000, 50, 100)
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        with _tidy_end():
            code = int(app(args=given, prog_name="kg", standalone_mode=False) or 0)
            sys.stdout.flush()
            return code
    except KgError as error:
        for line in str(error).splitlines():
            warn(line)
        return 2
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        warn(f"{error.format_message()} (`{context.command_path if context else 'kg'} --help` shows how)")
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except _EndedError:
        return 143
    except (BrokenPipeError, SystemExit):
        # The reader has gone (`kg … | head`), on which typer exits; nothing may be flushed to it any more.
        _hush()
        return 0
    except OSError as error:
        _hush()
        warn(f"{error.filename or 'output'}: {error.strerror or error}")
        return 2


def _hush() -> None:
    """Lead what is still to be flushed to standard output nowhere."""
    with contextlib.suppress(io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
