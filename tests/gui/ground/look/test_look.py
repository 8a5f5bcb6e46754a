"""Fonts, icons and the style that is made from the tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.ground import resources
from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.ground.look.sheet import style_sheet
from frontdesk.gui.ground.look.tokens import DARK, LIGHT, Look

both_looks = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)


@pytest.fixture(autouse=True)
def undressed(qapp: QApplication) -> Iterator[None]:
    yield
    style.apply(qapp, LIGHT)
    qapp.setStyleSheet("")


def test_every_bundled_font_loads(qapp: QApplication) -> None:
    assert fonts.load()


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold])
def test_the_family_is_inter_in_every_weight(qapp: QApplication, weight: QFont.Weight) -> None:
    fonts.load()
    told = QFontInfo(fonts.font(weight=weight))
    assert (told.family(), told.weight()) == ("Inter", weight)


def test_figures_have_one_width(qapp: QApplication) -> None:
    fonts.load()
    metrics = QFontMetricsF(fonts.font())
    assert len({metrics.horizontalAdvance(str(figure) * 4) for figure in range(10)}) == 1


def test_a_hyphen_between_words_is_not_widened(qapp: QApplication) -> None:
    fonts.load()
    plain = QFont(fonts.font())
    plain.unsetFeature(fonts.TABULAR)
    widths = {QFontMetricsF(each).horizontalAdvance("Follow-up (a b)") for each in (plain, fonts.font())}
    assert len(widths) == 1


def test_a_font_grows_with_the_text_scale(qapp: QApplication) -> None:
    assert fonts.font(13, scale=2).pixelSize() == 26


ICONS = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = icons.pixmap(name, "#2F5BD8", 32, 1.0).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 250}
    assert "#2f5bd8" in seen


def test_an_icon_has_a_picture_of_its_own_for_finer_screens(qapp: QApplication) -> None:
    made = icons.icon("search", "#000000", size=16)
    assert {p.devicePixelRatio() for p in [made.pixmap(made.availableSizes()[0], r) for r in (1.0, 2.0)]} == {1.0, 2.0}


def test_a_disabled_icon_is_fainter(qapp: QApplication) -> None:
    made = icons.themed("search", LIGHT)
    normal, faint = (made.pixmap(16, 16, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    assert normal != faint


def test_an_icon_can_be_painted_anywhere(qapp: QApplication) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    icons.paint(painter, "check", "#FF0000", QRectF(20, 20, 16, 16))
    painter.end()
    inked = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha()]
    assert inked
    assert all(19 <= x <= 36 and 19 <= y <= 36 for x, y in inked)


def test_an_icon_that_is_not_there_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#000000", 16, 1.0)


@both_looks
def test_the_sheet_has_no_word_left_unfilled(look: Look) -> None:
    assert re.findall(r"@\w+", style_sheet(look, 1.0)) == []


@both_looks
def test_every_picture_in_the_sheet_exists(look: Look) -> None:
    paths = re.findall(r'url\("([^"]+)"\)', style_sheet(look, 1.0))
    assert paths
    assert [path for path in paths if not Path(path).is_file()] == []


@both_looks
def test_the_pictures_of_a_theme_have_its_colours(look: Look) -> None:
    drawn = {p.stem: p.read_text(encoding="utf-8") for p in resources.path("themes", look.name).glob("*.svg")}
    colours = {name: look.on_accent if name in ("check", "partial") else look.muted for name in drawn}
    assert {name: colours[name] in drawn[name] for name in drawn} == dict.fromkeys(drawn, True)


@both_looks
def test_the_sheet_can_be_read_by_qt(look: Look, qtbot: QtBot, qapp: QApplication) -> None:
    style.apply(qapp, look)
    button = QPushButton("Book")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    button.resize(80, 32)
    assert button.grab().toImage().pixelColor(8, 6).name().upper() == look.accent


def test_the_look_can_be_asked_for(qapp: QApplication) -> None:
    style.apply(qapp, DARK, 1.5)
    assert (style.look(), style.scale(), style.scaled(4)) == (DARK, 1.5, 6)


@pytest.mark.parametrize(("asked", "given"), [(0.2, 1.0), (3.0, 2.0)])
def test_the_text_scale_stays_between_100_and_200_percent(qapp: QApplication, asked: float, given: float) -> None:
    style.apply(qapp, LIGHT, asked)
    assert style.scale() == given


def test_a_widget_that_is_called_something_else_is_dressed_anew(qtbot: QtBot, qapp: QApplication) -> None:
    style.apply(qapp, LIGHT)
    label = QLabel("x")
    qtbot.addWidget(label)
    label.ensurePolished()
    style.set_kind(label, "title")
    assert label.font().pixelSize() == 18


def test_every_widget_follows_the_palette(qapp: QApplication, qtbot: QtBot) -> None:
    style.apply(qapp, DARK)
    widget = QWidget()
    qtbot.addWidget(widget)
    assert widget.palette().window().color().name().upper() == DARK.surface
