"""A series in the book as a table: how it comes again in a sentence, then one row per date, each a key away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.series import Scope
from frontdesk.domain.series_table import SeriesRow, SeriesTable, Stands
from frontdesk.domain.series_trial import Deed
from frontdesk.gui.dialogs import rule_words
from frontdesk.gui.dialogs import series_words as words
from frontdesk.gui.dialogs.frame import EDGE, Frame
from frontdesk.gui.dialogs.rule_dialog import RuleDialog
from frontdesk.gui.dialogs.series_deed import WideDeed
from frontdesk.gui.dialogs.series_row_deeds import RowDeeds
from frontdesk.gui.dialogs.series_rows import SeriesRows
from frontdesk.gui.dialogs.series_table import SeriesView
from frontdesk.gui.dialogs.series_wide import Widely
from frontdesk.gui.dialogs.series_words import Kind
from frontdesk.gui.ground import refusals, rules_told, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.reason import ReasonCard
from frontdesk.gui.parts.segmented import Segmented
from frontdesk.gui.parts.toast import Toasts

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

# How each date stands takes a moment to judge: what is seen first comes first.
PAGE = 40


class SeriesDialog(Frame):
    """The table of the series that a visit is one of.

    `visit_asked` (Id or None, date) wants a date shown on the board, `written` says that the book changed. `told`
    carries the words of a step after which there is no series to show any more, and how to undo it.
    `name` is whom the series is for, as it may be shown; `masked` leaves out what names a person.
    """

    visit_asked = Signal(object, object)
    written = Signal()
    told = Signal(str, object)

    def __init__(
        self, tasks: Tasks, visit: Id, name: str, parent: QWidget | None = None, *, masked: bool = False
    ) -> None:
        super().__init__(self.tr("Series"), QSize(860, 620), parent)
        self._tasks, self._visit, self._name = tasks, visit, name
        self._key = ""
        self._because: Callable[[str], object] = lambda _reason: None
        self.asking: RuleDialog | None = None
        self.beside.setText(name)
        self.hint.setText(self.tr("Esc closes"))
        self.sentence = label("", "heading", wrap=True)
        self.rows = SeriesRows(self)
        self.rows.masked = masked
        self.view = SeriesView(self.rows)
        kinds = [(kind.value, words.kind_words(kind, 0)) for kind in Kind]
        self.kinds = Segmented(kinds, self.tr("Which dates"), enters=False)
        self.kinds.choose(Kind.ALL.value)
        self.keys = label(
            self.tr("Enter shows the date · A takes the free time · Del cancels · R brings back"), "small", wrap=True
        )
        self.trouble = label("", "alert", wrap=True)
        self.toasts = Toasts(self)
        self.toasts.home = self.view
        self.deeds = RowDeeds(tasks, self.toasts, self)
        self.widely = Widely(tasks, self)
        self._lay_out()
        self._wire()
        self._read()

    def refresh(self) -> None:
        """Read the series again, such as after others changed it."""
        self._read()

    # The book answers.

    def _read(self) -> None:
        """Read the first page; the others follow by themselves."""
        current = self.view.current
        if current is not None and not self._turned:
            self._key = current.key
        visit = self._visit

        def call(clinic: Clinic) -> tuple[Instant, SeriesTable]:
            return clinic.clock(), clinic.series.get(id=visit, page=1, size=PAGE)

        self._tasks.run(call, self._begin, self._say, key="series-table")

    def _begin(self, found: tuple[Instant, SeriesTable]) -> None:
        self.rows.now, table = found
        self._turned = False
        self.rows.begin(table)
        self.deeds.zone = table.zone
        # Blocks are dealt with in their own dialog, which asks which of them are meant.
        closed = any(row.visit is not None and row.visit.event_type is EventType.BLOCK for row in table.rows)
        for pressed in (self.rule_button, *self.buttons.values()):
            pressed.setVisible(not closed)
        self.sentence.setText(rules_told.of_table(table))
        self._show_rows()
        self._find_row()
        self._read_on()

    def _read_on(self) -> None:
        """Read the next page, unless all are here."""
        held = self.rows.table
        if held is None or self.rows.complete:
            return
        visit, number = self._visit, held.page + 1

        def call(clinic: Clinic) -> SeriesTable:
            return clinic.series.get(id=visit, page=number, size=PAGE)

        # Under the same key: once the series is read anew, no page of before is added any more.
        self._tasks.run(call, self._add, self._say, key="series-table")

    def _add(self, table: SeriesTable) -> None:
        if table.rows:
            known = self.rows.rowCount()
            self.rows.add(table)
            self._show_rows(known)
            if self._looking:
                self._find_row()
            self._read_on()

    def _show_rows(self, known: int = 0) -> None:
        """Show how many rows there are of each kind; the widths of the first `known` are known already."""
        for kind in Kind:
            count = self.rows.count(kind) if kind is not Kind.ALL or self.rows.table is None else self.rows.table.total
            self.kinds.set_words(kind.value, words.kind_words(kind, count))
            self.kinds.offer(kind.value, offered=count > 0 or kind in (Kind.ALL, Kind.TO_COME, self.rows.kind))
        self.view.measure(known)
        self.trouble.hide()

    def _find_row(self) -> None:
        """Put the keys on the date that they were on, else on the visit that was asked for, else on what comes next."""
        at = self.rows.place_of(self._key) if self._key else self.rows.place_of_visit(self._visit)
        self._looking = at < 0 and not self.rows.complete
        self.view.go_to(at if at >= 0 else self.rows.next_to_come())

    def _say(self, refusal: Refusal) -> None:
        self.trouble.setText(refusals.sentence(refusal, self._zone))
        self.trouble.show()

    # People choose.

    def _narrow(self, kind: str) -> None:
        current = self.view.current
        self.rows.narrow(Kind(kind))
        self._show_rows()
        at = self.rows.place_of(current.key) if current is not None else -1
        self.view.go_to(max(at, 0))

    def _open(self, row: SeriesRow) -> None:
        visit = None if row.visit is None or row.stands in (Stands.ARCHIVED, Stands.REMOVED) else row.visit.id
        self.accept()
        self.visit_asked.emit(visit, _day_of(row, self._zone))

    def _ask_wide(self, deed: Deed) -> None:
        """Ask what becomes of this date and those that follow, or of all."""
        row = self.view.current
        if row is None or row.visit is None:
            self._say_choose()
            return
        pressed, wide = self.buttons[deed], WideDeed(deed=deed, visit=row.visit.id, name=self._name)
        area = QRect(pressed.mapTo(self, QPoint(0, 0)), pressed.size())

        def ask(said: dict[str, str]) -> None:
            self.widely.ask(replace(wide, said=said), Scope.FOLLOWING, self._zone, area)

        if deed is Deed.CANCEL:
            self._because = lambda reason: ask({"reason": reason})
            self.reason.ask(row.visit.id, self._named(row), area, several=True)
        else:
            ask({})

    def _ask_reason(self, row: SeriesRow) -> None:
        """Ask why the visit of a date is cancelled; what cannot be, and a block, needs no reason."""
        visit = row.visit
        if visit is None or row.stands in words.GONE or visit.event_type is EventType.BLOCK:
            self.deeds.remove(row)
            return
        place = self.view.visualRect(self.view.currentIndex())
        area = QRect(self.view.viewport().mapTo(self, place.topLeft()), place.size())
        self._because = lambda reason: self.deeds.remove(row, reason)
        people = visit.heads if visit.group else None
        self.reason.ask(visit.id, self._named(row), area, people=people)

    @cached_property
    def reason(self) -> ReasonCard:
        """Give the card that asks why visits are cancelled, made when it is first needed."""
        card = ReasonCard(self)
        card.given.connect(lambda _visit, reason: self._because(reason))
        return card

    def _named(self, row: SeriesRow) -> str:
        return wording.filled(self.tr("%1, %2"), self._name, wording.day_short(_day_of(row, self._zone)))

    def ask_rule(self) -> None:
        """Ask how the series is to come again, from the date on that the keys are on."""
        row = self.view.current
        if row is None or row.visit is None:
            self._say_choose()
            return
        made = self.asking = RuleDialog(self._tasks, row.visit.id, self._name, self)
        made.changed.connect(self._ruled)
        made.open()

    # Carrying out.

    def _ruled(self, made: Appointment, told: str, seq: int | None) -> None:
        """Show the series that it is now; where it comes no more, there is none to show."""
        if made.series_id is None:
            self.written.emit()
            self.accept()
            self.told.emit(told, seq)
            return
        self._visit, self._key, self._turned = made.id, "", True
        self.deeds.tell(told, seq)

    def _say_choose(self) -> None:
        self.toasts.say(self.tr("Choose a date that has a visit first."), "told")

    @property
    def _zone(self) -> str:
        return self.rows.table.zone if self.rows.table is not None else "UTC"

    def _changed(self) -> None:
        self.written.emit()
        self._read()

    def _wire(self) -> None:
        self.view.opened.connect(self._open)
        self.view.taken.connect(lambda row: self.deeds.take(row, self.rows.table))
        self.view.removed.connect(self._ask_reason)
        self.view.restored.connect(self.deeds.restore)
        self.deeds.changed.connect(self._changed)
        self.kinds.chosen.connect(self._narrow)
        self.widely.changed.connect(self._changed)
        self.widely.done.connect(self.deeds.tell)
        self.widely.refused.connect(self.deeds.refuse)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.deeds.undo_last)

    def _lay_out(self) -> None:
        self._looking, self._turned = True, False
        self.trouble.hide()
        inside = QVBoxLayout()
        edge = style.scaled(EDGE)
        inside.setContentsMargins(edge, style.scaled(14), edge, style.scaled(12))
        inside.setSpacing(style.scaled(10))
        self.rule_button = button(rule_words.link(repeats=True), "link", does=self.ask_rule)
        self.rule_button.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(style.scaled(14))
        head.addWidget(self.sentence, 1)
        head.addWidget(self.rule_button, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(head)
        for each in (self.trouble, self.kinds):
            inside.addWidget(each)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.keys)
        self.body.addLayout(inside, 1)
        foot = self.foot()
        self.buttons: dict[Deed, QPushButton] = {
            deed: button(told, does=partial(self._ask_wide, deed))
            for deed, told in (
                (Deed.CANCEL, self.tr("Cancel following…")),
                (Deed.ARCHIVE, self.tr("Archive following…")),
                (Deed.DELETE, self.tr("Delete following…")),
            )
        }
        for pressed in self.buttons.values():
            pressed.setAutoDefault(False)
            foot.addWidget(pressed)
        foot.addStretch(1)
        self.close_button = button(self.tr("Close"), "primary", does=self.reject)
        self.close_button.setAutoDefault(False)
        foot.addWidget(self.close_button)
        self.toasts.over = self.keys
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _day_of(row: SeriesRow, zone: str) -> date:
    return local_date(words.start_of(row), zone)
