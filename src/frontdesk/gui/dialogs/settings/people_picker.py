"""Several of a list ticked, all of them or everyone: letters find them, the space bar ticks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings.choices import Choice, fitting
from frontdesk.gui.dialogs.settings.lines_layout import LinesLayout
from frontdesk.gui.dialogs.settings.tick import paint_tick
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.cells import paint_words
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.search_field import SearchField

Index = QModelIndex | QPersistentModelIndex
ROW = 30
MOST_ROWS = 6
FILTER_FROM = 8  # fewer are seen at a glance


class Role(IntEnum):
    """What else an item holds."""

    CHOICE = Qt.ItemDataRole.UserRole


class PickModel(QAbstractListModel):
    """The choices that fit what is typed, with their ticks; `picked` tells that a person set or took one."""

    picked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._shown: tuple[Choice, ...] = ()
        self._ticked: frozenset[Id] = frozenset()
        self._text = ""

    @property
    def ticked(self) -> frozenset[Id]:
        """Give what is ticked, also what is not shown or not offered any more."""
        return self._ticked

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Give all that is offered."""
        return self._all

    def offer(self, choices: Sequence[Choice]) -> None:
        """Hold other choices."""
        self._all = tuple(choices)
        self.find(self._text)

    def find(self, text: str) -> None:
        """Show only those that fit."""
        self.beginResetModel()
        self._text, self._shown = text, fitting(text, self._all)
        self.endResetModel()

    def tick(self, ids: Iterable[Id]) -> None:
        """Tick others, without telling that a person did."""
        self._ticked = frozenset(ids)
        self._all_changed()

    def choice(self, row: int) -> Choice | None:
        """Give the choice of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the choices that are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every line be ticked."""
        more = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index) | more if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the name, the tick and the words of a line."""
        choice = self.choice(index.row()) if index.isValid() else None
        if choice is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return choice.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (choice.name, choice.detail) if part)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if choice.id in self._ticked else Qt.CheckState.Unchecked
            case Role.CHOICE:
                return choice
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Set or take a tick."""
        choice = self.choice(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or choice is None:
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self._ticked = self._ticked | {choice.id} if on else self._ticked - {choice.id}
        self.dataChanged.emit(index, index)
        self.picked.emit()
        return True

    def turn(self, index: QModelIndex) -> None:
        """Tick a line, or take its tick."""
        on = Qt.CheckState(self.data(index, Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        self.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _all_changed(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))


class _Lines(QStyledItemDelegate):
    """Draws a choice: its box, its name, and faintly what tells it from others."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one line."""
        return QSize(100, style.scaled(ROW))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Leave the box to the list, which ticks by a click anywhere in the line: here it would tick once more."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        look, choice = style.look(), index.data(Role.CHOICE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_MouseOver:
            painting.rounded(painter, area, look.raised, radius=4)
        view = option.widget
        if isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index:
            painting.ring(painter, area, look.accent, radius=4, width=1.5)
        side = style.scaled(15)
        box = QRectF(area.left() + style.scaled(7), area.top() + (area.height() - side) / 2, side, side)
        paint_tick(painter, box, on=Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked)
        words = area.adjusted(style.scaled(31), 0, -style.scaled(8), 0)
        used = paint_words(painter, words, choice.name, look.text, 13, strong=False)
        rest = words.adjusted(used + style.scaled(8), 0, 0, 0)
        if rest.width() > style.scaled(40):
            paint_words(painter, rest, choice.detail, look.muted, 12, strong=False)
        painter.restore()


class PickList(QListView):
    """The lines; Enter and the space bar tick."""

    def __init__(self, model: PickModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_Lines(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(model.turn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by the space bar; Enter stays the page's."""
        model = self.model()
        assert isinstance(model, PickModel)
        if Qt.Key(event.key()) == Qt.Key.Key_Space and self.currentIndex().isValid():
            model.turn(self.currentIndex())
        elif Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Picker(QWidget):
    """The list with a filter above it where it is long; `changed` tells that a person ticked.

    With words for everyone, a tick above the list means all of them, those to come too.
    """

    changed = Signal()

    def __init__(self, name: str, everyone: str = "", nothing: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.model = PickModel(self)
        self.model.picked.connect(self._picked)
        self.everyone = QCheckBox(everyone)
        self.everyone.toggled.connect(lambda _on: self._fit())
        self.everyone.clicked.connect(lambda _on: self.changed.emit())
        self._has_everyone = bool(everyone)
        self.filter = SearchField(self.tr("Find by name"))
        self.filter.setAccessibleName(f"{name}: {self.tr('find')}")
        self.filter.textChanged.connect(self._find)
        self.filter.steered.connect(self._steer)
        self.list = PickList(self.model, name)
        self.count = label("", "small")
        self.nothing = label(nothing, "muted", wrap=True)
        self._lay_out()
        self._fit()

    @property
    def ticked(self) -> frozenset[Id]:
        """Give what is ticked."""
        return self.model.ticked

    def offer(self, choices: Sequence[Choice]) -> None:
        """Hold other choices."""
        self.filter.clear()
        self.model.offer(choices)
        self._fit()

    def show_ticks(self, ids: Iterable[Id], *, everyone: bool = False) -> None:
        """Show what is ticked."""
        self.filter.clear()
        self.model.tick(ids)
        self.everyone.setChecked(everyone)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take on another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _picked(self) -> None:
        self._count()
        self.changed.emit()

    def _find(self, text: str) -> None:
        self.model.find(text)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    def _steer(self, where: str) -> None:
        """Go down from the filter into the list; Enter ticks the first that fits and goes on to the next search."""
        if where == "take" and self.filter.text() and self.model.rowCount():
            self.model.turn(self.list.currentIndex())
            self.filter.selectAll()
        elif where == "down" and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(max(0, self.list.currentIndex().row())))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif where == "leave" and self.filter.text():
            self.filter.clear()

    def _count(self) -> None:
        known = {choice.id for choice in self.model.choices}
        told = self.tr("%1 of %2 ticked")
        self.count.setText(wording.filled(told, len(self.model.ticked & known), len(known)))

    def _fit(self) -> None:
        """Show what there is to choose from, and no more lines than are read at once."""
        count = len(self.model.choices)
        chosen = not (self._has_everyone and self.everyone.isChecked())
        height = style.scaled(ROW)
        self.list.setFixedHeight(height * min(count, MOST_ROWS) + 2)
        self.list.setVisible(chosen and count > 0)
        self.filter.setVisible(chosen and count >= FILTER_FROM)
        self.count.setVisible(chosen and count >= FILTER_FROM)
        self.nothing.setVisible(not count and bool(self.nothing.text()))
        # Tab enters by the proxy and passes over what stands before it.
        first = self.filter if count >= FILTER_FROM else self.list
        self.count.setMinimumHeight(self.filter.sizeHint().height())
        self.setFocusProxy(self.everyone if self._has_everyone else first)
        self._count()

    def _lay_out(self) -> None:
        above = LinesLayout(gap=10)
        above.put(self.filter, 200)
        above.put(self.count, 90, grows=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addWidget(self.everyone)
        self.everyone.setVisible(self._has_everyone)
        column.addLayout(above)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
