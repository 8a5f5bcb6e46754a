"""A form in calm sections: a heading, then lines of fields, with nothing drawn around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.settings.lines_layout import LinesLayout
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import SectionHeader

BETWEEN, WITHIN = 22, 12


class FieldLine(QWidget):
    """A line of fields, or more of them where there is less room."""

    def __init__(self, *fields: tuple[QWidget, int], grows: bool = True, gap: int = 14) -> None:
        super().__init__()
        self._lines = LinesLayout(self, gap=gap)
        # Not "minimum": a line that wants several lines where it is narrow must not be as tall where it is wide.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for field, width in fields:
            self._lines.put(field, width, grows=grows)


class Lines(QWidget):
    """Lines without a heading: what stands first needs none."""

    def __init__(self, *lines: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(WITHIN))
        _add(column, lines)


class Section(QWidget):
    """A heading, perhaps a sentence, and the lines below it."""

    def __init__(self, title: str, *lines: QWidget, words: str = "") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.scaled(WITHIN))
        self.column.addWidget(SectionHeader(title, inset=0))
        self.words = label(words, "muted", wrap=True)
        self.column.addWidget(self.words)
        # Not before it has its place: what is shown without one is a window of its own for a moment.
        self.words.setVisible(bool(words))
        _add(self.column, lines)

    def say(self, words: str) -> None:
        """Say another sentence under the heading."""
        self.words.setText(words)
        self.words.setVisible(bool(words))


def _add(column: QVBoxLayout, lines: Iterable[QWidget]) -> None:
    for each in lines:
        # A tick is no wider than its words, or the ring of the focus would be.
        tick = isinstance(each, QCheckBox)
        column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft if tick else Qt.AlignmentFlag(0))


def fields_of(named: Mapping[str, tuple[str, QWidget]]) -> dict[str, Field[Any]]:
    """Make fields by their names; one without words has no line for them."""
    made: dict[str, Field[Any]] = {}
    for name, (words, control) in named.items():
        made[name] = Field(words or control.accessibleName(), control)
        made[name].caption.setVisible(bool(words))
    return made


def stacked(parent: QWidget, *sections: QWidget) -> QVBoxLayout:
    """Put sections below each other, with air between them."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.scaled(BETWEEN))
    for section in sections:
        column.addWidget(section)
    column.addStretch(1)
    return column
