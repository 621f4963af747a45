"""A made-up catalogue of any size, in the shape and the words of the built-in one."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from changekit.files.resources import catalog_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SETTINGS", "concept_text", "words_of", "write_catalogue"]

SETTINGS = "schema: 1\nname: Mätning\nas_of: 2024-01-01\n"
NEEDS = ("change-capacity", "unclear-mandate", "skills", "lead-time", "shared-direction")
_WORD = re.compile(r"[a-zåäö]{3,14}", re.IGNORECASE)
_TEXTS = re.compile(r"^ +(sv|en): (?:>-\n)?((?:.+\n)(?: {4,}[^\n:]+\n)*)", re.MULTILINE)


def words_of() -> dict[str, list[str]]:
    """Return the words of the built-in catalogue by language, as often as they stand there."""
    words: dict[str, list[str]] = {"sv": [], "en": []}
    for path in sorted(catalog_folder().glob("concepts/*.yaml")):
        for language, text in _TEXTS.findall(path.read_text("utf-8")):
            words[language] += _WORD.findall(text)
    return words


class _Writer:
    """Writes texts of words drawn from a list."""

    def __init__(self, seed: int, words: dict[str, list[str]]) -> None:
        self.dice, self.words = random.Random(seed), words

    def text(self, indent: int, least: int, most: int) -> str:
        """Return a text in both languages, folded where it is long."""
        count = self.dice.randint(least, most)
        step = "\n" + " " * indent
        return "".join(
            f"{step}{language}: {self.wording(language, count, indent + 2)}"
            for language in ("sv", "en")
        )

    def wording(self, language: str, count: int, indent: int) -> str:
        """Return some words as a sentence."""
        chosen = self.dice.choices(self.words[language], k=count)
        sentence = " ".join(chosen).capitalize() + "."
        if len(sentence) < 80:
            return sentence
        lines = [" ".join(chosen[at : at + 11]) for at in range(0, count, 11)]
        step = "\n" + " " * indent
        return ">-" + step + step.join([lines[0].capitalize(), *lines[1:]]) + "."


def concept_text(number: int, words: dict[str, list[str]], *, of: int) -> str:
    """Return one concept of about 3 KB, with ties to others of the same catalogue."""
    w = _Writer(number, words)
    dice = w.dice
    steps = "".join(
        f"\n    - name: step-{at}\n      text:{w.text(8, 6, 10)}\n      roles: [team, manager]"
        for at in range(1, 3)
    )
    other = (number + dice.randint(1, of - 1)) % of
    page = dice.randint(1, 90)
    where = '{name: {sv: Luleå, en: Luleå}, country: SE, code: "2580"}'
    before = dice.randint(20, 60)
    return f"""\
schema: 1
id: made/concept-{number}
version: 1.{number % 7}.0
status: active
title:{w.text(2, 4, 6)}
needs: [{", ".join(sorted(dice.sample(NEEDS, 2)))}]
problem:{w.text(2, 14, 20)}
effect:{w.text(2, 10, 16)}
mechanism:{w.text(2, 14, 18)}
moderators:{w.text(2, 8, 12)}
implementation:
  steps:{steps}
  enablers: [responsibility, authority, information]
relations:
  - kind: {dice.choice(("requires", "enhances", "alternative-to"))}
    to: made/concept-{other}
    why:{w.text(6, 4, 8)}
    source: {{document: report-{page}.txt, page: {page}}}
evidence:
  - outcome: lead-time
    design: before-after
    reported_by: adopter
    text:{w.text(6, 6, 10)}
    n: {dice.randint(8, 900)}
    before: {before}
    after: {before * dice.randint(50, 95) / 100}
    unit: days
    municipality: {where}
    source: {{document: report-{page}.txt, page: {page}}}
seed_support: done
materials: []
contact:
  function:{w.text(4, 4, 6)}
applies_to:
  processes: [procurement, development-planning]
  case_types: []
adoptions:
  - municipality: {where}
    reach:{w.text(6, 3, 5)}
    target_met: true
    source: {{document: report-{page}.txt, date: 2023-11-{dice.randint(10, 28)}}}
provenance:
  municipality: {where}
  maintainer_role:{w.text(4, 2, 3)}
  licence: CC0-1.0
tags: [{", ".join(sorted({word.lower() for word in dice.sample(words["sv"], 3)}))}]
source: {{document: report-{page}.txt}}
"""


def write_catalogue(folder: Path, count: int) -> list[Path]:
    """Write a workspace with so many concepts, and return their files."""
    (folder / "concepts").mkdir(parents=True)
    (folder / "changekit.yaml").write_text(SETTINGS, "utf-8")
    needs = (catalog_folder() / "needs.yaml").read_text("utf-8")
    (folder / "needs.yaml").write_text(needs, "utf-8")
    words = words_of()
    paths = []
    for number in range(count):
        path = folder / "concepts" / f"c{number:06}.yaml"
        text = concept_text(number, words, of=count)
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths
