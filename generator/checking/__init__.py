"""Whether a built site keeps its promises: every link leads somewhere, every page has a name, a host will take it."""

from generator.checking.hosts import HOSTS
from generator.checking.site import Checked, check_site
from generator.checking.telling import outcome_lines

__all__ = ["HOSTS", "Checked", "check_site", "outcome_lines"]
