"""From files under `content/` to debates: discover what is there, plan which belong together, load one plan's unit."""

from generator.loading.again import plan_again
from generator.loading.finding import find_threads
from generator.loading.load import Known, Loaded, load_changed, load_thread, load_unit
from generator.loading.plan import Plan, Unit, make_plan

__all__ = [
    "Known",
    "Loaded",
    "Plan",
    "Unit",
    "find_threads",
    "load_changed",
    "load_thread",
    "load_unit",
    "make_plan",
    "plan_again",
]
