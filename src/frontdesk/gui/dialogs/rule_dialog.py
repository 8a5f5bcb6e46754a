"""How a visit or a series comes again, changed: the form, the new sentence, and what becomes of the dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.series import Scope
from frontdesk.domain.series_table import SeriesTable
from frontdesk.domain.series_trial import RuleTrial
from frontdesk.gui.dialogs import rule_words as words
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.repeats_field import RepeatField
from frontdesk.gui.dialogs.rule_shown import shown_from
from frontdesk.gui.ground import rules_told
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.segmented import Segmented

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic


# What no rule that is chosen is: that of a series which the form cannot show.
_NOT_SHOWN = object()


@dataclass(frozen=True, slots=True)
class _Held:
    """What is in the book: the visit, its series, and from which dates on it can be changed."""

    visit: Appointment
    table: SeriesTable | None
    since: dict[Scope, Instant]

    def named(self, scope: Scope) -> Id:
        """Give the id that stands for what is meant: all of a series by its own, so that what has been stays."""
        return self.table.id if self.table is not None and scope is Scope.ALL else self.visit.id


class RuleDialog(Frame):
    """The dialog. `changed` carries the Appointment that was named as it is now, the words, and the step to undo.

    `name` is whom the visit is for, as it may be shown.
    """

    changed = Signal(object, str, object)

    def __init__(
        self, tasks: Tasks, visit: Id, name: str, parent: QWidget | None = None, *, repeats: bool = True
    ) -> None:
        super().__init__(words.title(repeats=repeats), QSize(560, 420), parent)
        self._tasks, self._visit, self._name = tasks, visit, name
        self._key = f"rule-{id(self)}"
        self._held: _Held | None = None
        self._before: RepeatRule | None = None
        self._trial: RuleTrial | None = None
        self._busy = self._touched = self._goes_on = False
        self.beside.setText(name)
        self.hint.setText(self.tr("Esc closes"))
        self.now = label("", "soft", wrap=True)
        self.odd = label("", "small", wrap=True)
        choices = [(each.value, "") for each in (Scope.FOLLOWING, Scope.ALL)]
        self.scope = Segmented(choices, self.tr("Which visits"), enters=False)
        self.repeat = Field(self.tr("Repeat"), RepeatField())
        self.sentence = label("", "strong", wrap=True)
        self.effects = label("", "soft", wrap=True)
        self.leave = button(self.tr("Leave it"), does=self.reject)
        self.do = EnterButton(self.tr("Change"))
        self._lay_out()
        self.scope.chosen.connect(self._rescope)
        self.repeat.control.changed.connect(self._take)
        # Later: the form that says it is about to give the focus back to where it came from.
        self.repeat.control.went_on.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self.do.clicked.connect(lambda _on=False: self.send())
        tasks.run(lambda clinic: _read(clinic, visit), self._begin, self._refuse)

    @property
    def trial(self) -> RuleTrial | None:
        """Give what would become of the dates, as it is shown; None while that is not known."""
        return self._trial

    def send(self) -> None:
        """Change it, as one step."""
        held, trial, rule = self._held, self._trial, self.repeat.control.rule
        if held is None or trial is None or self._busy:
            return
        self._busy, scope = True, self._scope
        one = held.named(scope)
        said = words.done(self._name, rule, trial, held.visit.zone)
        meant = None if held.table is None else scope
        leaving = bool(trial.left_out)

        def call(clinic: Clinic) -> tuple[Appointment, str, int | None]:
            text = None if rule is None else rule.written()
            from frontdesk.services.series.wanted import Clashing

            clashing = Clashing.LEAVE if leaving else Clashing.REFUSE
            made = clinic.appointments.update(
                id=one, rrule=text, ignore_free_slots=True, scope=meant, clashing=clashing
            )
            head = clinic.history.state().undo
            return made, said, None if head is None else head.seq

        self._tasks.run(call, self._done, self._not_done)

    # The book answers.

    def _begin(self, held: _Held) -> None:
        self._held = held
        table = held.table
        self.now.setText("" if table is None else self.tr("Now: %1").replace("%1", rules_told.of_table(table), 1))
        self.now.setVisible(table is not None)
        for scope in (Scope.FOLLOWING, Scope.ALL):
            self.scope.offer(scope.value, offered=scope in held.since)
        self.scope.setVisible(table is not None)
        if not held.since:
            self.repeat.say_wrong(self.tr("All of its visits have begun or are over."))
            return
        self.scope.choose(next(iter(held.since)).value)
        if Scope.FOLLOWING in held.since:
            self.scope.set_words(Scope.FOLLOWING.value, words.from_on(held.since[Scope.FOLLOWING], held.visit.zone))
        self.scope.set_words(Scope.ALL.value, self.tr("All to come"))
        self.repeat.setEnabled(True)
        self._show_rule()
        self.repeat.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rule(self) -> None:
        """Show the rule as it is from the first date that is meant on."""
        held = self._held
        assert held is not None
        since, table, zone = held.since[self._scope], held.table, held.visit.zone
        rule = None if table is None or table.added else shown_from(table.rules, table.start, since, zone)
        self._before, self._touched = rule, False
        self.repeat.control.begin(rule, local_date(since, zone), anchored=table is None)
        odd = table is not None and rule is None
        self.odd.setText(
            self.tr("The form cannot show this rule. What is chosen there takes its place.") if odd else ""
        )
        self.odd.setVisible(odd)
        self._follow()

    def _follow(self) -> None:
        """Ask what the rule as it stands would do."""
        self._trial = None
        self.do.setEnabled(False)
        held, field = self._held, self.repeat.control
        self.repeat.clear()
        for line in (self.sentence, self.effects):
            line.setText("")
        if held is None or (field.rule is None and not field.never):
            return
        if not self._touched or field.rule == (None if held.table is None else self._before or _NOT_SHOWN):
            return
        scope, rule, one = self._scope, field.rule, held.named(self._scope)
        text = None if rule is None else rule.written()
        self.sentence.setText(words.sentence(rule, held.since[scope], held.visit.zone))
        self.effects.setText(self.tr("Looking…"))
        self._tasks.run(
            lambda clinic: clinic.series.trial_rule(id=one, rrule=text, scope=scope),
            self._show,
            self._say,
            key=self._key,
        )

    def _show(self, trial: RuleTrial) -> None:
        self._trial = trial
        told = [words.effects(trial), words.left_out(trial, self._zone)]
        self.effects.setText("\n".join(each for each in told if each))
        self.do.setEnabled(True)
        if self._goes_on:
            self._go_on()
        said = f"{self.sentence.text()}. {self.effects.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _say(self, refusal: Refusal) -> None:
        self.effects.setText("")
        self.repeat.say_wrong(words.refused(refusal, self._zone))

    def _refuse(self, refusal: Refusal) -> None:
        self.repeat.say_wrong(words.refused(refusal, self._zone))

    def _done(self, done: tuple[Appointment, str, int | None]) -> None:
        self.accept()
        self.changed.emit(*done)

    def _not_done(self, refusal: Refusal) -> None:
        self._busy = False
        self._trial = None
        self.do.setEnabled(False)
        self._say(refusal)

    # People choose.

    @property
    def _scope(self) -> Scope:
        return Scope(self.scope.choice)

    @property
    def _zone(self) -> str:
        return "UTC" if self._held is None else self._held.visit.zone

    def _rescope(self, _scope: str) -> None:
        """Follow the dates that are meant; a rule that was chosen already stays chosen."""
        held, field = self._held, self.repeat.control
        if held is None or not held.since:
            return
        if not self._touched or field.rule == self._before:
            self._show_rule()
        else:
            field.set_first(local_date(held.since[self._scope], held.visit.zone))
            self._follow()

    def _take(self, _rule: RepeatRule | None) -> None:
        self._touched = True
        self._follow()

    def _go_on(self) -> None:
        """Go to the button, which can be pressed once it is known what it would do."""
        self._goes_on = not self.do.isEnabled()
        self.do.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.do.setDefault(True)
        self.do.setEnabled(False)
        self.leave.setAutoDefault(False)
        self.repeat.setEnabled(False)
        for hidden in (self.now, self.odd, self.scope):
            hidden.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        column.setSpacing(style.scaled(12))
        for part in (self.now, self.scope, self.repeat, self.odd, self.sentence, self.effects):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        foot = self.foot()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.do)


def _read(clinic: Clinic, visit: Id) -> _Held:
    held = clinic.appointments.get(id=visit).appointment
    if held.series_id is None:
        return _Held(held, None, {Scope.FOLLOWING: held.start})
    table = clinic.series.get(id=held.series_id, page=1, size=1)
    named = {Scope.FOLLOWING: held.id} if held.start > clinic.clock() else {}
    found: dict[Scope, Instant] = {}
    for scope, one in {**named, Scope.ALL: table.id}.items():
        try:
            found[scope] = clinic.series.trial_rule(id=one, rrule=None, scope=scope).since
        except Invalid:
            # Nothing of it is still to come.
            continue
    return _Held(held, table, found)
