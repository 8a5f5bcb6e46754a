"""Labels show what is written and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from frontdesk.gui.parts.labels import ElidedLabel, label

RICH = "<b>Eva</b> <img src='http://example.org/x.png'>"


@pytest.mark.parametrize("made", [label, ElidedLabel])
def test_a_label_never_guesses_that_text_is_rich(made: type[ElidedLabel], room: QWidget) -> None:
    shown: QLabel = made(RICH, parent=room)
    assert (shown.textFormat(), shown.text()) == (Qt.TextFormat.PlainText, RICH)


def test_a_wrapping_label_grows_with_its_text(room: QWidget) -> None:
    short, long = (label(text, wrap=True, parent=room) for text in ("one", "many words " * 40))
    assert long.heightForWidth(200) > short.heightForWidth(200)


def test_a_label_knows_its_kind(room: QWidget) -> None:
    assert label("Waiting room", "section", parent=room).property("kind") == "section"


def test_a_text_that_fits_is_shown_whole(room: QWidget) -> None:
    made = ElidedLabel("Eva", parent=room)
    made.resize(200, 20)
    assert (made.is_elided(), made.toolTip()) == (False, "")


def test_a_text_that_does_not_fit_tells_the_whole_in_its_tooltip(room: QWidget) -> None:
    made = ElidedLabel("Eva Novák of Main Street", parent=room)
    made.resize(60, 20)
    room.layout()
    assert made.is_elided()
    assert "Eva Novák of Main Street" in made.toolTip()


def test_the_tooltip_holds_text_from_outside_as_plain_text(room: QWidget) -> None:
    made = ElidedLabel(RICH, parent=room)
    made.resize(30, 20)
    made.setText(RICH)
    assert "<img" not in made.toolTip()
    assert "&lt;img" in made.toolTip()


def test_line_ends_do_not_make_an_elided_label_taller(room: QWidget) -> None:
    assert ElidedLabel("one\ntwo\r\nthree", parent=room).text() == "one two three"


def test_an_elided_label_paints_no_more_than_its_width(room: QWidget) -> None:
    made = ElidedLabel("WWWWWWWWWWWWWWWWWWWWWW", parent=room)
    made.resize(60, 20)
    image = made.grab().toImage()
    columns = [x for x in range(60) if any(image.pixelColor(x, y).lightness() < 120 for y in range(20))]
    assert columns
    assert max(columns) < 60
