"""The decisions that would free most, with what each frees in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.interfaces.report.management_wording import WORDS
from changekit.services.planning.why.freeing import Freed
from changekit.text import Text, join_words

if TYPE_CHECKING:
    from changekit.interfaces.report.material import Material

__all__ = ["SHOWN", "Gain", "decisions"]

SHOWN = 3


@attrs.frozen(kw_only=True)
class Gain:
    """A decision, and what it frees.

    Attributes:
        tells_benefit: Whether to say by how much the benefit grows; not where none is known.
    """

    text: Text
    freed: Freed
    tells_benefit: bool = True

    @property
    def effect(self) -> Text:
        """What it frees, in words."""
        parts = []
        if self.freed.fit:
            parts.append(_counted("gain-fit", len(self.freed.fit)))
        if self.freed.earlier:
            parts.append(_counted("gain-earlier", len(self.freed.earlier)))
        if self.tells_benefit and round(100 * self.freed.share) >= 1:
            parts.append(WORDS["gain-benefit"].format(share=round(100 * self.freed.share)))
        return Text(
            {
                code: _capital(join_words((part.to(code) for part in parts), language=code)) + "."
                for code in ("sv", "en")
            }
        )


def decisions(material: Material) -> tuple[Gain, ...]:
    """Return the decisions that raise the benefit of the plan most, at most three."""
    return tuple(
        Gain(text=item.text, freed=item.freed, tells_benefit=material.benefit_known)
        for item in material.plan.decisions_that_free_most(SHOWN)
    )


def _counted(word: str, count: int) -> Text:
    return WORDS[f"{word}-one" if count == 1 else word].format(n=count)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
