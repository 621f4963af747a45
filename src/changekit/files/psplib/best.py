"""The best that is known of published problems: a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.files.psplib.problem import LONGEST
from changekit.files.psplib.tokens import BREAKS, whole
from changekit.files.yaml import decode
from changekit.findings import Place
from changekit.rules import projects as rules
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.reading import Log

__all__ = ["read_best"]

_HEADINGS: Final = ("instance", "makespan")


def read_best(data: bytes, file: str, log: Log) -> dict[str, int]:
    r"""Return the shortest makespan that is known, by the name of the instance.

    Args:
        data: The bytes: a line for each instance, `instance,makespan`, with or without headings.
        file: What findings call the file.
        log: Where they go.

    >>> from changekit.model.reading import Log
    >>> read_best(b"instance,makespan\nJ30_1,43\n", "best-known.csv", Log())
    {'J30_1': 43}
    """
    text = decode(data, file, log)
    best: dict[str, int] = {}
    seen: dict[str, int] = {}
    for number, line in enumerate(BREAKS.split(text or ""), 1):
        name, _, rest = line.partition(",")
        found = rest.strip()
        if not line.strip() or (number == 1 and (name.strip(), found) == _HEADINGS):
            continue
        makespan = whole(found)
        if makespan is None or makespan > LONGEST:
            what = Text(sv="det bästa som är känt", en="the best that is known")
            place = Place(file, number, len(name) + 2)
            log.add_at(rules.NOT_A_NUMBER, place, what=what, found=found[:40], low=0, high=LONGEST)
        elif name.strip() in seen:
            what, line_of = Text.plain(name.strip()), seen[name.strip()]
            log.add_at(rules.TWICE, Place(file, number, 1), what=what, line=line_of)
        else:
            best[name.strip()] = makespan
            seen[name.strip()] = number
    return best
