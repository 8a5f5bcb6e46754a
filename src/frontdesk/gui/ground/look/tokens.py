"""The colours of both themes and the colours of services, as plain hex strings.

Every pair of text and the surface that it stands on keeps a contrast of at least 4.5:1; a test holds it. No Qt
here, so that print and tests can use the same values.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from functools import lru_cache

STEP = 4
RADIUS = 6
TEXT_PX = 13


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one theme.

    `accent_soft` lies under selected things, `hatch` draws closed hours, `raised` lies under the pointer.
    `text_soft` is the second line on a service's tint, where `muted` would be too faint. The `on_` colours are
    for text on the colour that they name.
    """

    name: str
    dark: bool
    ground: str
    surface: str
    raised: str
    line: str
    text: str
    text_soft: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    now: str
    on_now: str
    hatch: str
    warn_bg: str
    warn_text: str
    arrived: str
    on_arrived: str
    in_progress: str
    on_in_progress: str
    no_show: str
    on_no_show: str
    ok: str
    danger: str


LIGHT = Look(
    name="light",
    dark=False,
    ground="#F6F7F9",
    surface="#FFFFFF",
    raised="#F1F3F6",
    line="#E3E6EB",
    text="#1B2430",
    text_soft="#525C6E",
    muted="#667085",
    accent="#2F5BD8",
    accent_soft="#E8EEFC",
    on_accent="#FFFFFF",
    now="#D92D20",
    on_now="#FFFFFF",
    hatch="#E9ECF0",
    warn_bg="#FFF3DF",
    warn_text="#7A4B00",
    arrived="#F0A020",
    on_arrived="#2E1D00",
    in_progress="#15803D",
    on_in_progress="#FFFFFF",
    no_show="#D92D20",
    on_no_show="#FFFFFF",
    ok="#15803D",
    danger="#C4271B",
)

DARK = Look(
    name="dark",
    dark=True,
    ground="#12161C",
    surface="#191F27",
    raised="#212935",
    line="#2A323D",
    text="#E6EAF0",
    text_soft="#B8C2CF",
    muted="#93A0B2",
    accent="#7EA2FF",
    accent_soft="#1F2C4D",
    on_accent="#10182B",
    now="#FF6B5E",
    on_now="#2A0703",
    hatch="#1E252E",
    warn_bg="#3A2A10",
    warn_text="#FFC46B",
    arrived="#F0A020",
    on_arrived="#2E1D00",
    in_progress="#15803D",
    on_in_progress="#FFFFFF",
    no_show="#D92D20",
    on_no_show="#FFFFFF",
    ok="#4ADE90",
    danger="#FF7B70",
)

LOOKS = {look.name: look for look in (LIGHT, DARK)}


@lru_cache(maxsize=2048)
def service_tint(hue: int, look: Look) -> str:
    """Give the fill of a service's block."""
    return hsl(hue, 35, 22) if look.dark else hsl(hue, 75, 95)


@lru_cache(maxsize=2048)
def service_stripe(hue: int, look: Look) -> str:
    """Give the stripe at the left edge of a service's block."""
    return hsl(hue, 65, 62) if look.dark else hsl(hue, 60, 45)


@lru_cache(maxsize=2048)
def person_fill(hue: int, look: Look) -> str:
    """Give the disc behind a person's initials."""
    return hsl(hue, 45, 30) if look.dark else hsl(hue, 50, 88)


@lru_cache(maxsize=2048)
def person_text(hue: int, look: Look) -> str:
    """Give the colour of a person's initials on their disc."""
    return hsl(hue, 60, 94) if look.dark else hsl(hue, 60, 22)


def hsl(hue: int, saturation: int, lightness: int) -> str:
    """Write a colour given by hue (degrees), saturation and lightness (percent) as #RRGGBB."""
    parts = colorsys.hls_to_rgb((hue % 360) / 360, lightness / 100, saturation / 100)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours after WCAG 2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(over: str, under: str, share: float) -> str:
    """Lay one colour over another with a share from 0 to 1, opaque afterwards."""
    pairs = zip(_channels(over), _channels(under), strict=True)
    return "#" + "".join(f"{round(255 * (a * share + b * (1 - share))):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))  # type: ignore[return-value]


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
