"""The table of a series: one row per date, how each stands, what is done about it, and the policy for all above it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTableView, QVBoxLayout, QWidget

from frontdesk.domain.calendar import Taken
from frontdesk.domain.ids import Id
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Row
from frontdesk.gui.dialogs import repeats_words as words
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.frame import scrolling
from frontdesk.gui.dialogs.repeats_draft import TableDraft, booked_start, offers, sums
from frontdesk.gui.dialogs.repeats_rows import ROW, Column, NameOf, RepeatRows, RowPainting, width_of
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts.buttons import plain
from frontdesk.gui.parts.cells import as_rows, go_to_row
from frontdesk.gui.parts.labels import label, plain_tip
from frontdesk.gui.parts.segmented import Segmented

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# The least that columns are given at text of the usual size, from much room to little. A date is never cut; then each
# column is given what its words ask for, in the order of _FIRST, and what is left over is shared.
# Where there is no room, with whom is left to the tooltip, and the time goes below the date.
_WIDTHS: tuple[dict[Column, int], ...] = (
    {Column.DATE: 96, Column.TIME: 56, Column.WITH: 104, Column.STATE: 142, Column.DONE: 150},
    {Column.DATE: 92, Column.TIME: 56, Column.STATE: 112, Column.DONE: 118},
    {Column.DATE: 88, Column.STATE: 80, Column.DONE: 96},
)
_WAYS = ((_WIDTHS[0], False), *((held, True) for held in _WIDTHS))
_FIRST = (Column.DATE, Column.TIME, Column.DONE, Column.WITH, Column.STATE)
_SHARES = {Column.WITH: 1, Column.STATE: 3, Column.DONE: 1}
_KEYS = {"s": Does.SKIP, "a": Does.BOOK_ANYWAY, "n": Does.NEXT_FREE, "b": Does.BOOK}


class _Table(QTableView):
    """The rows. `wanted` carries a Row and what is to be done about it, `menu_asked` a Row."""

    wanted = Signal(object, object)
    menu_asked = Signal(object)

    def __init__(self, rows: RepeatRows) -> None:
        super().__init__()
        self._rows = rows
        self.may_overbook = True
        self.setAccessibleName(self.tr("Dates of the series"))
        self.setModel(rows)
        self.setItemDelegate(RowPainting(self))
        as_rows(self, ROW)

    @property
    def current(self) -> Row | None:
        """Give the row that the keys are on."""
        return self._rows.row(self.currentIndex().row())

    def go_to(self, number: int) -> None:
        """Put the keys on a row."""
        go_to_row(self, number)

    def step(self, row: Row, by: int = 1) -> None:
        """Ask for what comes next of all that can be done about a row."""
        found = offers(row, may_overbook=self.may_overbook)
        now = self._rows.draft.done(row)
        here = found.index(now) if now in found else -1
        self.wanted.emit(row, found[(here + by) % len(found)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through what can be done by Space and the arrows to the side, or name it by its letter."""
        row = self.current
        sideways = {Qt.Key.Key_Space: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        plain_key = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        named = _KEYS.get(event.text().casefold())
        if row is None or not plain_key:
            super().keyPressEvent(event)
        elif sideways is not None:
            self.step(row, sideways)
        elif Qt.Key(event.key()) is Qt.Key.Key_Menu:
            self.menu_asked.emit(row)
        elif named is not None:
            if named in offers(row, may_overbook=self.may_overbook):
                self.wanted.emit(row, named)
        elif Qt.Key(event.key()) in _ENTER:
            # Enter is the dialog's: it books.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the choices of a row by a press on what is done."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._rows.row(index.row())
        if index.column() == Column.DONE and row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.menu_asked.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Give the columns that there is room for their widths."""
        room = self.viewport().width()
        for held, brief in _WAYS:
            self._rows.brief = brief
            asked = {column: self._asked(column) for column in held}
            least = {column: min(style.scaled(width), asked[column]) for column, width in held.items()}
            least[Column.DATE] = asked[Column.DATE]
            # Rather than cut anything, say what is done in fewer words.
            if sum((least if brief else asked).values()) <= room:
                break
        given = _shared_out(least, asked, room)
        self._rows.time_below = Column.TIME not in given
        for column in Column:
            self.setColumnHidden(column, column not in given)
            self.setColumnWidth(column, given.get(column, 0))

    def _asked(self, column: Column) -> int:
        """Give the width that the words of a column ask for, whatever is chosen for its dates."""
        head = QFontMetrics(fonts.font(12, QFont.Weight.DemiBold, style.scale()))
        title = head.horizontalAdvance(self._rows.headerData(column, Qt.Orientation.Horizontal)) + style.scaled(16)
        return max(title, width_of(self._rows, column, may_overbook=self.may_overbook))

    def place_of(self, row: Row) -> QRect:
        """Give where what is done about a row stands in the viewport."""
        return self.visualRect(self._rows.index(row.index, Column.DONE))


def _shared_out(least: dict[Column, int], asked: dict[Column, int], room: int) -> dict[Column, int]:
    """Give each column what it asks for as far as there is room, and share what is left over then."""
    given, rest = dict(least), max(0, room - sum(least.values()))
    for column in _FIRST:
        if column in given:
            more = min(rest, asked[column] - given[column])
            given[column], rest = given[column] + more, rest - more
    shares = {column: share for column, share in _SHARES.items() if column in given}
    for column, share in shares.items():
        given[column] += rest * share // sum(shares.values())
    return given


class RepeatTable(QWidget):
    """The table with its policy, its sums and the reason to book over others.

    `choices_changed` carries the policy (Taken) and the choices for single dates (RowChoices), as `repeats.plan` and
    `repeats.book` take them.
    """

    choices_changed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._draft = TableDraft()
        self._is_roomy = True
        self._rows = RepeatRows(self)
        self.table = _Table(self._rows)
        self.policy = Segmented(words.policies(), self.tr("When a time is not free"), enters=False)
        self.policy.choose(Taken.SKIP.value)
        self.left_out = label("", "small", wrap=True)
        self.total = label("", "strong", wrap=True)
        self.name = label(self.tr("When a time is not free"), "small")
        self.keys = label(
            self.tr("Space changes a row · S skip · A anyway · N next free · Enter books"), "small", wrap=True
        )
        self.reason = Field(self.tr("Why it is booked all the same"), line_edit())
        self.reason.control.textEdited.connect(lambda _text: self.reason.clear())
        self._lay_out()
        self.policy.chosen.connect(lambda choice: self._set(self._draft.with_policy(Taken(choice))))
        self.table.wanted.connect(lambda row, does: self._set(self._draft.choosing(row, does)))
        self.table.menu_asked.connect(self._open_menu)
        self.table.selectionModel().currentChanged.connect(lambda now, _before: self._follow_row(now))
        self.show_plan(None)

    @property
    def draft(self) -> TableDraft:
        """Give what is chosen."""
        return self._draft

    @property
    def books_anyway(self) -> bool:
        """Tell whether a date is booked over others, which wants a reason."""
        plan = self._rows.plan
        return plan is not None and sums(plan, self._draft).anyway > 0

    def ask_reason(self, lacking: str) -> None:
        """Go to the reason, and say beside it that there must be one."""
        self.reason.say_wrong(lacking)
        self.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)
        # Once what is said has its room.
        QTimer.singleShot(0, self, lambda: self._whole.ensureWidgetVisible(self.reason, 0, 0))

    def set_names(self, names: Mapping[Id, str] | NameOf) -> None:
        """Say what practitioners are called."""
        self._rows.name_of = names if callable(names) else lambda one: "" if one is None else names.get(one, "")

    def set_masked(self, masked: bool) -> None:
        """Leave out what names a person who is in the way of a date."""
        self._rows.masked = masked

    def set_may_overbook(self, may: bool) -> None:
        """Offer to book over others, or not."""
        self.table.may_overbook = may
        self.policy.offer(Taken.BOOK_ANYWAY.value, offered=may)

    def show_plan(self, plan: RepeatPlan | None) -> None:
        """Show how the dates stand; what was chosen for dates that stay stays chosen."""
        if plan is not None:
            self._draft = self._draft.kept_for(plan)
        self._rows.show_plan(plan, self._draft)
        self.table.share_width()
        self._share_height()
        if plan is not None and self.table.current is None:
            self.table.go_to(0)
        missing = "" if plan is None else words.left_out(plan.left_out, plan.rows[0].date.day)
        self.left_out.setText(missing)
        self.left_out.setVisible(bool(missing))
        self._tell()

    def choose(self, draft: TableDraft) -> None:
        """Hold choices without telling that a person made them."""
        self._draft = draft
        self.policy.choose(draft.policy.value)
        self.show_plan(self._rows.plan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be told otherwise where there is little room: the rows matter more."""
        super().resizeEvent(event)
        wide = self.policy.sizeHint().width() + self.name.sizeHint().width() + style.scaled(10)
        self.name.setVisible(self.width() >= wide)
        self._is_roomy = self.height() >= style.scaled(10 * ROW)
        self.keys.setVisible(self._is_roomy)
        self.table.setToolTip("" if self._is_roomy else plain_tip(self.keys.text()))
        self._share_height()

    def _share_height(self) -> None:
        """Let the rows scroll by themselves where there is room for some, else with all that is around them."""
        needed = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        needed += self.table.verticalHeader().length()
        least = style.scaled(3 * ROW) if self._is_roomy else max(needed, style.scaled(3 * ROW))
        bars = Qt.ScrollBarPolicy
        self.table.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if self._is_roomy else bars.ScrollBarAlwaysOff)
        self.table.setMinimumHeight(least)

    def _follow_row(self, now: QModelIndex) -> None:
        """Scroll to the row that the keys are on, where all scrolls as one."""
        if not self._is_roomy and now.isValid():
            row = self.table.visualRect(now)
            middle = self.table.viewport().mapTo(self._inside, row.center())
            self._whole.ensureVisible(0, middle.y(), 0, row.height())

    def _set(self, draft: TableDraft) -> None:
        self._draft = draft
        self._rows.show_plan(self._rows.plan, draft)
        self._tell()
        self.choices_changed.emit(draft.policy, draft.rows())

    def _tell(self) -> None:
        plan = self._rows.plan
        self.total.setText("" if plan is None else words.total(sums(plan, self._draft)))
        self.reason.setVisible(self.books_anyway)

    def _open_menu(self, row: Row) -> None:
        self.table.go_to(row.index)
        menu = self.menu_of(row)
        place = self.table.place_of(row)
        menu.popup(self.table.viewport().mapToGlobal(QPoint(place.left(), place.bottom())))

    def menu_of(self, row: Row) -> QMenu:
        """Make the menu of what can be done about a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        zone = self._rows.plan.zone if self._rows.plan is not None else "UTC"
        for does in offers(row, may_overbook=self.table.may_overbook):
            action = QAction(plain(words.done(does, booked_start(row, does), row.date, zone)), menu)
            action.setCheckable(True)
            action.setChecked(does is self._draft.done(row))
            action.triggered.connect(lambda _on=False, d=does: self._set(self._draft.choosing(row, d)))
            menu.addAction(action)
        return menu

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(style.scaled(10))
        head.addWidget(self.name)
        head.addWidget(self.policy)
        head.addStretch(1)
        inside = self._inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(10))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.left_out)
        column.addWidget(self.reason)
        column.addWidget(self.total)
        column.addWidget(self.keys)
        # A row below the names of the columns at least, however large the text.
        self.table.setMinimumHeight(style.scaled(3 * ROW))
        # Where even that has no room, all of it scrolls.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._whole = scrolling(inside)
        whole.addWidget(self._whole)
