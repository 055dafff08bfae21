"""Code coloured while the site is built: Pygments reads it, and its usual short classes say what each word is.

It looks at rendered HTML, in which a block of code in a language is `<code class="language-…">…</code></pre>` with
nothing but text inside, whatever markup it came from. Only languages that people argue about are known: each is tried
against hostile code in `tests/markup/test_highlighting.py`, since Pygments' patterns are not made to meet it. The style
sheet `css/code.css` has a colour for each class of `MARKED` in both themes.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape

from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.token import STANDARD_TYPES, Comment, Keyword, Literal, Name, Operator, _TokenType

from generator.markup.diffs import marked_diff

LANGUAGES = (
    *("ada", "bash", "batch", "c", "clojure", "cmake", "common-lisp", "console", "coq", "cpp", "csharp", "css"),
    *("d", "dart", "delphi", "docker", "elixir", "emacs-lisp", "erlang", "fortran", "fsharp", "gas", "gdscript"),
    *("glsl", "go", "graphql", "groovy", "haskell", "haxe", "hlsl", "html", "ini", "java", "javascript", "json"),
    *("julia", "kotlin", "lean", "less", "lua", "make", "matlab", "nasm", "nginx", "nimrod", "nixos"),
    *("objective-c", "ocaml", "perl", "php", "postgresql", "powershell", "prolog", "protobuf", "pycon", "python"),
    *("ruby", "rust", "scala", "scheme", "scss", "solidity", "splus", "sql", "swift", "terraform", "tex", "toml"),
    *("typescript", "vb.net", "verilog", "vhdl", "vim", "xml", "yaml", "zig"),
)
"""Languages by the first of the names that Pygments has for them; its other names are known too."""

DIFFS = frozenset({"diff", "patch", "udiff"})
"""Names of patches, whose lines are marked without Pygments."""

LONGEST = 8_000
"""Characters of code that are coloured in one body; a longer block is a log or a file, and stays plain."""

MARKED = {
    *(Comment, Comment.Preproc, Keyword, Keyword.Constant, Keyword.Type, Literal.Number, Literal.String),
    *(Name.Attribute, Name.Builtin, Name.Class, Name.Decorator, Name.Function, Name.Tag, Operator.Word),
}
"""Kinds of words that are marked, what is below them included; all others stay plain."""

_BLOCK = re.compile(r'(?<=<code class="language-)([\w+#.-]+)">([^<]*)(?=</code></pre>)')


def highlighted(html: str) -> str:
    """Rendered HTML with its code coloured, where the language is known and the code is not too long."""
    left = LONGEST**2  # hostile code takes time with the square of its length

    def color(block: re.Match[str]) -> str:
        nonlocal left
        language, code = block[1].lower(), block[2]
        if language in DIFFS:
            return f'{block[1]}">{marked_diff(code)}'
        if language not in _names() or len(code) ** 2 > left:
            return block[0]
        left -= len(code) ** 2
        return f'{block[1]}">{_marked(unescape(code), language)}'

    return _BLOCK.sub(color, html)


def _marked(code: str, language: str) -> str:
    """The code escaped, with a `<span>` around each run of words of one kind; plain where Pygments loses any."""
    tokens = list(_lexer(_names()[language]).get_tokens(code))
    if "".join(text for _, text in tokens) != code:
        return escape(code, quote=False)
    out: list[str] = []
    kind, run = "", ""
    for token, text in tokens:
        found = kind if text.isspace() else _class(token)
        if found != kind:
            out.append(_span(kind, run))
            kind, run = found, ""
        run += text
    out.append(_span(kind, run))
    return "".join(out)


def _span(kind: str, words: str) -> str:
    text = escape(words, quote=False)
    return f'<span class="{kind}">{text}</span>' if kind and text else text


@cache
def _class(token: _TokenType) -> str:
    """The class of the nearest kind above the token's that is marked; empty where none is."""
    while token not in MARKED:
        if token.parent is None:
            return ""
        token = token.parent
    return STANDARD_TYPES[token]


@cache
def _names() -> dict[str, str]:
    """The language by each name that it is known by."""
    own = {aliases[0]: aliases for _, aliases, _, _ in get_all_lexers(plugins=False) if aliases}
    return {alias.lower(): language for language in LANGUAGES for alias in own[language]}


@cache
def _lexer(language: str) -> Lexer:
    """The narrow `unicodelevel` takes a tenth of the time where hostile code makes C# look twice at everything."""
    return get_lexer_by_name(language, stripnl=False, ensurenl=False, unicodelevel="none")
