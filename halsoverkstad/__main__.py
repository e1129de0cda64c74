"""Entry point: nothing but a sentence and an exit status ever reaches a person."""

import io
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the arguments of the command line; gives the exit status."""
    from halsoverkstad.cli import run
    from halsoverkstad.domain.errors import Fault

    _speak_utf8()
    try:
        status = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
        return fault.exit_status
    except KeyboardInterrupt:
        sys.stderr.write("Avbrutet. Inget som var på väg att sparas har sparats.\n")
        return 130
    except BrokenPipeError:  # whoever read our output has had enough
        _say_no_more()
        return 0
    except OSError as error:
        from halsoverkstad.domain.reasons import reason

        sys.stderr.write(
            f"Det gick inte att läsa eller skriva: {reason(error)} ({_place(error)}). Rätta det "
            "och försök igen.\n"
        )
        _say_no_more()
        return 1
    except MemoryError:
        sys.stderr.write(
            "Minnet tog slut. Stäng andra program, eller dela filen, och försök igen.\n"
        )
        return 1
    except Exception as error:  # noqa: BLE001 - the last one there is; the place, never the data
        sys.stderr.write(
            f"Programmet stötte på ett fel som det inte var berett på ({_place(error)}). Inget "
            "halvt har sparats. Kör kontrollera, och berätta för den som sköter programmet.\n"
        )
        return 1
    else:
        return status


def _speak_utf8() -> None:
    """Write UTF-8 into pipes and files, so that scripts read the same on every system.

    A system of another encoding has no `→` or `ł`, and would refuse an answer when all is done. A
    terminal keeps its own encoding, with `?` for what it lacks.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _say_no_more() -> None:
    """Take no more for standard output: what is left to say there would fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _place(error: BaseException) -> str:
    """The kind of error and where in the program it arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = type(error).__name__
    if trace is None:
        return name
    code = trace.tb_frame.f_code
    return f"{name} i {os.path.basename(code.co_filename)} rad {trace.tb_lineno}"  # noqa: PTH119


if __name__ == "__main__":
    sys.exit(main())
