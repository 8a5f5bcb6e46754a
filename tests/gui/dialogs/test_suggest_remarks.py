"""What is remarked of a suggestion is drawn at its right, with its mark; the name keeps the rest."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from frontdesk.gui.dialogs.suggest import _remarked
from frontdesk.gui.parts.hits import Hit

AREA = QRect(0, 0, 260, 32)


def drawn(hit: Hit) -> tuple[QRect, QImage]:
    image = QImage(AREA.size(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    left = _remarked(painter, AREA, hit)
    painter.end()
    return left, image


def test_a_remark_is_drawn_beside_what_is_left_for_the_name(qtbot: QtBot) -> None:
    plain, blank = drawn(Hit("Eva Novák"))
    left, image = drawn(Hit("Eva Novák", remark="comes already"))
    assert plain == AREA
    assert left.width() < AREA.width()
    assert image.copy(left) == blank.copy(left)
    assert image != blank


def test_its_mark_is_drawn_too(qtbot: QtBot) -> None:
    words, _ = drawn(Hit("Ana Evans", remark="has an alert"))
    both, _ = drawn(Hit("Ana Evans", remark="has an alert", icon="triangle-alert"))
    assert both.width() < words.width()
