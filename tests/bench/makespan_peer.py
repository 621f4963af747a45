"""Schedules by pyjobshop, which runs in an environment of its own.

Reads problems as JSON on standard input, and writes the makespan, whether it is proved, and the
seconds of each.
"""

import json
import sys
import time
from typing import Any


def solved(
    problem: dict[str, Any], seconds: float, workers: int
) -> dict[str, Any]:  # Any: JSON values
    from pyjobshop import Model  # type: ignore[import-not-found]  # of the peer

    model = Model()
    resources = [model.add_renewable(capacity) for capacity in problem["capacities"]]
    tasks = [model.add_task() for _ in problem["durations"]]
    for task, weeks, row in zip(tasks, problem["durations"], problem["requests"], strict=True):
        model.add_mode(task, resources, weeks, row)
    for i, row in enumerate(problem["successors"]):
        for j in row:
            model.add_end_before_start(tasks[i], tasks[j])
    began = time.perf_counter()
    result = model.solve(time_limit=seconds, num_workers=workers, display=False)
    found = result.status.value in {"Optimal", "Feasible"}
    return {
        "makespan": int(result.objective) if found else None,
        "proved": result.status.value == "Optimal",
        "seconds": time.perf_counter() - began,
    }


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    solved(asked["problems"][0], 0.1, asked["workers"])  # so that all is imported
    found = [solved(it, asked["seconds"], asked["workers"]) for it in asked["problems"]]
    json.dump(found, sys.stdout)
