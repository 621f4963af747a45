"""Runs the notebook of the tutorials, so that its outputs are real.

python docs/notebook.py             names the cells whose text is no longer what they print
python docs/notebook.py --write     writes the real outputs into it
"""

from __future__ import annotations

import asyncio
import sys
import warnings
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).resolve().parent / "tutorials" / "analyst.ipynb"


def executed(path: Path = NOTEBOOK) -> Any:  # Any: nbformat publishes no types
    """Return the notebook with the outputs of a run in its own folder, and nothing that changes.

    Raises:
        CellExecutionError: A cell raised an error.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Jupyter's own packages deprecate is not ours
        from nbclient import NotebookClient

        if sys.platform == "win32":
            asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
        notebook = written(path)
        resources = {"metadata": {"path": str(path.parent)}}
        NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    for number, cell in enumerate(notebook.cells, start=1):
        cell.metadata = {}
        cell.id = f"cell-{number}"
    language = {"name": "python"}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = {"kernelspec": kernel, "language_info": language}
    return notebook


def written(path: Path = NOTEBOOK) -> Any:  # Any: nbformat publishes no types
    """Return the notebook as it stands."""
    import nbformat

    return nbformat.read(path, as_version=4)


def texts(notebook: Any) -> list[str]:  # Any: nbformat publishes no types
    """Return what each code cell prints; tables and pictures are left out."""
    return [
        "".join(output.get("text", "") for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def main(arguments: list[str]) -> int:
    """Run the notebook, and write it or say what differs."""
    import nbformat

    run = executed()
    pairs = zip(texts(written()), texts(run), strict=True)
    late = [at for at, (said, printed) in enumerate(pairs, start=1) if said != printed]
    print(*(f"analyst.ipynb: code cell {at}" for at in late), sep="\n", end="")
    if "--write" in arguments:
        nbformat.write(run, NOTEBOOK)
        return 0
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
