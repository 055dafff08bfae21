"""Layouts compiled so that what they print is escaped with less ado, and to the same letters.

MarkupSafe makes a new `Markup` of all that is printed, for whoever gets it to know that it is escaped. Here it all goes
into the page at once, and nobody asks; a comment has some thirty such values, most of them plain or escaped.
"""

from __future__ import annotations

import re

import jinja2
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>'\"]")


class _Generator(CodeGenerator):
    """Prints what is to be escaped by `EscapingEnvironment.escaped`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class EscapingEnvironment(jinja2.Environment):
    """An environment of Jinja whose layouts are compiled so."""

    code_generator_class = _Generator

    @staticmethod
    def escaped(value: object) -> str:
        """What `markupsafe.escape` gives, as letters; what is marked as safe stays as it is."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[return-value]  # a string of its own kind
        if kind is str and not _SPECIAL.search(value):  # type: ignore[call-overload]
            return value  # type: ignore[return-value]
        return escape(value)
