"""A debate of the last output put into the next one, without making anything of it again.

Where it stands unchanged in the output before that too, which the build before has left as a spare, its folder is taken
from there as a whole; else its files are linked. Only `thread.json` may change, since it names the digests of the files
that the debate was read from, and a file may have grown by other debates.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.debate import Digests
from generator.earlier import Earlier, Standing
from generator.export.debate_json import with_digests
from generator.storage import link_files, move_folder, rewrite_file, write_file


def stand_again(pages: Sequence[str], old: Standing, digests: Digests, earlier: Earlier, staging: Path) -> bool:
    """Puts the pages of `old`, and its data with these digests, into `staging`; False where the system cannot.

    Raises ContentError when another file is in the place of one.
    """
    data = f"{old.address}thread.json"
    spare = earlier.spared_by_name.get(old.name)
    if spare is not None and move_folder(staging, spare.address, (*pages, data), earlier.spare):
        if spare.digests != digests:
            rewrite_file(staging, data, with_digests((staging / data).read_bytes(), digests))
        return True
    if old.digests == digests:
        return link_files(staging, (*pages, data), earlier.output)
    if not link_files(staging, pages, earlier.output):
        return False
    write_file(staging, data, with_digests((earlier.output / data).read_bytes(), digests))
    return True
