"""What a ranking can say of its own reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring.comparing import Comparison, compared, on_levels
from changekit.services.scoring.scenarios import Scenarios, scenarios
from changekit.services.scoring.steps import steps
from changekit.services.scoring.tops import TopFlips, top_flips
from changekit.services.scoring.unknowns import Unknowns, unknowns
from changekit.services.scoring.voices import Voices, voices
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer
    from changekit.model.municipality import Municipality
    from changekit.model.profile import Profile
    from changekit.services.scoring.ranking import Ranked
    from changekit.tables import Table

__all__ = ["Reasoned"]


class Reasoned:
    """The questions that can be put to a ranking as a whole, or to two of its initiatives."""

    profile: str
    items: tuple[Ranked, ...]
    language: str
    notice: Text | None
    scorer: Scorer
    matrix: ScoreMatrix

    def steps(self) -> tuple[Table, ...]:
        """Return the numbers on the way to the scores, in the order they are worked out."""
        return steps(self.scorer, self.matrix)

    def why(self, a: str, b: str) -> Comparison:
        """Return why one initiative stands above or below another, and what would turn them.

        Raises:
            UnknownNameError: One of them is not in the ranking.
            InvalidValueError: It is one and the same.
        """
        if a == b:
            msg = Text(sv=f"{a!r} kan inte jämföras med sig självt: ange två",
                       en=f"{a!r} cannot be compared with itself: name two")  # fmt: skip
            raise InvalidValueError(msg)
        found = {item.id: item.title for item in self.items}
        for name in (a, b):
            if name not in found:
                raise UnknownNameError("initiative", name, known=found)
        at = self.matrix.ids.index
        return compared(self.scorer, self.matrix, at(a), at(b), titles=(found[a], found[b]),
                        language=self.language, notice=self.notice)  # fmt: skip

    def flips(self, top: int = 1) -> TopFlips:
        """Return how far each weight can be moved before the best `top` are others.

        Raises:
            InvalidValueError: `top` is not from 1 to one less than what has a score.
        """
        return top_flips(self.scorer, self.matrix, top, language=self.language, notice=self.notice)

    def unknowns(self, top: int = 1) -> Unknowns:
        """Return which unknown values could change the best `top`, and from where on.

        Raises:
            InvalidValueError: `top` is not from 1 to one less than what has a score.
        """
        return unknowns(self.scorer, self.matrix, top, language=self.language, notice=self.notice)

    def voices(self) -> Voices:
        """Return each voice's ranking apart, the group's beside them, and who dissents.

        Raises:
            InvalidValueError: The profile has no voices, or weights that cannot be used.
            UnknownNameError: A voice weighs what is no criterion.
        """
        town, profile = self._asked()
        return voices(self.scorer, town, profile, language=self.language, notice=self.notice)

    def scenarios(self, top: int = 3) -> Scenarios:
        """Return the ranking in every scenario apart, what holds in all, and what is regretted.

        Raises:
            InvalidValueError: The profile has no scenarios, or one of them cannot be used.
            UnknownNameError: A scenario names what does not exist.
        """
        town, profile = self._asked()
        return scenarios(self.scorer, town, profile, count=top,
                         language=self.language, notice=self.notice)  # fmt: skip

    def _asked(self) -> tuple[Municipality, Profile]:
        town = self.matrix.municipality
        profile = town.profiles_by_id.get(self.profile) if town else None
        if town is None or profile is None:
            msg = Text(
                sv=f"profilen {self.profile!r} står inte i scoring.yaml, och har varken röster "
                "eller scenarier",
                en=f"the profile {self.profile!r} is not in scoring.yaml, and has neither voices "
                "nor scenarios",
            )
            raise InvalidValueError(msg)
        return town, profile

    def levels(self) -> Mapping[str, float]:
        """Return the scores as mean levels: nothing where the criteria share no scale.

        A weighted sum of 0.65 on criteria that are all judged from 1 to 5 is the level 3.6.
        """
        found = {
            item.id: on_levels(self.scorer, self.matrix, item.score)
            for item in self.items
            if item.score is not None
        }
        return {name: level for name, level in found.items() if level is not None}

    def as_values(self) -> dict[str, float]:
        """Return the scores as values for `Workspace.plan(values=...)`.

        Ours: a plan weighs initiatives by values in proportion, so a score twice as high counts
        twice as much. Scores stay as they are; where some are below 0 the lowest counts 0 and
        the others are as far above as before. What has no score is left out: the plan assumes
        its value from its priority, and says so.
        """
        scores = {item.id: item.score for item in self.items if item.score is not None}
        lowest = min(0.0, min(scores.values(), default=0.0))
        return {name: score - lowest for name, score in sorted(scores.items())}
