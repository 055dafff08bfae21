"""One accent colour made readable: as text on every ground of both themes, whatever colour a site chooses.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls

LIGHT_GROUNDS = ("#fdfcf9", "#f4f1ea", "#fbf1da")
"""What text lies on in the light theme: `--ground`, `--raised` and `--target` of `variables.css`."""
DARK_GROUNDS = ("#171614", "#211f1c", "#2d2718")
"""The same in the dark theme."""
ENOUGH = 5.0
"""The contrast that text gets; level AA asks for 4.5."""

_STEPS = 64

Rgb = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""


def readable(colour: str, grounds: Sequence[str], *, light: bool) -> str:
    """The colour, `#rrggbb`, made lighter, or else darker, by as little as makes it readable on all of the grounds."""
    hue, lightness, saturation = rgb_to_hls(*_parse(colour))
    end = 1.0 if light else 0.0
    for step in range(_STEPS):
        changed = _format(hls_to_rgb(hue, lightness + (end - lightness) * step / _STEPS, saturation))
        if all(contrast(changed, ground) >= ENOUGH for ground in grounds):
            return changed
    return _format((end, end, end))


def contrast(one: str, other: str) -> float:
    """The contrast between two colours, from 1 to 21."""
    dark, light = sorted((_luminance(_parse(one)), _luminance(_parse(other))))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _format(colour: Rgb) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in colour)
