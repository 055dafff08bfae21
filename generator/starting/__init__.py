"""A new site: settings with every key explained, one debate to learn from, and what an editor and a CI need."""

from generator.starting.site import CIS, Written, start_site

__all__ = ["CIS", "Written", "start_site"]
