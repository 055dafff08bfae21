"""The core of Markdown, which all our dialects and a compiled parser read alike, and whether a body keeps to it.

It is drawn narrowly: paragraphs, quotes, lists, headings, code, emphasis, links, pictures and addresses. Whatever a
dialect adds, whatever depends on what Unicode says of a character, and whatever could be read in two ways is outside.
"""

from __future__ import annotations

import re

from generator.markup.tags import may_hold_tags
from generator.markup.unmarked import MOST_BRACKETS
from generator.model import Markup

_MOST_NESTED = 40
"""Brackets in a body that has some inside of others: each parser has its own patience with them."""

_SPACES = r"\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKS = r"\s*`\[\]\\&~<>"
_OUTSIDE = re.compile(
    rf"""
    [\t{_SPACES}$&\\*_:]
    (?: (?<= [{_SPACES}] )                                  # white space to one parser, a word to the other
      | (?<= \t ) [ ]* (?: \# | \n | \Z )                   # cut off at the end of a line or a heading, or not
      | (?<= \$ ) (?: \$ | [^\s$] [^$]* (?<! \s ) \$ (?! \d ) )   # a formula
      | (?<= & ) (?! (?: amp | lt | gt | quot ) ; ) (?: \# | [A-Za-z]+ [0-9]* ; )  # any character
      | (?<= \\ ) (?: [:/ ] | [Hh][Tt][Tt][Pp][Ss]?: )      # an escape, which keeps an address from being one
      | (?<= [^\x00-\x7f][*_] ) | (?<= [*_] ) (?= [^\x00-\x7f] )  # emphasis that depends on a character's class
      | (?<= [^\sA-Za-z0-9*_][*_] ) [*_]*+ \]\(               # emphasis that depends on what stands after a link
      | (?<= : ) //
        (?: (?<= [^\x00-\x7f]http:// ) | (?<= [^\x00-\x7f]https:// )
          | (?<! \]\(http:// ) (?<! \]\(https:// )          # an address with marks in it that is not a link's own
            (?! [^{_MARKS}]{{0,4000}}+ (?: \]\( | \s | \Z ) )
            (?! (?: [^{_MARKS}] | \[ | \] (?!\() ){{0,4000}}+ (?: \s | \Z ) ) ) )
    """,
    re.VERBOSE,
)
_DEFINITION = re.compile(r"^[ \t>*+\-\d.)]*\[(?:[^\[\]\\]|\\.)*\]:", re.MULTILINE | re.DOTALL)
_DELIMITER = re.compile(r"^[ >]*[|:-][ |:-]*$", re.MULTILINE)
_ESCAPED_INFO = re.compile(r"```[^\n`]*[\\&]")
_CONTAINER = re.compile(r"^ {0,3}(?:>|(?:[-+*]|\d+[.)])(?:[ \t\n]|\Z))", re.MULTILINE)
"""A quote or list outside of all others, with which the nested ones begin."""
_INDENTED = re.compile(r"^[ >]* {4}(?:[-+*>#=`~]|\d+[.)])", re.MULTILINE)
_NESTED = re.compile(r"\[[^\]]*\[")
_ADDED: dict[Markup, re.Pattern[str]] = {
    "commonmark": re.compile(r"~~|\[\^|\^\["),
    "lemmy": re.compile(r"~[^~]*~|\^|>!|:::"),
    "reddit": re.compile(r"~~|\^|>!"),
    "gfm": re.compile(r"~[^~]*~|\[\^|\[[ xX]\]"),
}
"""Where what a dialect adds may begin."""


def in_core(markup: Markup, body: str) -> bool:
    """Whether a body keeps to the core, as far as its source shows."""
    if body.endswith(" ") or _OUTSIDE.search(body) or _ADDED[markup].search(body):
        return False
    if markup in ("commonmark", "gfm") and may_hold_tags(body):
        return False
    if ("|" in body and _DELIMITER.search(body)) or ("]:" in body and _DEFINITION.search(body)):
        return False
    if "```" in body and _ESCAPED_INFO.search(body):  # a language is what is written, to the reference
        return False
    if _CONTAINER.search(body) and ("\t" in body or _INDENTED.search(body)):
        return False
    brackets = body.count("[")
    if brackets > _MOST_NESTED and _NESTED.search(body):
        return False
    return brackets * len(body) < MOST_BRACKETS
