"""The form of one of the clinic's own closures, with the booked visits that it takes in while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.affected_list import AffectedList
from frontdesk.gui.dialogs.field import Field, line_edit, show_refusal
from frontdesk.gui.dialogs.settings import closures_book as book
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.closures_book import Drafted, Place
from frontdesk.gui.dialogs.settings.hours_card import FormCard, read_date
from frontdesk.gui.dialogs.settings.hours_keys import read
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.affected import Affected

translate = QCoreApplication.translate

WAIT_MS = 200


class ClosureForm(FormCard):
    """The form. `given` carries the Drafted, `removed` nothing, `visit_asked` (id, date) the visit that is wanted."""

    given = Signal(object)
    removed = Signal()
    visit_asked = Signal(object, object)

    def __init__(
        self,
        window: QWidget,
        tasks: Tasks,
        drafted: Drafted | None,
        here: Place,
        places: Sequence[Place],
        today: date,
    ) -> None:
        title = self.tr("A closure") if drafted is not None else self.tr("Close the clinic")
        super().__init__(window, title, self.tr("Save") if drafted is not None else self.tr("Add"))
        self._tasks, self._drafted, self._here, self._today = tasks, drafted, here, today
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.look)
        self.name = Field(self.tr("Name"), line_edit(hint=self.tr("Staff training"), longest=200))
        self.first = Field(self.tr("First day"), line_edit(hint=self.tr("3 Apr, fri, +7")))
        self.last = Field(self.tr("Last day"), line_edit(hint=self.tr("the same day")))
        self.times = Field(self.tr("From – to"), line_edit(hint=self.tr("whole days, or 13-17")))
        self.where = QComboBox()
        self.where.addItem(self.tr("%1 only").replace("%1", here.name), here.id)
        self.where.addItem(self.tr("All locations"), None)
        for field in (self.name, self.first, self.last, self.times):
            self.column.addWidget(field)
            field.control.textEdited.connect(lambda _text: self._timer.start())
        where: Field[QComboBox] = Field(self.tr("Where"), self.where)
        self.column.addWidget(where)
        where.setVisible(len(places) > 1)
        self.where.activated.connect(lambda _index: self._timer.start())
        self.told = label("", "alert", wrap=True)
        self.told.hide()
        self.visits = AffectedList(self.tr("Visits on these days"))
        self.visits.visit_asked.connect(self._ask_visit)
        self.column.addWidget(self.told)
        self.column.addWidget(self.visits)
        if drafted is not None:
            self._fill(drafted)

    def give(self) -> None:
        """Take what was typed, or say what cannot be read; the form stays until the book has it."""
        drafted = self.read(aloud=True)
        if drafted is not None:
            self.given.emit(drafted)

    def refuse(self, refusal: Refusal) -> None:
        """Say a refusal beside the field that it names."""
        fields: dict[str, Field[Any]] = {
            "name": self.name,
            "first": self.first,
            "last": self.last,
            "start": self.times,
            "end": self.times,
        }
        if not show_refusal(refusal, fields):
            self.name.say_wrong(refusals.sentence(refusal))
        self.grow()

    def remove(self) -> None:
        """Delete the closure."""
        self.removed.emit()
        self.close_card()

    def look(self) -> None:
        """List the booked visits that the closure would take in as it is typed now."""
        drafted = self.read(aloud=False)
        if drafted is None:
            self._show_visits(())
            return
        call = partial(book.touched, drafted=drafted)
        self._tasks.run(call, self._show_visits, self._unseen, key="closures/touched")

    def read(self, *, aloud: bool) -> Drafted | None:
        """Read the fields; aloud, say beside them what cannot be read."""
        how = self.tr("Write it as 3 Apr, fri or +7.")
        first, sound = read_date(self.first, self._today, needed=True, how=how if aloud else "")
        last, sound_too = read_date(self.last, first or self._today, needed=False, how=how if aloud else "")
        said = self.times.control.text().strip()
        bars = read(said)
        if bars is None or len(bars) > 1:
            bars = None
            if aloud:
                self.times.say_wrong(self.tr("Write it as 13-17, nothing for whole days."))
        else:
            self.times.clear()
        name = self.name.control.text().strip()
        if aloud and not name:
            self.name.say_wrong(self.tr("Something must be written here."))
        elif name:
            self.name.clear()
        if first is None or not (sound and sound_too) or bars is None or (aloud and not name):
            self.grow()
            return None
        start, end = (bars[0].start, bars[0].end) if bars else (None, None)
        held = self._drafted
        ident = (held.id, held.version) if held is not None else (None, 0)
        return Drafted(name, first, last, self.where.currentData(), start, end, *ident)

    def _fill(self, drafted: Drafted) -> None:
        self.name.control.setText(drafted.name)
        self.first.control.setText(words.date_field(drafted.first))
        self.last.control.setText(words.date_field(drafted.last))
        if drafted.start is not None and drafted.end is not None:
            self.times.control.setText(words.minutes_words(drafted.start, drafted.end))
        self.where.setCurrentIndex(0 if drafted.location is not None else 1)
        if drafted.id is not None:
            self.offer_removal(self.tr("Delete"))
        self._timer.start()

    @Slot(object)
    def _show_visits(self, found: Sequence[Affected]) -> None:
        self.told.setText(visits_words(len(found)) if found else "")
        self.told.setVisible(bool(found))
        self.visits.show_visits(found, self._here.zone)
        self.grow()

    @Slot(object)
    def _unseen(self, _refusal: Refusal) -> None:
        self._show_visits(())

    @Slot(object, object)
    def _ask_visit(self, visit: Id, day: date) -> None:
        self.close_card()
        self.visit_asked.emit(visit, day)


def visits_words(count: int) -> str:
    """Count the booked visits that a closure takes in."""
    if count == 1:
        return translate("Hours", "1 booked visit lies in it; it stays booked.")
    return translate("Hours", "%n booked visits lie in it; they stay booked.", None, count)
