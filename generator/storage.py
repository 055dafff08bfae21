"""Writing a site so that whatever happens there is a whole one: a staging folder, and a swap in one step.

Pages go to `.moothall/<name>.new` beside the output. Publishing exchanges the two folders in one system call (Linux
`renameat2(2)` with RENAME_EXCHANGE, macOS `renamex_np(2)` with RENAME_SWAP); where a file system has neither, the old
folder is set aside first and the next build puts it back should the process die in between.

What stays of the old site may be kept as a spare, `.moothall/<name>.spare-<what is in it>`. The next build takes
folders from there, a step for each: to make folders, link files into them and remove the old takes twenty times that.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from generator.errors import ContentError, OutputError, SettingsError

WORK = ".moothall"
"""The folder beside the output, and in the site, for everything that is not published."""
MARKER = ".nojekyll"
"""Stands in every site built, so that nothing else is ever replaced; GitHub Pages wants a file of this name anyway."""
MARKER_TEXT = "Built by Moothall. Each build replaces this folder as a whole.\n"

_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_AT_FDCWD = -100


class Staging:
    """The site being written. Used as a context: what is not published by its end is thrown away.

    `folder` is where the site is written, `scratch` a folder for what is only needed meanwhile. `spare` is the site
    before the last, to take folders from, and `spared` says what is in it; where none was kept, `spared` is empty.
    """

    def __init__(self, output: Path) -> None:
        """Clears what an earlier, killed build left. Raises SettingsError when `output` is not ours to replace."""
        self.output = output.resolve()
        self._work = self.output.parent / WORK
        self.folder = self._work / f"{self.output.name}.new"
        self.scratch = self._work / f"{self.output.name}.scratch"
        self.spare = self._work / f"{self.output.name}.rest"
        self.spared = ""
        self._old = self._work / f"{self.output.name}.old"
        self._lock = self._work / f"{self.output.name}.lock"
        self._lock_file: int | None = None

    def __enter__(self) -> Staging:
        _refuse_foreign(self.output)
        with _as_output_errors(self._work):
            self._work.mkdir(parents=True, exist_ok=True)
            self._lock_file = _lock(self._lock)
            self._repair()
            self._find_spare()
            self.folder.mkdir()
            self.scratch.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for left_over in self._left_over():
            shutil.rmtree(left_over, ignore_errors=True)
        if self._lock_file is not None:
            self._lock.unlink(missing_ok=True)
            os.close(self._lock_file)
        with contextlib.suppress(OSError):
            self._work.rmdir()

    def names(self) -> list[str]:
        """Every file that the published site will have, by its path below the root."""
        return [MARKER, *(Path(entry.path).relative_to(self.folder).as_posix() for entry in _files(self.folder))]

    def publish(self) -> None:
        """Puts the staged site in the output's place. Raises OutputError."""
        write_file(self.folder, MARKER, MARKER_TEXT.encode())
        with _as_output_errors(self.output):
            if not self.output.exists():
                self.folder.rename(self.output)
            elif not _exchange(self.folder, self.output):
                self.output.rename(self._old)
                self.folder.rename(self.output)

    def keep_old(self, held: str, stay: Collection[str], gone: Iterable[str]) -> bool:
        """Keeps of the site that was just replaced the folders `stay` as a spare for the next build; whether it could.

        `held` names it. The folders `gone` and whatever else there is are removed: what is no longer published is not
        kept.
        """
        old = self._old if self._old.exists() else self.folder
        tops = {name.partition("/")[0] for name in stay}
        try:
            for path in (*(path for path in old.iterdir() if path.name not in tops), *(old / name for name in gone)):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
            old.rename(self._work / f"{self.output.name}.spare-{held}")
        except OSError:
            return False
        return True

    def _repair(self) -> None:
        if self._old.exists() and not self.output.exists():
            self._old.rename(self.output)
        for left_over in self._left_over():
            if left_over.exists():
                shutil.rmtree(left_over)

    def _find_spare(self) -> None:
        """Takes the spare, so that nobody finds it whole again."""
        prefix = f"{self.output.name}.spare-"
        for folder in [path for path in self._work.iterdir() if path.name.startswith(prefix)]:
            if self.spared:  # there is but one, unless somebody copied it
                shutil.rmtree(folder)
            else:
                folder.rename(self.spare)
                self.spared = folder.name.removeprefix(prefix)

    def _left_over(self) -> tuple[Path, ...]:
        return self.folder, self.scratch, self.spare, self._old


