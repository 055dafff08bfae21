"""From files under `content/` to debates: discover what is there, plan which belong together, load one plan's unit."""

from generator.loading.again import plan_again
from generator.loading.finding import find_threads
from generator.loading.load import Known, Loaded, Scope, cut, load_piece, load_thread, load_unit, scope_of
from generator.loading.plan import Plan, Unit, make_plan, without_thread

__all__ = [
    "Known",
    "Loaded",
    "Plan",
    "Scope",
    "Unit",
    "cut",
    "find_threads",
    "load_piece",
    "load_thread",
    "load_unit",
    "make_plan",
    "plan_again",
    "scope_of",
    "without_thread",
]
