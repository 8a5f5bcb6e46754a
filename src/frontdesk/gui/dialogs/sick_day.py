"""A practitioner is away: who and when, a plan for every visit that it touches, and one step that applies it.

The plan is made off the screen's thread each time that who or when changes. A row that a person decides stays so; the
others stay as they were, unless they are planned again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs import sick_day_draft as drafts
from frontdesk.gui.dialogs import sick_day_words as words
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.dialogs.sick_day_draft import Choices, Draft, Lasting, Opening, Table
from frontdesk.gui.dialogs.sick_day_fields import SickDayFields
from frontdesk.gui.dialogs.sick_day_table import SickDayTable
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.services.clinic import Clinic
from frontdesk.services.sick_day import Applied, Choice, Plan

SIZE = QSize(900, 700)
# From this height on there is room for some rows beside all the rest.
ROOMY = 520
# What is typed or chosen is planned once it rests for so long.
REST_MS = 150


class SickDayDialog(Frame):
    """The dialog. `applied` carries what was done (Applied), the Plan, and the words that tell of it."""

    applied = Signal(object, object, str)

    def __init__(self, tasks: Tasks, parent: QWidget | None, *, opening: Opening) -> None:
        super().__init__(self.tr("A practitioner is away"), SIZE, parent)
        self.hint.setText(self.tr("Enter applies · Esc closes"))
        self._tasks, self._opening = tasks, opening
        self._choices: Choices | None = None
        self._draft = Draft(None, date.min, date.min)
        self._plan: Plan | None = None
        self._rows = Table()
        self._is_sending = self._is_looking = False
        self._words = locale_words()
        self.fields = SickDayFields()
        self.table = SickDayTable()
        self.table.rows.masked = opening.masked
        self.summary = label("", "strong", wrap=True)
        self.staying = label("", "small", wrap=True)
        self.keys = label(
            self.tr("← → other choices · C colleague · M another time · W waiting list · L leave · X call off"),
            "small",
            wrap=True,
        )
        self.message = label("", "muted", wrap=True)
        self.again = button(self.tr("Plan again"), does=self.plan_again)
        self.apply = EnterButton(self.tr("Apply"))
        self.apply.setDefault(True)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        self._lay_out()
        self._wire()
        self._show()
        tasks.run(drafts.load, self._begin, self._refused)
        # Who and when are mostly right already: the keys begin where the work is.
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> Draft:
        """Give who is away and when, as it stands."""
        return self._draft

    @property
    def rows(self) -> Table:
        """Give the plan as it stands."""
        return self._rows

    @property
    def is_settled(self) -> bool:
        """Tell whether the plan is of what is typed and chosen."""
        return self._plan is not None and not self._rest.isActive() and not self._is_looking

    def refresh(self, _days: object = None) -> None:
        """Plan again, as others changed the book: what stands stays where it still can be."""
        self._later()

    def plan_again(self) -> None:
        """Plan everything anew around what a person has decided."""
        self._rows = replace(self._rows, rows=tuple(r for r in self._rows.rows if r.visit in self._rows.decided))
        self._later()

    def send(self) -> None:
        """Apply the plan as it stands, once it is there."""
        self._tell_typed()
        if self._is_sending or self.fields.is_wrong or not self.is_settled:
            return
        plan, rows, title = self._plan, self._rows.all(), self.fields.title.text()
        assert plan is not None
        self._say("")
        self._is_sending = True
        self._show()

        def call(clinic: Clinic) -> Applied:
            return clinic.sick_day.apply(
                practitioner=plan.practitioner_id, start=plan.start, end=plan.end, rows=rows, title=title
            )

        self._tasks.run(call, self._done, self._refused)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows scroll by themselves where there is room for some, else with all that is around them."""
        super().resizeEvent(event)
        self._share_height()

    # The book answers.

    def _begin(self, choices: Choices) -> None:
        self._choices = choices
        self._draft = drafts.first_draft(self._opening, choices)
        self.fields.set_people(choices.practitioners)
        self._set(self._draft)

    def _look(self) -> None:
        """Have the plan made: what stands is kept, and what is new is planned."""
        draft, choices = self._draft, self._choices
        if choices is None or draft.practitioner is None or self.fields.is_wrong or self._is_sending:
            return
        self._is_looking = True
        start, end, who, rows = draft.start(choices.zone), draft.end(choices.zone), draft.practitioner, self._rows.all()

        def call(clinic: Clinic) -> Plan:
            return clinic.sick_day.plan(practitioner=who, start=start, end=end, rows=rows)

        self._tasks.run(call, self._show_plan, self._not_planned, key="sick-day")
        self._show()

    def _show_plan(self, plan: Plan) -> None:
        self._is_looking = False
        self._plan, self._rows = plan, self._rows.planned(plan)
        self._show()

    def _not_planned(self, refusal: Refusal) -> None:
        self._is_looking = False
        self._plan, self._rows = None, Table()
        self._refused(refusal)

    def _done(self, done: Applied) -> None:
        plan = self._plan
        assert plan is not None
        told = words.done(self._name, self._rows.counts())
        self.accept()
        self.applied.emit(done, plan, told)

    def _refused(self, refusal: Refusal) -> None:
        self._is_sending = False
        self._say(refusals.sentence(refusal), wrong=True)
        if refusal.reason == "plan_outdated":
            self._later()
        self._show()

    # People choose.

    def _set(self, draft: Draft) -> None:
        """Take who and when; another one is another plan."""
        choices = self._choices
        assert choices is not None
        self._draft, self._plan, self._rows = draft, None, Table()
        today = local_date(choices.now, choices.zone)
        self.fields.show_draft(draft, today, backwards=draft.is_backwards(choices.zone))
        self._say("")
        self._later()

    def _choose(self, visit: Id, choice: Choice) -> None:
        self._rows = self._rows.choosing(visit, choice)
        self._say("")
        self._later()

    def _take_person(self, name: str) -> None:
        self._set(replace(self._draft, practitioner=Id(int(name))))

    def _take_lasting(self, choice: str) -> None:
        if self._choices is None:
            return
        if choice == Lasting.REST:
            self._set(self._draft.rest_of(self._choices.now, self._choices.zone))
        elif choice == Lasting.DAY:
            self._set(self._draft.whole_day())
        else:
            self.fields.last.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fields.last.selectAll()

    def _take_day(self, name: str, text: str) -> None:
        if self._choices is None:
            return
        since = local_date(self._choices.now, self._choices.zone) if name == "first" else self._draft.first
        day = typed.day(text, since, self._words)
        if day is None:
            self.fields.say_wrong(name, self.tr("This is not a date. Write it as 18 Mar, fri, tomorrow or +7."))
        else:
            self._set(self._draft.on(day) if name == "first" else replace(self._draft, last=day))

    def _take_minute(self, name: str, text: str) -> None:
        minute = typed.minute_of_day(text)
        if minute is None:
            self.fields.say_wrong(name, self.tr("Write it as 9, 930 or 11:30."))
        elif name == "begins":
            self._set(replace(self._draft, begins=minute))
        else:
            self._set(replace(self._draft, ends=minute))

    def _tell_typed(self) -> None:
        for line in (self.fields.first, self.fields.begins, self.fields.last, self.fields.ends):
            line.tell()

    # What is shown.

    @property
    def _name(self) -> str:
        people = () if self._choices is None else self._choices.practitioners
        return next((name for one, name in people if one == self._draft.practitioner), "")

    def _later(self) -> None:
        self._rest.start()
        self._show()

    def _show(self) -> None:
        self.table.show_table(self._rows)
        self._share_height()
        plan = self._plan
        self.summary.setText(words.summary(self._rows.counts()) if plan is not None else self._waiting_words())
        self.staying.setText(words.beside(plan) if plan is not None else "")
        self.staying.setVisible(bool(self.staying.text()))
        self.apply.setEnabled(plan is not None and not self._is_sending)
        self.again.setEnabled(bool(self._rows.rows))

    def _share_height(self) -> None:
        roomy = self.height() >= style.scaled(ROOMY)
        self.table.scroll_alone(alone=roomy)

    def _follow_row(self, now: QModelIndex) -> None:
        """Scroll to the row that the keys are on, where all scrolls as one."""
        if now.isValid() and not self.table.scrolls:
            row = self.table.visualRect(now)
            middle = self.table.viewport().mapTo(self._inside, row.center())
            self._whole.ensureVisible(0, middle.y(), 0, row.height())

    def _waiting_words(self) -> str:
        looking = self._is_looking or self._rest.isActive() or self._choices is None
        return self.tr("Looking for times…") if looking and not self.fields.is_wrong else ""

    def _say(self, told: str, *, wrong: bool = False) -> None:
        style.set_kind(self.message, "danger" if wrong else "muted")
        self.message.setText(told)

    def _wire(self) -> None:
        fields = self.fields
        self.apply.clicked.connect(self.send)
        self.table.chosen.connect(self._choose)
        self.table.selectionModel().currentChanged.connect(lambda now, _before: self._follow_row(now))
        fields.who.chosen.connect(self._take_person)
        fields.lasting.chosen.connect(self._take_lasting)
        for name, line in (("first", fields.first), ("last", fields.last)):
            line.given.connect(partial(self._take_day, name))
        for name, line in (("begins", fields.begins), ("ends", fields.ends)):
            line.given.connect(partial(self._take_minute, name))

    def _lay_out(self) -> None:
        inside = self._inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        column.setSpacing(style.scaled(12))
        column.addWidget(self.fields)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        column.addWidget(self.staying)
        column.addWidget(self.keys)
        self._whole = scrolling(inside)
        self.body.addWidget(self._whole, 1)
        foot = self.foot()
        foot.addWidget(self.message, 1)
        foot.addWidget(self.again)
        foot.addWidget(button(self.tr("Cancel"), does=self.reject))
        foot.addWidget(self.apply)
