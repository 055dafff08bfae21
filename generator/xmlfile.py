"""XML sources read element by element: what nobody asked for never comes into memory.

XML 1.0 with namespaces, by expat. A document type declaration is refused: it can define entities that blow a small file
up or draw in other files, and no export needs one.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

import zstandard

from generator.errors import SourceError
from generator.sourcefile import HEAD, open_source

ELEMENT_LIMIT = 1 << 26
"""Bytes of the largest element that is taken."""
TAG_LIMIT = 1 << 20
"""Bytes of the largest tag or comment: expat reads one from its start again with every piece of it that comes in."""
MOST_PARTS = 1 << 20
"""Elements that one may hold."""
MOST_NAMES = 1 << 12
"""Different names of elements and attributes in a file."""
DEEPEST = 100
"""Levels of elements inside one that was asked for."""

_CUT_OFF = {
    expat.errors.XML_ERROR_NO_ELEMENTS,
    expat.errors.XML_ERROR_UNCLOSED_TOKEN,
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    expat.errors.XML_ERROR_PARTIAL_CHAR,
}
_BEFORE_DECLARATION = "delete everything that stands before <?xml"
_HINTS = {
    expat.errors.XML_ERROR_INVALID_TOKEN: "take out the character that does not belong there, or save the export again",
    expat.errors.XML_ERROR_MISPLACED_XML_PI: _BEFORE_DECLARATION,
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "of names between & and ; XML knows amp, lt, gt, quot and apos alone",
}


@dataclass(slots=True)
class Element:
    """An element with what is in it."""

    name: str
    """`wp:comment`: the prefix is the one the reader chose for the namespace, none for its empty prefix."""
    line: int
    """Where it begins, counted from 1."""
    attributes: dict[str, str]
    """By name, as `dsq:id`."""
    text: str = ""
    """Its own text, without that of the elements in it."""
    children: list[Element] = field(default_factory=list)
    """The elements right inside it, in order."""

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def text_of(self, name: str) -> str:
        """The text of the first child of that name, without blank space around it; empty where there is none."""
        child = self.first(name)
        return child.text.strip() if child else ""


def read_elements(path: Path, root: str, wanted: Collection[str], namespaces: Mapping[str, str]) -> Iterator[Element]:
    """Each outermost element of a wanted name, whole, in the order of the file; `namespaces` gives prefixes by URI.

    Raises SourceError where the file is no XML, or its root element has not the name `root`.
    """
    assembly = _Assembly(path, root, wanted, namespaces)
    for chunk in _chunks(path):
        yield from assembly.feed(chunk)
    yield from assembly.feed(b"", last=True)


class _Assembly:
    """The wanted elements, put together from what expat tells."""

    def __init__(self, path: Path, root: str, wanted: Collection[str], namespaces: Mapping[str, str]) -> None:
        self._path = path
        self._root: str | None = root
        self._wanted = frozenset(wanted)
        self._prefixes = {uri: f"{prefix}:" if prefix else "" for uri, prefix in namespaces.items()}
        self._names: dict[str, str] = {}
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._whole: list[Element] = []
        self._begins = 0
        self._parts = 0
        self._fed = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes, *, last: bool = False) -> list[Element]:
        """The elements that end in this chunk."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as cause:
            raise self._broken(cause) from cause
        except (LookupError, ValueError) as cause:
            raise SourceError("its encoding is not known here", self._path, hint="save the file as UTF-8") from cause
        self._fed += len(chunk)
        self._check_sizes()
        whole, self._whole = self._whole, []
        return whole

    def _check_sizes(self) -> None:
        read = self._parser.CurrentByteIndex
        if self._fed - read > TAG_LIMIT:
            line = self._parser.CurrentLineNumber
            raise SourceError(f"a tag or comment is larger than {TAG_LIMIT >> 20} MiB", self._path, line)
        if self._open and read - self._begins > ELEMENT_LIMIT:
            name, line = self._open[0].name, self._open[0].line
            raise SourceError(f"<{name}> is larger than {ELEMENT_LIMIT >> 20} MiB", self._path, line)

    def _refuse_doctype(self, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        raise SourceError("a document type declaration is not allowed", self._path, line, hint="delete <!DOCTYPE …>")

    def _start(self, told: str, attributes: dict[str, str]) -> None:
        name = self._name(told)
        if self._root is not None:
            self._check_root(name)
        if not self._open and name not in self._wanted:
            return
        line = self._parser.CurrentLineNumber
        if not self._open:
            self._begins = self._parser.CurrentByteIndex
            self._parts = 0
        self._parts += 1
        if len(self._open) == DEEPEST:
            raise SourceError("nested too deep", self._path, line)
        if self._parts > MOST_PARTS:
            raise SourceError(f"<{self._open[0].name}> holds too many elements", self._path, self._open[0].line)
        element = Element(name, line, {self._name(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def _text(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def _end(self, _: str) -> None:
        if not self._open:
            return
        element = self._open.pop()
        element.text = "".join(self._texts.pop())
        if not self._open:
            self._whole.append(element)

    def _name(self, told: str) -> str:
        """The name with the reader's prefix, from expat's `uri local`; a namespace nobody chose stays as it is."""
        name = self._names.get(told)
        if name is None:
            if len(self._names) == MOST_NAMES:
                line = self._parser.CurrentLineNumber
                raise SourceError("too many different names of elements", self._path, line)
            uri, _, local = told.rpartition(" ")
            name = self._names[told] = self._prefixes.get(uri, f"{uri} " if uri else "") + local
        return name

    def _check_root(self, name: str) -> None:
        if name != self._root:
            message = f"its outermost element is <{name.rpartition(' ')[2]}>, not <{self._root}>"
            raise SourceError(message, self._path, self._parser.CurrentLineNumber)
        self._root = None

    def _broken(self, cause: expat.ExpatError) -> SourceError:
        reason, line, column = str(expat.ErrorString(cause.code)), cause.lineno, cause.offset + 1
        if reason in _CUT_OFF and not self._fed:
            return SourceError("the file is empty", self._path, hint="delete it, or save the export again")
        if reason in _CUT_OFF:
            hint = "the file was cut off: save the export again"
            return SourceError("the XML ends too early", self._path, line, column, hint)
        hint = _BEFORE_DECLARATION if (line, column) == (1, 1) else _HINTS.get(reason, "")
        return SourceError(f"not XML: {reason}", self._path, line, column, hint or None)


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with open_source(path) as stream:
            while chunk := stream.read(HEAD):
                yield chunk
    except (EOFError, zlib.error, zstandard.ZstdError) as cause:
        raise SourceError("cannot be unpacked", path, hint="the file was cut off: save it again") from cause
    except OSError as cause:
        raise SourceError(f"cannot be read: {cause.strerror or cause}", path) from cause
