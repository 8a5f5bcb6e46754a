"""Which practitioners the board shows, each with how full their day is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.checks import ColourCheck
from frontdesk.gui.parts.sections import SectionHeader
from frontdesk.services.board import Column


class Shown(QWidget):
    """The list; `changed` tells the ids that are not to be shown, `built` how many are listed."""

    changed = Signal(object)
    built = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hidden_ids: frozenset[Id] = frozenset()
        self._checks: dict[Id, ColourCheck] = {}
        self._header = SectionHeader(self.tr("Show"))
        self.all_button = button(self.tr("Show all"), "link", does=lambda: self._hide(frozenset()))
        self.all_button.hide()
        self._header.row.addWidget(self.all_button)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addWidget(self._header)
        column.addLayout(self._rows)

    def show_columns(self, columns: Iterable[Column]) -> None:
        """List the practitioners of a day, in the order of the board."""
        columns = list(columns)
        if [c.id for c in columns] != list(self._checks):
            self._build(columns)
            self.built.emit(len(columns))
        for each in columns:
            check = self._checks[each.id]
            check.setText(_name(self, each).replace("&", "&&"))
            check.set_remark("" if each.load is None else f"{each.load}%")

    def set_hidden(self, ids: frozenset[Id]) -> None:
        """Take ticks away without telling anyone."""
        self.hidden_ids = ids
        for one, check in self._checks.items():
            check.blockSignals(True)
            check.setChecked(one not in ids)
            check.blockSignals(False)
        self.all_button.setVisible(bool(ids & self._checks.keys()))

    @property
    def checks(self) -> tuple[ColourCheck, ...]:
        """Give the check boxes from top to bottom."""
        return tuple(self._checks.values())

    def check_of(self, id: Id) -> ColourCheck:
        """Give the check box of a practitioner."""
        return self._checks[id]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to show one alone."""
        pressed = next((i for i, c in self._checks.items() if c.geometry().contains(event.pos())), None)
        if pressed is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show only this one")).triggered.connect(lambda: self.show_only(pressed))
        menu.addAction(self.tr("Show all")).triggered.connect(lambda: self._hide(frozenset()))
        menu.popup(event.globalPos())

    def show_only(self, id: Id) -> None:
        """Show one practitioner alone."""
        self._hide(frozenset(self._checks) - {id})

    def _build(self, columns: list[Column]) -> None:
        for check in self._checks.values():
            self._rows.removeWidget(check)
            check.deleteLater()
        self._checks = {}
        for each in columns:
            check = ColourCheck(_name(self, each), each.hue)
            check.setChecked(each.id not in self.hidden_ids)
            check.toggled.connect(lambda on, one=each.id: self._toggle(one, on))
            self._checks[each.id] = check
            self._rows.addWidget(check)
        self.all_button.setVisible(bool(self.hidden_ids & self._checks.keys()))

    def _toggle(self, id: Id, on: bool) -> None:
        self._hide(self.hidden_ids - {id} if on else self.hidden_ids | {id})

    def _hide(self, ids: frozenset[Id]) -> None:
        self.set_hidden(ids)
        self.changed.emit(ids)


def _name(asker: QWidget, column: Column) -> str:
    return column.name or asker.tr("Nobody named")
