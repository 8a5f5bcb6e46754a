"""The page of public holidays and of the clinic's own closures, with the booked visits that they take in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.affected_list import AffectedList
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.frame import EDGE, scrolling
from frontdesk.gui.dialogs.settings import closures_book as book
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.boxes import Box
from frontdesk.gui.dialogs.settings.closures_book import Choice, Drafted, Found
from frontdesk.gui.dialogs.settings.closures_form import ClosureForm, visits_words
from frontdesk.gui.dialogs.settings.closures_holidays import Holidays
from frontdesk.gui.dialogs.settings.hours_dates import Card, DateCards
from frontdesk.gui.dialogs.settings.hours_tabs import TabWay
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import Empty, SectionHeader, line

if TYPE_CHECKING:
    from frontdesk.services.affected import Affected
    from frontdesk.services.clinic import Clinic

MOST_VISITS = 200
NARROW = 720


class ClosuresPage(Page):
    """The page. Ticks and closures are written at once, the country with Save or when the page is left."""

    changed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._found: Found | None = None
        self._writes = 0
        self._choosing = False
        self._form: ClosureForm | None = None
        self.place = Box()
        self.place.picked.connect(self._place_picked)
        self.place_field: Field[Box] = Field(self.tr("Location"), self.place)
        self.holidays = Holidays()
        self.holidays.chosen.connect(self._choice_made)
        self.holidays.ticked.connect(self._strike)
        self.cards = DateCards()
        self.cards.opened.connect(self._open)
        self.nothing = Empty(self.tr("None so far."), self.tr("Staff days, holidays of the clinic, building work."))
        self.reading = label(self.tr("Reading…"), "muted")
        self.nothing.hide()
        self.add = button(self.tr("Add a closure…"), does=lambda: self._open(None))
        self.told = label("", "warn", wrap=True)
        self.told.hide()
        self.visits = AffectedList(self.tr("Visits on closed days"))
        self.visits.visit_asked.connect(self.visit_asked)
        self._way = TabWay()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside = line(upright=True)
        self.save = EnterButton(self.tr("Save"))
        self.save.clicked.connect(lambda _on=False: self.write())
        self._lay_out()
        self._show_state()

    # What the window asks for

    @property
    def found(self) -> Found | None:
        """Give what was read."""
        return self._found

    @property
    def is_changed(self) -> bool:
        """Tell whether another country or region is chosen than the location keeps."""
        return self._found is not None and not self.holidays.says(self._found.choice)

    @property
    def is_writing(self) -> bool:
        """Tell whether something is being written."""
        return self._writes > 0

    def read(self, then: Id | None = None) -> None:
        """Read anew; `then` is a location or a closure."""
        here = self._found.place.id if self._found is not None else None
        call = partial(book.read, then=then, here=here)
        self.tasks.run(call, self._read, self._refused, key=f"closures/{id(self)}")

    def begin(self) -> None:
        """Begin with the country."""
        self.holidays.country.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_back(self) -> None:
        """Show the country again that the location keeps."""
        if self._found is not None:
            self.holidays.show_found(self._found, keep=False)
            self._show_state()

    def write(self) -> bool:
        """Begin to write the country and region, or say that there is no such country."""
        found = self._found
        if found is None or self._choosing or not self.is_changed:
            return True
        try:
            choice = self.holidays.choice()
        except Invalid as refusal:
            self.holidays.country_field.say_wrong(refusals.sentence(refusal))
            self.holidays.country.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._choosing = True
        call = partial(book.choose, location=found.place.id, choice=choice, language=_language())
        self._send(call, self._chosen)
        return True

    # Editing

    def _choice_made(self) -> None:
        """Show at once which days another country or region has; what was said of an earlier write is over."""
        self.say("")
        self._foresee()
        self._show_state()

    def _foresee(self) -> None:
        found, choice = self._found, self._choice()
        if found is None or choice is None or choice == found.choice or self._choosing:
            self.holidays.foresee(None)
            return
        call = partial(book.foreseen, found=found, choice=choice, language=_language())
        self.tasks.run(call, partial(self._foreseen, choice), self._refused, key=f"closures-foreseen/{id(self)}")

    def _foreseen(self, choice: Choice, found: Found) -> None:
        if self.is_changed and not self._choosing and self._choice() == choice:
            self.holidays.foresee(found)
            self._lead()

    def _choice(self) -> Choice | None:
        try:
            return self.holidays.choice()
        except Invalid:
            return None

    def _place_picked(self) -> None:
        wanted = self.place.value
        if self.write():
            self.read(wanted)
        elif self._found is not None:
            self.place.set_value(self._found.place.id)

    def _strike(self, closure: Closure, struck: bool) -> None:
        said = self.tr("%1 is an ordinary day here.") if struck else self.tr("%1 is kept as a holiday.")
        told = said.replace("%1", closure.name)
        self._send(partial(book.strike, closure=closure, struck=struck), lambda _none: self.say(told))

    def _open(self, index: object) -> None:
        found = self._found
        if found is None:
            return
        drafted = book.drafted_of(found.own[index]) if isinstance(index, int) else None
        form = ClosureForm(self.window(), self.tasks, drafted, found.place, found.places, found.today)
        self._form = form
        form.given.connect(self._save)
        form.closed.connect(self._form_closed)
        form.visit_asked.connect(self.visit_asked)
        if drafted is not None:
            form.removed.connect(lambda: self._delete(drafted))
        card = self.cards.card_of(index) if isinstance(index, int) else None
        form.ask(card or self.add, 340)

    def _form_closed(self) -> None:
        self._form = None

    def _save(self, drafted: Drafted) -> None:
        self._send(partial(book.save, drafted=drafted), self._saved)

    def _delete(self, drafted: Drafted) -> None:
        told = self.tr("Deleted: %1. Ctrl+Z brings it back.").replace("%1", drafted.name)
        self._send(partial(book.delete, drafted=drafted), lambda _none: self.say(told))

    # Writing and telling

    def _send(self, call: Callable[[Clinic], Any], then: Callable[[Any], object]) -> None:
        self._writes += 1
        self.tasks.run(call, partial(self._written, then), self._refused_write)
        self._show_state()

    def _written(self, then: Callable[[Any], object], answer: object) -> None:
        self._writes -= 1
        then(answer)
        self.read()
        self.written.emit()
        if not self._writes:
            self.settled.emit(True)
        self._show_state()

    def _chosen(self, count: int) -> None:
        self._choosing = False
        self.holidays.foresee(None)
        if self._found is not None:
            self.holidays.year = self._found.today.year
        self._say_saved(count)

    def _saved(self, count: int) -> None:
        if self._form is not None:
            self._form.close_card()
        if self.is_changed:
            said = (self.tr("Closure saved."), self.tr("The public holidays are not saved yet."))
            self.say(" ".join(said), wrong=True)
        else:
            self._say_saved(count)

    def _say_saved(self, count: int) -> None:
        self.say(" ".join(part for part in (self.tr("Saved."), visits_words(count) if count else "") if part))

    def _refused_write(self, refusal: Refusal) -> None:
        self._writes -= 1
        self._choosing = False
        if self._form is not None:
            self._form.refuse(refusal)
        elif refusal.facts.get("field") == "country":
            self.holidays.country_field.say_wrong(refusals.sentence(refusal))
        else:
            self.say(refusals.sentence(refusal), wrong=True)
            self.read()
        if not self._writes:
            self.settled.emit(False)
        self._show_state()

    def _refused(self, refusal: Refusal) -> None:
        self.say(refusals.sentence(refusal), wrong=True)

    def _read(self, found: Found) -> None:
        same = self._found is not None and self._found.place.id == found.place.id
        keep = same and self.is_changed and not self.holidays.says(found.choice)
        self._found = found
        self.reading.hide()
        self.place.offer([(p.id, p.name) for p in found.places])
        self.place.set_value(found.place.id)
        self.place_field.setVisible(len(found.places) > 1)
        self.holidays.show_found(found, keep=keep)
        self._show_own(found)
        self._show_visits(found)
        self._lead()
        if keep:
            self._foresee()
        self._show_state()
        self.shown.emit()

    def _lead(self) -> None:
        self._way.lead((self.place, *self.holidays.stops, *self.cards.cards, self.add, self.visits, self.save))

    def _show_own(self, found: Found) -> None:
        cards = [self._card(n, c, found) for n, c in enumerate(found.own)]
        coming = sorted((c for c in cards if not c.past), key=lambda c: c.first)
        past = sorted((c for c in cards if c.past), key=lambda c: c.first, reverse=True)
        self.cards.show_cards([*coming, *past])
        self.nothing.setVisible(not cards)

    def _card(self, index: int, closure: Closure, found: Found) -> Card:
        times = ""
        if closure.start is not None and closure.end is not None:
            times = words.minutes_words(closure.start, closure.end)
        count = len(found.touched.get(closure.id, ()))
        visits = (self.tr("1 visit") if count == 1 else self.tr("%n visits", None, count)) if count else ""
        everywhere = self.tr("all locations") if closure.location_id is None and len(found.places) > 1 else ""
        said = " · ".join(part for part in (closure.name, times, everywhere) if part)
        title = words.dates_title(closure.first, closure.last)
        return Card(closure.first, title, said, visits, index, past=closure.last < found.today)

    def _show_visits(self, found: Found) -> None:
        every: dict[Id, Affected] = {v.id: v for each in found.touched.values() for v in each}
        shown = sorted(every.values(), key=lambda v: v.start)
        one = self.tr("1 booked visit lies on closed days.")
        many = self.tr("%n booked visits lie on closed days.", None, len(shown))
        self.told.setText(one if len(shown) == 1 else many)
        self.told.setVisible(bool(shown))
        self.visits.show_visits(shown[:MOST_VISITS], found.place.zone)

    def _show_state(self) -> None:
        self.save.setEnabled(self.is_changed and not self.is_writing)
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the closures below the holidays where there is no room beside them."""
        super().resizeEvent(event)
        stacked = self.width() < style.scaled(NARROW)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._beside.setVisible(not stacked)

    def _lay_out(self) -> None:
        own = SectionHeader(self.tr("The clinic's own closures"), inset=0)
        inside = QWidget()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addWidget(_column(self.place_field, self.holidays), 1)
        self._columns.addWidget(self._beside)
        right = _column(own, self.reading, self.nothing, self.cards, self.add, self.told, self.visits)
        right.layout().setAlignment(self.add, Qt.AlignmentFlag.AlignLeft)  # type: ignore[union-attr]
        self._columns.addWidget(right, 1)
        inside.setLayout(self._columns)
        foot = QHBoxLayout()
        foot.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 14)])
        foot.addWidget(self.message, 1)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolling(inside), 1)
        column.addWidget(line())
        column.addLayout(foot)


def _column(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(*[style.scaled(n) for n in (EDGE, 18, EDGE, 12)])
    column.setSpacing(style.scaled(12))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return made


def _language() -> str:
    """Give the language that names are written in: the screen's, English where the system names none."""
    plain = QLocale().language() == QLocale.Language.C
    return "en" if plain else QLocale().name()
