"""The careful way through a YAML file, event by event, for what the quick way must not meet.

Anchors, aliases, merge keys, tags, directives and further documents are findings; nothing goes
down a level without knowing how deep it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from changekit.model.nodes import ListNode, MapNode, Refused, Scalar
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.reading import Log

__all__ = ["TooDeepError", "compose_events"]

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # Any: either parser

ANCHOR = Text(sv="ankaret &{name}", en="the anchor &{name}")
ALIAS = Text(sv="hänvisningen *{name}", en="the alias *{name}")
MERGE = Text(sv="sammanslagningen <<", en="the merge key <<")
TAG = Text(sv="typmärket {name}", en="the tag {name}")
DIRECTIVE = Text(sv="ett YAML-direktiv", en="a YAML directive")


class TooDeepError(Exception):
    """The file nests deeper than allowed."""

    def __init__(self, mark: Any) -> None:  # Any: a mark of either parser
        self.mark = mark
        super().__init__("too deep")


def compose_events(text: str, log: Log, *, depth: int) -> Any:  # Any: a node, or None
    """Return the nodes of the first document; what is refused goes to the log.

    Raises:
        TooDeepError: The file nests deeper than `depth`.
    """
    builder = _Builder(log, depth)
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if event.version or event.tags:
                _refuse(DIRECTIVE, event, log)
            if documents > 1:
                log.add_at(rules.MANY_DOCUMENTS, log.place(event.start_mark))
                break
        elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            builder.take(event)
    return builder.root


class _Builder:
    """Puts nodes together from events, without recursion."""

    def __init__(self, log: Log, depth: int) -> None:
        self.root: Any = None  # Any: a node, None before there is one
        self._log, self._depth = log, depth
        self._open: list[tuple[Any, list[Any]]] = []  # Any: an event, and nodes inside

    def take(self, event: Any) -> None:  # Any: an event of either parser
        """Take the next event inside a document."""
        if isinstance(event, yaml.CollectionEndEvent):
            self._put(self._closed(*self._open.pop()))
            return
        self._note(event)
        if not isinstance(event, yaml.CollectionStartEvent):
            self._put(_leaf(event))
        elif len(self._open) >= self._depth:
            raise TooDeepError(event.start_mark)
        else:
            self._open.append((event, []))

    def _put(self, node: Any) -> None:  # Any: a node
        if self._open:
            self._open[-1][1].append(node)
        else:
            self.root = node

    def _closed(self, event: Any, inside: list[Any]) -> Any:  # Any: events and nodes
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(inside, event.start_mark)
        keys = [self._key(node) for node in inside[::2]]
        return MapNode(list(zip(keys, inside[1::2], strict=True)), event.start_mark)

    def _key(self, node: Any) -> Any:  # Any: a node
        if node.id == "scalar" and node.value == "<<" and not node.style:
            self._log.add(rules.REFUSED_YAML, node, what=MERGE)
            return Refused(node.start_mark)
        return node

    def _note(self, event: Any) -> None:  # Any: an event of either parser
        if isinstance(event, yaml.AliasEvent):
            _refuse(ALIAS, event, self._log, event.anchor)
            return
        if event.anchor is not None:
            _refuse(ANCHOR, event, self._log, event.anchor)
        if event.tag is not None:
            _refuse(TAG, event, self._log, event.tag.replace("tag:yaml.org,2002:", "!!"))


def _leaf(event: Any) -> Scalar | Refused:  # Any: an event of either parser
    if isinstance(event, yaml.AliasEvent):
        return Refused(event.start_mark)
    return Scalar(event.value, event.start_mark, event.style or None)


def _refuse(what: Text, event: Any, log: Log, name: str | None = None) -> None:  # Any: an event
    place = log.place(event.start_mark)
    log.add_at(rules.REFUSED_YAML, place, what=what.format(name=name))
