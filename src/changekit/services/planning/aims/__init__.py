"""What a plan is to reach: one aim, or several of which the first counts most.

`value` is what initiatives give after go-live, less what being late costs. `tardiness` is weeks
past deadlines that may be passed, by what a week costs. `disturbance` is weeks away from an
earlier plan. `levelled` is how evenly units and roles are used, `makespan` the last week of all.
"""

from changekit.services.planning.aims.aimed import Aimed, aimed
from changekit.services.planning.aims.reaching import AIMS, Reached, reached
from changekit.services.planning.aims.weighing import checked, weighed

__all__ = ["AIMS", "Aimed", "Reached", "aimed", "checked", "reached", "weighed"]
