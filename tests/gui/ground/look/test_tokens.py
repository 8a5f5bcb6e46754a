"""The colours of both themes."""

from __future__ import annotations

from dataclasses import fields

import pytest

from frontdesk.gui.ground.look.tokens import (
    DARK,
    LIGHT,
    LOOKS,
    Look,
    contrast,
    hsl,
    mixed,
    person_fill,
    person_text,
    service_stripe,
    service_tint,
)

READABLE = 4.5
EVERY_HUE = range(360)
both_looks = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)

TEXT_ON = [
    ("text", "ground"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("text", "hatch"),
    ("text_soft", "ground"),
    ("text_soft", "surface"),
    ("text_soft", "raised"),
    ("text_soft", "hatch"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("now", "surface"),
    ("on_now", "now"),
    ("warn_text", "warn_bg"),
    ("on_arrived", "arrived"),
    ("on_in_progress", "in_progress"),
    ("on_no_show", "no_show"),
    ("ok", "surface"),
    ("danger", "surface"),
    ("danger", "ground"),
]


def test_light_tokens_are_those_of_the_design() -> None:
    given = (LIGHT.ground, LIGHT.surface, LIGHT.line, LIGHT.text, LIGHT.muted, LIGHT.accent, LIGHT.now)
    assert given == ("#F6F7F9", "#FFFFFF", "#E3E6EB", "#1B2430", "#667085", "#2F5BD8", "#D92D20")


def test_dark_tokens_are_those_of_the_design() -> None:
    given = (DARK.ground, DARK.surface, DARK.line, DARK.text, DARK.muted, DARK.accent, DARK.now)
    assert given == ("#12161C", "#191F27", "#2A323D", "#E6EAF0", "#93A0B2", "#7EA2FF", "#FF6B5E")


def test_looks_are_found_by_name() -> None:
    assert LOOKS == {"light": LIGHT, "dark": DARK}


@both_looks
@pytest.mark.parametrize(("text", "under"), TEXT_ON)
def test_text_is_readable_on_its_surface(look: Look, text: str, under: str) -> None:
    assert contrast(getattr(look, text), getattr(look, under)) >= READABLE


@both_looks
def test_text_is_readable_on_every_service_tint(look: Look) -> None:
    assert min(contrast(look.text, service_tint(hue, look)) for hue in EVERY_HUE) >= READABLE


@both_looks
def test_the_second_line_is_readable_on_every_service_tint(look: Look) -> None:
    assert min(contrast(look.text_soft, service_tint(hue, look)) for hue in EVERY_HUE) >= READABLE


@both_looks
def test_initials_are_readable_on_every_disc(look: Look) -> None:
    assert min(contrast(person_text(hue, look), person_fill(hue, look)) for hue in EVERY_HUE) >= READABLE


def test_service_colours_follow_the_design_in_light() -> None:
    assert (service_tint(222, LIGHT), service_stripe(222, LIGHT)) == (hsl(222, 75, 95), hsl(222, 60, 45))


def test_service_colours_follow_the_design_in_dark() -> None:
    assert (service_tint(222, DARK), service_stripe(222, DARK)) == (hsl(222, 35, 22), hsl(222, 65, 62))


@pytest.mark.parametrize(
    ("given", "expected"), [((0, 100, 50), "#FF0000"), ((120, 100, 25), "#008000"), ((360, 0, 100), "#FFFFFF")]
)
def test_hsl_gives_known_colours(given: tuple[int, int, int], expected: str) -> None:
    assert hsl(*given) == expected


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_contrast_does_not_depend_on_the_order() -> None:
    assert contrast("#2F5BD8", "#FFFFFF") == contrast("#FFFFFF", "#2F5BD8")


def test_mixed_half_lies_between() -> None:
    assert mixed("#FFFFFF", "#000000", 0.5) == "#808080"


@both_looks
def test_every_colour_is_a_hex_string(look: Look) -> None:
    colours = [getattr(look, f.name) for f in fields(Look) if f.name not in ("name", "dark")]
    assert all(len(c) == 7 and c.startswith("#") for c in colours)
