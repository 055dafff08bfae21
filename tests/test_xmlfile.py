from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import xmlfile
from generator.errors import SourceError
from generator.xmlfile import Element, read_elements

Reading = Callable[[bytes], list[Element]]
SPACES = {"urn:mill": "", "urn:wheel": "w"}


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    def read(data: bytes) -> list[Element]:
        path = tmp_path / "mill.xml"
        path.write_bytes(data)
        return list(read_elements(path, "mill", ("sack", "w:turn"), SPACES))

    return read


def refusal(reading: Reading, data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        reading(data)
    assert caught.value.path is not None
    return str(caught.value).replace(str(caught.value.path), "mill.xml")


def test_wanted_elements_come_whole_with_their_lines(reading: Reading) -> None:
    first, second = reading(
        b'<mill xmlns="urn:mill" xmlns:v="urn:wheel">\n<price>3</price>\n'
        b'<sack v:id="1">flour<of>rye</of> &amp; <![CDATA[<bran>]]><sack>small</sack></sack>\n<v:turn/></mill>'
    )
    assert (first.name, first.line, first.attributes, first.text) == ("sack", 3, {"w:id": "1"}, "flour & <bran>")
    assert [(child.name, child.text) for child in first.children] == [("of", "rye"), ("sack", "small")]
    assert (first.text_of("of"), first.text_of("price"), first.first("price")) == ("rye", "", None)
    assert (second.name, second.line, second.children) == ("w:turn", 4, [])


def test_names_of_other_namespaces_are_not_taken_for_ours(reading: Reading) -> None:
    assert reading(b'<mill xmlns="urn:mill"><sack xmlns="urn:other"/><o:sack xmlns:o="urn:other"/></mill>') == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings_are_read_as_declared(reading: Reading, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><mill xmlns="urn:mill"><sack>5 €</sack></mill>'
    assert [sack.text for sack in reading(text.encode(encoding))] == ["5 €"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "mill.xml:1: the file is empty (delete it, or save the export again)"),
        (b"<mill>\n<sack>", "mill.xml:2:7: the XML ends too early (the file was cut off: save the export again)"),
        (b"<mill>\n<sack", "mill.xml:2:1: the XML ends too early (the file was cut off: save the export again)"),
        (b"<mill>\n</sack>", "mill.xml:2:3: not XML: mismatched tag"),
        (b"<inn/>", "mill.xml:1: its outermost element is <inn>, not <mill>"),
        (
            b'{"mill": 1}',
            "mill.xml:1:1: not XML: not well-formed (invalid token) (delete everything that stands before <?xml)",
        ),
        (b"<mill>\n<v:sack/></mill>", "mill.xml:2:1: not XML: unbound prefix"),
        (
            b'<?xml version="1.0" encoding="klingon"?><mill/>',
            "mill.xml:1: its encoding is not known here (save the file as UTF-8)",
        ),
        (
            b'<?xml version="1.0" encoding="gb18030"?><mill/>',
            "mill.xml:1: its encoding is not known here (save the file as UTF-8)",
        ),
        (
            b"<mill>\n<sack>\xff</sack></mill>",
            "mill.xml:2:7: not XML: not well-formed (invalid token) "
            "(take out the character that does not belong there, or save the export again)",
        ),
        (b"<mill>\n<sack>" + b"<a>" * 200, "mill.xml:2: nested too deep"),
    ],
)
def test_what_is_no_such_xml_is_refused_with_its_place(reading: Reading, data: bytes, message: str) -> None:
    assert refusal(reading, data.replace(b"<mill>", b'<mill xmlns="urn:mill">')) == message


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE mill [<!ENTITY a "mill"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE mill [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE mill SYSTEM "https://mill.example/mill.dtd">',
        b'<!DOCTYPE mill [<!ENTITY % a SYSTEM "https://mill.example/a"> %a;]>',
    ],
)
def test_declarations_that_could_define_entities_are_refused(reading: Reading, declaration: bytes) -> None:
    data = b'<?xml version="1.0"?>\n' + declaration + b'<mill xmlns="urn:mill"><sack>&b;</sack></mill>'
    assert refusal(reading, data) == "mill.xml:2: a document type declaration is not allowed (delete <!DOCTYPE …>)"


@pytest.mark.parametrize(
    ("limit", "filling", "message"),
    [
        ("ELEMENT_LIMIT", b"<sack>" + b"flour " * 50_000 + b"</sack>", "mill.xml:1: <sack> is larger than 0 MiB"),
        ("TAG_LIMIT", b"<!-- " + b"flour " * 50_000, "mill.xml:1: a tag or comment is larger than 0 MiB"),
        ("TAG_LIMIT", b"<sack of='" + b"flour " * 50_000, "mill.xml:1: a tag or comment is larger than 0 MiB"),
        ("MOST_PARTS", b"<sack>" + b"<a/>" * 5_000, "mill.xml:1: <sack> holds too many elements"),
        (
            "MOST_NAMES",
            b"".join(b"<a%d/>" % n for n in range(5_000)),
            "mill.xml:1: too many different names of elements",
        ),
    ],
)
def test_nothing_grows_without_bounds(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, limit: str, filling: bytes, message: str
) -> None:
    monkeypatch.setattr(xmlfile, limit, 1_000)
    assert refusal(reading, b'<mill xmlns="urn:mill">' + filling) == message


def test_a_cut_off_archive_is_refused(reading: Reading) -> None:
    packed = gzip.compress(b'<mill xmlns="urn:mill">' + bytes(range(32, 127)) * 100)
    assert refusal(reading, packed[:60]) == "mill.xml:1: cannot be unpacked (the file was cut off: save it again)"


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file or directory"):
        list(read_elements(Path("absent.xml"), "mill", (), {}))
