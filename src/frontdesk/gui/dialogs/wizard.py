"""Setting a clinic up in one short wizard: five pages, every one of which may be skipped.

Nothing is written before the end. What was typed is kept when the wizard is left, and offered again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.wizard_clinic import ClinicPage, currency_of, system_zone, territory_of, workdays_of
from frontdesk.gui.dialogs.wizard_draft import PATTERNS, Draft, Step
from frontdesk.gui.dialogs.wizard_end import EndPage, made_words
from frontdesk.gui.dialogs.wizard_hours import HoursPage
from frontdesk.gui.dialogs.wizard_offers import kind_of, offers
from frontdesk.gui.dialogs.wizard_page import Page
from frontdesk.gui.dialogs.wizard_people import PeoplePage
from frontdesk.gui.dialogs.wizard_services import ServicesPage
from frontdesk.gui.dialogs.wizard_steps import StepRow
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import line

if TYPE_CHECKING:
    from pathlib import Path

    from frontdesk.services.holidays import Country

translate = QCoreApplication.translate
SIZE = QSize(920, 680)


class Wizard(Frame):
    """The dialog. `finished_asked` carries the draft of the clinic that is to be made."""

    finished_asked = Signal(object)

    def __init__(self, tasks: Tasks, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Set up your clinic"), SIZE, parent)
        self.draft = draft
        self._busy = False
        self._furthest = int(draft.step)
        self.hint.setText(self.tr("Ctrl+Enter finishes from any step"))
        self.clinic = ClinicPage(draft)
        self.people, self.hours, self.services = PeoplePage(), HoursPage(draft), ServicesPage(draft)
        self.end = EndPage()
        self.pages: tuple[Page, ...] = (self.clinic, self.people, self.hours, self.services, self.end)
        self.steps = StepRow(names())
        self._stack = QStackedWidget()
        self._areas: list[QScrollArea] = [scrolling(page) for page in self.pages]
        for area, page in zip(self._areas, self.pages, strict=True):
            self._stack.addWidget(area)
            page.done.connect(self.go_on)
        self.steps.chosen.connect(self.go_to)
        self.end.step_asked.connect(self.go_to)
        self.message = label("", "danger", wrap=True)
        self.skip = button(self.tr("Skip this step"), "link", does=self.skip_step)
        self.back = button(self.tr("Back"), does=self.go_back)
        self.next = EnterButton(self.tr("Next"))
        self.next.clicked.connect(self.go_on)
        self.next.setDefault(True)
        self._lay_out()
        for keys, does in (("Alt+Left", self.go_back), ("Alt+Right", self.go_on), ("Ctrl+Return", self.finish)):
            QShortcut(QKeySequence(keys), self, does)
        self._knows_countries = self._wants_to_finish = False
        tasks.run(lambda _clinic: _countries(), self._offer_countries)
        # What nobody foresaw is told by the window; here it can be tried again.
        tasks.broke.connect(self._let_go)
        self._show(draft.step)

    @property
    def page(self) -> Page:
        """Give the page that is shown."""
        return self.pages[self.draft.step]

    def go_on(self) -> None:
        """Go to the next page, or make the clinic from the last one; what is wrong on this one is told first."""
        if self.draft.step is Step.END:
            self.finish()
        elif self._kept():
            self._show(Step(self.draft.step + 1))

    def go_back(self) -> None:
        """Go to the page before; what is wrong on this one can wait."""
        if self.draft.step > 0:
            self.page.keep(self.draft)
            self._show(Step(self.draft.step - 1))

    def go_to(self, step: int) -> None:
        """Go to any page; forward only when nothing is wrong on this one."""
        self.page.keep(self.draft)
        if step <= self.draft.step or self._kept():
            self._show(Step(step))

    def skip_step(self) -> None:
        """Leave this page as it would be by itself, and go on."""
        step = self.draft.step
        self.draft.skip(step)
        self.page.fill(self.draft)
        self.page.clear()
        if step is Step.END:
            self.finish()
        else:
            self._show(Step(step + 1))

    def finish(self) -> None:
        """Ask for the clinic to be made, or go to the first page with something wrong."""
        if self._busy:
            return
        if not self._knows_countries:
            self._wants_to_finish = True
            return
        self.page.keep(self.draft)
        self._offer_services()
        for step in Step:
            fault = next(self.draft.faults(step), None)
            if fault is not None:
                self._show(step)
                self.pages[step].refuse(fault)
                return
        self._set_busy(True)
        self.finished_asked.emit(self.draft)

    def refuse(self, refusal: Refusal) -> None:
        """Say why the clinic could not be made: beside its field, or at the foot."""
        self._set_busy(False)
        for step, page in enumerate(self.pages):
            if _is_about(refusal, Step(step)):
                self._show(Step(step))
                if page.refuse(refusal):
                    return
        self.message.setText(refusals.sentence(refusal))

    def reject(self) -> None:
        """Leave the wizard; while the clinic is being made there is nothing to leave any more."""
        if not self._busy:
            self.page.keep(self.draft)
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter from any field, as the button does."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def _offer_countries(self, found: tuple[Country, ...]) -> None:
        self.clinic.offer_countries(found)
        self._knows_countries = True
        if self._wants_to_finish:
            self.finish()

    def _kept(self) -> bool:
        """Keep this page, or say what is wrong on it."""
        self.page.clear()
        self.page.keep(self.draft)
        fault = next(self.draft.faults(self.draft.step), None)
        return fault is None or not self.page.refuse(fault)

    def _offer_services(self) -> None:
        """Take what is usual when the services were not come to: finishing early means the defaults."""
        if not self.draft.kind and self._furthest < Step.SERVICES:
            kind = kind_of(self.draft.people)
            self.draft.with_kind(kind, offers(kind))

    def _show(self, step: Step) -> None:
        self.draft.step = step
        self._furthest = max(self._furthest, int(step))
        self.message.setText("")
        self.page.fill(self.draft)
        self._stack.setCurrentIndex(step)
        self._areas[step].verticalScrollBar().setValue(0)
        self.steps.show_step(step, self._furthest)
        self.back.setVisible(step > 0)
        self.skip.setVisible(step < Step.END)
        self.next.say(self.tr("Make the clinic") if step is Step.END else self.tr("Next"))
        self.page.begin()

    def _let_go(self, _kind: str) -> None:
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for widget in (self._stack, self.steps, self.back, self.skip, self.next):
            widget.setEnabled(not busy)
        style.set_kind(self.message, "soft" if busy else "danger")
        self.message.setText(self.tr("Making the clinic…") if busy else "")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(*[style.scaled(n) for n in (EDGE - 4, 10, EDGE - 4, 10)])
        row.addWidget(self.steps, 1)
        self.body.addLayout(row)
        self.body.addWidget(line())
        self.body.addWidget(self._stack, 1)
        foot = self.foot()
        foot.addWidget(self.skip)
        foot.addWidget(self.message, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)


def begin_draft(folder: Path) -> Draft:
    """Begin with what can be known without asking: this machine's zone and its land's ways."""
    zone = system_zone()
    territory = territory_of("", zone)
    workdays = workdays_of(territory)
    return Draft(
        folder=folder,
        zone=zone,
        unnamed=translate("Wizard", "My clinic"),
        currency=currency_of(territory),
        workdays=workdays,
        week=PATTERNS[0].week(workdays),
    )


def room_words() -> str:
    """Say how rooms are called before anyone gives them names."""
    return translate("Wizard", "Room %1")


def names() -> tuple[str, ...]:
    """Name the steps."""
    return (
        translate("Wizard", "Clinic"),
        translate("Wizard", "Practitioners"),
        translate("Wizard", "Hours"),
        translate("Wizard", "Services"),
        translate("Wizard", "Rooms"),
    )


def _is_about(refusal: Refusal, step: Step) -> bool:
    field = str(refusal.facts.get("field", ""))
    if "path" in refusal.facts:
        return step is Step.CLINIC
    starts: dict[Step, Any] = {
        Step.CLINIC: ("name", "zone_name", "country", "region", "path", "currency"),
        Step.PEOPLE: "practitioners[",
        Step.HOURS: "hours",
        Step.SERVICES: "services[",
        Step.END: "rooms",
    }
    return bool(field) and field.startswith(starts[step])


def _countries() -> tuple[Country, ...]:
    """List the countries whose holidays are known, away from the screen: loading them takes a while."""
    from frontdesk.services.holidays import countries

    return countries()


__all__ = ["Wizard", "begin_draft", "made_words", "room_words"]
