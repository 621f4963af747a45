"""`changekit bench`: what changekit measures about itself, on files that you give it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import attrs
import click

from changekit.errors import UnreadableFileError
from changekit.interfaces.cli.common import Call, options
from changekit.interfaces.cli.terminal import shown
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.services.planning.engines.measuring import PlannedAll
    from changekit.services.planning.makespan.measuring import Measures

NOTHING = Text(sv="ingen fil där gick att läsa", en="none of its files could be read")


@click.group("bench")
def command() -> None:
    """Measure changekit on your own files."""


@command.command("compounds")
@click.option(
    "--words", "file", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="One word a line, or in the first column.",
)  # fmt: skip
@click.option(
    "--more", "lists", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="A list of words to split by, as `changekit words` writes it; may be given again.",
)  # fmt: skip
@click.option("--without-extra", is_flag=True, help="Leave out the words of the extra `swedish`.")
@click.option("--with-extra", is_flag=True, help="Fail where that extra is not installed.")
@options("bench")
def compounds(
    call: Call, file: Path, lists: tuple[Path, ...], without_extra: bool, with_extra: bool
) -> None:
    """Show the parts that Swedish words are taken apart into."""
    from changekit.files.word_lists import read_word_list, read_words
    from changekit.findings import Findings
    from changekit.services.wording import Splitter, split_words, word_sources

    if without_extra and with_extra:
        both = "--without-extra and --with-extra exclude each other"
        raise click.UsageError(both)
    words = read_words(file)
    sources = word_sources(extra=False if without_extra else (with_extra or None))
    more = [read_word_list(path) for path in lists]
    splitter = Splitter.of(*sources, *(reading.words for reading in more))
    splits = split_words(words, splitter, language=call.tongue())
    findings = Findings.in_order(finding for reading in more for finding in reading.findings)
    call.finish(None, splits.to_dict(), text=lambda: shown(splits), findings=findings)


_ORACLES = click.option(
    "--oracles", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR",
    help="A folder of .yaml files, each with a problem and its published answer.",
)  # fmt: skip


@command.command("scoring")
@_ORACLES
@options("bench")
def scoring(call: Call, folder: Path) -> None:
    """Work out published decision problems and compare with what is printed."""
    from changekit.services.scoring.oracles import run_oracles

    answers = run_oracles(folder, language=call.tongue())
    call.finish(None, answers.to_dict(), text=lambda: shown(answers), findings=answers.findings)


@command.command("statistics")
@_ORACLES
@options("bench")
def statistics(call: Call, folder: Path) -> None:
    """Work out published statistics and compare with what is printed."""
    from changekit.services.statistics.oracles import run_statistics

    answers = run_statistics(folder, language=call.tongue())
    call.finish(None, answers.to_dict(), text=lambda: shown(answers), findings=answers.findings)


@command.command("planning")
@click.option(
    "--psplib", type=click.Path(path_type=Path), metavar="DIR",
    help="A folder of scheduling problems, .rcp or .sm, with best-known.csv if there is one.",
)  # fmt: skip
@click.option(
    "--portfolio", type=click.Path(path_type=Path), metavar="DIR",
    help="A folder of portfolios, .json.gz, to select from and to schedule.",
)  # fmt: skip
@click.option(
    "--seconds", type=click.FloatRange(0, min_open=True), default=10.0, show_default=True,
    help="How long to search for each problem.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1), default=2, show_default=True,
    help="How many threads search.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=0, help="Where the random moves start.")
@options("bench")
def planning(  # one for each option
    call: Call,
    psplib: Path | None,
    portfolio: Path | None,
    seconds: float,
    workers: int,
    seed: int,
) -> None:
    """Plan published problems or portfolios, and compare with what is known of them."""
    from changekit.interfaces.cli.progress import watched
    from changekit.services.planning.engines import measuring as portfolios
    from changekit.services.planning.makespan import measuring as projects

    folder = psplib or portfolio
    if folder is None or (psplib and portfolio):
        one = "give one of --psplib and --portfolio"
        raise click.UsageError(one)
    measure: Callable[..., Measures | PlannedAll] = (
        projects.measure if psplib else portfolios.measure
    )
    with watched(call.tongue(), words=lambda _: "") as (progress, cancel):
        found = measure(
            folder, seconds=seconds, workers=workers, seed=seed, progress=progress,
            cancel=cancel, language=call.tongue(),
        )  # fmt: skip
    _measured(call, folder, found)


def _measured(call: Call, folder: Path, found: Measures | PlannedAll) -> NoReturn:
    """Answer with what was measured; beside a text, what is wrong with the files.

    Raises:
        UnreadableFileError: Nothing in the folder could be read.
    """
    if found.findings and not call.as_json:
        click.echo(attrs.evolve(found.findings, language=call.tongue()).to_text(), err=True)
    if found.findings and not found.instances:
        raise UnreadableFileError(str(folder), NOTHING)
    call.finish(None, found.to_dict(), text=lambda: shown(found), findings=found.findings)
