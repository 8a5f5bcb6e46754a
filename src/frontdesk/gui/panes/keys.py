"""The list of keys, each of which can be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from frontdesk.gui.ground.actions import Actions, Spec, fixed_keys, key_words
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import SectionHeader, line


class KeyRow(QWidget):
    """One action: what it does, its keys, and a button to give it another."""

    def __init__(self, actions: Actions, spec: Spec) -> None:
        super().__init__()
        self.spec = spec
        self._actions = actions
        row = QHBoxLayout(self)
        row.setContentsMargins(style.scaled(4), style.scaled(2), 0, style.scaled(2))
        row.setSpacing(style.scaled(6))
        row.addWidget(label(spec.words), 1)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(style.scaled(4))
        row.addLayout(self._chips)
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(self.tr("New key for %1").replace("%1", spec.words))
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field.setFixedWidth(style.scaled(150))
        self.field.editingFinished.connect(self._take)
        self.field.hide()
        self.change = button(
            self.tr("Change"), "link", does=self._ask, name=self.tr("Change key: %1").replace("%1", spec.words)
        )
        row.addWidget(self.field)
        row.addWidget(self.change)
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys as they are now."""
        while (item := self._chips.takeAt(0)) is not None:
            chip = item.widget()
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for keys in self._actions.keys(self.spec.id):
            self._chips.addWidget(label(key_words(keys), "chip"))

    def matches(self, typed: str) -> bool:
        """Tell whether words or keys hold what was typed."""
        keys = " ".join(key_words(k) for k in self._actions.keys(self.spec.id))
        return typed.casefold() in f"{self.spec.words} {keys}".casefold()

    def _ask(self) -> None:
        self.field.setKeySequence(QKeySequence())
        self.field.show()
        self.change.hide()
        self.field.setFocus()

    def _take(self) -> None:
        keys = self.field.keySequence()
        self.field.hide()
        self.change.show()
        if not keys.isEmpty():
            self._actions.change(self.spec.id, keys)


class KeysDialog(QDialog):
    """The list, with a field to search in it."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search in the list"))
        self.search.setAccessibleName(self.tr("Search in the list"))
        self.search.textChanged.connect(self._filter)
        self.rows: list[KeyRow] = []
        self._groups: list[tuple[SectionHeader, list[QWidget]]] = []
        self._lay_out()
        actions.changed.connect(self._show_keys)
        self.resize(style.scaled(560), style.scaled(640))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(style.scaled(20), style.scaled(16), style.scaled(20), style.scaled(12))
        head.addWidget(label(self.tr("Keys"), "title"))
        head.addStretch(1)
        head.addWidget(self.search)
        self.search.setMinimumWidth(style.scaled(200))
        foot = QHBoxLayout()
        foot.setContentsMargins(style.scaled(20), style.scaled(12), style.scaled(20), style.scaled(12))
        self.reset = button(self.tr("Reset all keys"), does=self._actions.reset)
        self.close_button = button(self.tr("Close"), "primary", does=self.accept)
        foot.addWidget(self.reset)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._list(), 1)
        column.addWidget(line())
        column.addLayout(foot)

    def _list(self) -> QScrollArea:
        sheet = QWidget()
        sheet.setProperty("kind", "side")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(style.scaled(20), style.scaled(8), style.scaled(20), style.scaled(16))
        column.setSpacing(0)
        group = ""
        for spec in self._actions:
            if spec.group != group:
                group = spec.group
                self._begin_group(column, group)
            row = KeyRow(self._actions, spec)
            self.rows.append(row)
            self._groups[-1][1].append(row)
            column.addWidget(row)
        self._begin_group(column, self.tr("On the board"))
        for keys, words in fixed_keys():
            fixed = _fixed(keys, words)
            self._groups[-1][1].append(fixed)
            column.addWidget(fixed)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        return area

    def _begin_group(self, column: QVBoxLayout, words: str) -> None:
        header = SectionHeader(words)
        column.addSpacing(style.scaled(12))
        column.addWidget(header)
        column.addSpacing(style.scaled(4))
        self._groups.append((header, []))

    def _filter(self, typed: str) -> None:
        for header, members in self._groups:
            for member in members:
                held = member.matches(typed) if isinstance(member, KeyRow) else typed.casefold() in _words(member)
                member.setVisible(held)
            header.setVisible(any(not member.isHidden() for member in members))

    def _show_keys(self) -> None:
        for row in self.rows:
            row.show_keys()


def _fixed(keys: str, words: str) -> QWidget:
    made = QWidget()
    made.setAccessibleName(f"{words}: {keys}")
    row = QHBoxLayout(made)
    row.setContentsMargins(style.scaled(4), style.scaled(4), 0, style.scaled(4))
    row.addWidget(label(words), 1)
    row.addWidget(label(keys, "chip"))
    return made


def _words(member: QWidget) -> str:
    return member.accessibleName().casefold()
