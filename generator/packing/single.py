"""One debate as a single file, to be sent by mail: all its comments on one page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.build import plan_site, prepare
from generator.config import read_settings
from generator.debate import Debate
from generator.errors import ContentError, OutputError, SettingsError
from generator.loading import Plan
from generator.options import Options
from generator.packing.inlining import inline
from generator.render.site import Site
from generator.report import Report
from generator.work import copies, loaded_from, render_with_media
from generator.yamlfile import nearest

ALL = 1_000_000_000
"""Comments on the page, more than any debate has."""


def write_single(options: Options, debate: str, output: Path | None) -> Path:
    """Writes the debate at the address `debate` to `output`, by default a file in the site named after it.

    Gives the path. Raises SettingsError, OutputError and ContentError, alone or in an ExceptionGroup.
    """
    address = f"{debate.strip('/')}/"
    page = _page(options, address)
    path = output or options.site / f"{address.split('/')[-2]}.html"
    try:
        path.write_text(page, encoding="utf-8", newline="")
    except OSError as cause:
        raise OutputError(f"cannot be written: {cause.strerror}", path) from cause
    return path


def _page(options: Options, address: str) -> str:
    settings = replace(read_settings(options.site, options.base_url), page_comments=ALL)
    files: dict[str, bytes] = {}
    site = prepare(options.site, settings, files.__setitem__, Report())
    plan = plan_site(options.site)
    if plan.errors:
        raise ExceptionGroup("content", plan.errors)
    debate = _find(plan, site, address)
    files |= {copy.address: copy.path.read_bytes() for copy in copies(debate, site)}
    pages = dict(render_with_media(debate, site).files)
    return inline(pages[f"{address}index.html"].decode(), address, files, settings.base_url)


def _find(plan: Plan, site: Site, address: str) -> Debate:
    """The debate at the address; only sources that can hold it are read."""
    near: list[str] = []
    errors: list[ContentError] = []
    for debate in _debates(plan, site, address, errors):
        if debate.path == address:
            return debate
        near.append(debate.path)
    if errors:
        raise ExceptionGroup("content", errors)
    guess = nearest(address, sorted(near) or (unit.address for unit in plan.units))
    raise SettingsError(f'there is no debate "{address}"', hint=f'did you mean "{guess}"?' if guess else None)


def _debates(plan: Plan, site: Site, address: str, errors: list[ContentError]) -> Iterator[Debate]:
    for unit in plan.units:
        if address.startswith(unit.address) or any(one.address == address for one in unit.curated):
            for loaded in loaded_from(unit, site):
                if isinstance(loaded, ContentError):
                    errors.append(loaded)
                elif loaded.debate is not None:
                    yield loaded.debate
