"""One measure of reading a catalogue, in a process of its own: prints seconds and peak memory."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def peer(root: Path) -> Callable[[], Any]:
    """Parse with CSafeLoader and validate with pydantic."""
    import pydantic
    import yaml

    from changekit.model.concept import Concept
    from tests.bench.pydantic_peer import model_of

    adapter: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(model_of(Concept))

    def work() -> list[Any]:
        found = []
        for path in files(root):
            data = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
            del data["schema"]
            found.append(adapter.validate_python(data))
        return found

    return work


def read(root: Path) -> Callable[[], Any]:
    """Read the workspace as every command does."""
    from changekit.files.cache import concepts  # noqa: F401  # imported before it is timed
    from changekit.files.folder import read_folder

    def work() -> Any:  # Any: the reading
        reading = read_folder(root)
        assert not reading.findings, reading.findings[0].line()
        assert len(reading.municipality.concepts) == len(files(root))
        return reading

    return work


def index(root: Path) -> Callable[[], Any]:
    """Return rows for a list."""
    from changekit.files.cache.index import index_rows

    def work() -> Any:  # Any: the rows
        found = index_rows(root)
        assert not found.others
        return found

    return work


def compose(root: Path) -> Callable[[], Any]:
    """Let libyaml compose nodes, and drop them."""
    from changekit.files.yaml import compose as composed
    from changekit.model.reading import Log

    log = Log()

    def work() -> None:
        for path in files(root):
            composed(path.read_bytes(), "", log)

    return work


def load(root: Path) -> Callable[[], Any]:
    """Read the bytes alone."""
    return lambda: sum(len(path.read_bytes()) for path in files(root))


def files(root: Path) -> list[Path]:
    """Return the files of the concepts."""
    return sorted((root / "concepts").glob("*.yaml"))


def fill(root: Path) -> Callable[[], Any]:
    """Read the workspace without a cache, and fill one."""
    shutil.rmtree(root / ".changekit", ignore_errors=True)
    return read(root)


MODES: dict[str, Callable[[Path], Callable[[], Any]]] = {
    "peer": peer, "cold": read, "compose": compose, "bytes": load, "fill": fill,
    "objects": read, "index": index,
}  # fmt: skip


def main(mode: str, folder: str) -> None:
    """Measure one mode."""
    if mode == "cold":
        os.environ["CHANGEKIT_CACHE"] = "off"
    work = MODES[mode](Path(folder))
    began = time.process_time()
    found = work()
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    del found
    sys.stdout.write(json.dumps({"seconds": seconds, "mebibytes": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