def write_file(root: Path, name: str, data: bytes, *, shared: bool = False) -> None:
    """Writes a new file below `root`; `shared` says that it may be there already, with the same bytes.

    What a worker left that died in the middle, a file with the same bytes or the first of them, is written again.
    Raises ContentError when another file is there, OutputError when it cannot be written.
    """
    path = root / name
    if ".." in Path(name).parts or Path(name).is_absolute():
        raise OutputError("a page would be written outside of the output", Path(name))
    with _as_output_errors(path):
        try:
            _create(path, data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            _create(path, data)
        except FileExistsError as cause:
            if shared:
                return
            if not data.startswith(path.read_bytes()):
                raise _two_pages(name) from cause
            path.unlink()  # it may be a link into the old output
            _create(path, data)


def move_folder(root: Path, folder: str, names: Sequence[str], spare: Path) -> bool:
    """Moves a folder of `spare` to the same place below `root`, if it holds just the files `names`; whether it did."""
    old, start = spare / folder, len(str(spare)) + 1
    if not old.is_dir() or {entry.path[start:].replace(os.sep, "/") for entry in _files(old)} != set(names):
        return False
    try:
        _rename(old, root / folder)
    except OSError:
        return False
    return True


def rewrite_file(root: Path, name: str, data: bytes) -> None:
    """Writes a file below `root` that is there already; one of which there are links elsewhere stays as it is there."""
    path = root / name
    with _as_output_errors(path):
        if path.stat().st_nlink > 1:
            path.unlink()
            _create(path, data)
            return
        with path.open("r+b") as file:  # not emptied first, after which ext4 would wait for the disk
            file.write(data)
            file.truncate()


def link_files(root: Path, names: Sequence[str], old: Path) -> bool:
    """Gives files of the folder `old` the same places below `root`, without a copy; False where the system cannot.

    Then none is there. What a dead worker linked stays. Raises ContentError when another file is there.
    """
    for number, name in enumerate(names):
        try:
            _link(old / name, root / name)
        except FileExistsError as cause:
            if not (root / name).samefile(old / name):
                raise _two_pages(name) from cause
        except OSError:
            for done in names[:number]:
                (root / done).unlink()
            return False
    return True


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except FileNotFoundError:
        new.parent.mkdir(parents=True, exist_ok=True)
        os.link(old, new)


def _rename(old: Path, new: Path) -> None:
    try:
        old.rename(new)
    except FileNotFoundError:
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)


def _two_pages(name: str) -> ContentError:
    message = f"two pages want the address /{Path(name).parent.as_posix()}/"
    return ContentError(message, Path(name), hint="rename one of the sources")


def _create(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)


def measure(folder: Path) -> tuple[int, int]:
    """Number of files below `folder`, and their bytes in all."""
    sizes = [entry.stat().st_size for entry in _files(folder)]
    return len(sizes), sum(sizes)


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                else:
                    yield entry


def _refuse_foreign(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise SettingsError("the output is a file, not a folder", output)
    if output.exists() and any(output.iterdir()) and not (output / MARKER).exists():
        hint = f"name an empty folder, or put a file {MARKER} into it if it may be replaced"
        raise SettingsError("the output folder holds files that Moothall did not write", output, hint=hint)


def _lock(path: Path) -> int:
    """Takes the lock that keeps two builds of one output apart; the system lets go of it when the process dies."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as cause:
        os.close(file)
        raise OutputError("another build is writing this site", path.parent, hint="wait until it is done") from cause
    if path.exists() and os.path.samestat(path.stat(), os.fstat(file)):
        return file
    os.close(file)
    return _lock(path)


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system cannot."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None
    old, new = os.fsencode(one), os.fsencode(other)
    if libc is not None and hasattr(libc, "renameat2"):
        done = libc.renameat2(_AT_FDCWD, old, _AT_FDCWD, new, _RENAME_EXCHANGE)
    elif libc is not None and hasattr(libc, "renamex_np"):
        done = libc.renamex_np(old, new, _RENAME_SWAP)
    else:
        return False
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


@contextlib.contextmanager
def _as_output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        hint = "make room and build again; the old site is untouched" if cause.errno == errno.ENOSPC else None
        raise OutputError(f"cannot be written: {cause.strerror}", path, hint=hint) from cause
