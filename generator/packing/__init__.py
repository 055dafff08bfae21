"""A site, or one debate of it, in a single file to hand on."""

from generator.packing.archive import write_archive
from generator.packing.single import write_single

__all__ = ["write_archive", "write_single"]
