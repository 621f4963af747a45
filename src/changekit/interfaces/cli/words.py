"""`changekit words`: a list of words from the texts of a folder, to split compounds by."""

from __future__ import annotations

from pathlib import Path

import click

from changekit.interfaces.cli.common import Call, options, overwrite_option


@click.command("words")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The list, such as the compounds.txt of a pack.",
)  # fmt: skip
@click.option(
    "--least", type=click.IntRange(1), default=5, show_default=True,
    help="How often a word has to stand in the texts.",
)  # fmt: skip
@overwrite_option
@options("words")
def command(call: Call, folder: Path, out: Path, least: int, overwrite: bool) -> None:
    """Make a list of the words in the .txt and .md files under DIR.

    Only words in lower case are counted, so that names of people stay out, and long words that
    common ones explain are left out. With the list, searches find more parts of compounds.
    """
    from changekit.files.word_lists import MADE_BY, word_list_text
    from changekit.files.word_texts import read_texts, refuse_others_list
    from changekit.files.writing import write_text
    from changekit.services.wording import gather_words

    refuse_others_list(out, overwrite=overwrite)
    reading = read_texts(folder, leaving_out=out)
    words = gather_words(reading.texts, least=least)
    write_text(out, word_list_text(words, comment=f"{MADE_BY}, from {len(reading.texts)} texts"))
    body = {"written": [{"file": str(out), "guessed": []}], "words": len(words)}
    said = {
        "sv": f"{len(words)} ord ur {len(reading.texts)} texter: {out}",
        "en": f"{len(words)} words from {len(reading.texts)} texts: {out}",
    }[call.tongue()]
    lines = [said, *(finding.line(call.tongue()) for finding in reading.findings)]
    call.finish(None, body, text="\n".join(lines), findings=reading.findings)
