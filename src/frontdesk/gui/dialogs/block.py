"""Closing time: a block for a practitioner or a calendar, once or again and again, and changing one.

Which visits it lies over is looked up while it is typed; it is written all the same, because they stay as they are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.instants import local_date
from frontdesk.domain.series import Scope
from frontdesk.gui.dialogs import block_draft as drafts
from frontdesk.gui.dialogs import block_words as words
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.block_draft import Choices, Draft, Ends, Opening, Owner, Repeat
from frontdesk.gui.dialogs.block_fields import BlockFields
from frontdesk.gui.dialogs.block_over import OverList
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.field import show_refusal
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.segmented import Segmented
from frontdesk.services.blocks import BlockReply, BlocksGone, BlockTrial
from frontdesk.services.clinic import Clinic

SIZE = QSize(660, 660)
# What is typed is looked up once it rests for so long.
REST_MS = 120


class BlockDialog(Frame):
    """The dialog. `saved` carries the BlockReply, `removed` how many went, `visit_asked` a visit that lies under it."""

    saved = Signal(object)
    removed = Signal(int)
    visit_asked = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None, *, opening: Opening) -> None:
        new = opening.block is None
        super().__init__(self.tr("Block time") if new else self.tr("Blocked time"), SIZE, parent)
        self.hint.setText(self.tr("Enter saves · Esc closes"))
        self._tasks, self._opening = tasks, opening
        self._choices: Choices | None = None
        self._trial: BlockTrial | None = None
        self._draft = self._before = Draft(date.min, date.min)
        self._save_when_ready = self._sending = False
        self._words = locale_words()
        self.fields = BlockFields()
        self.over = OverList()
        self.scope = Segmented(
            [("this", self.tr("This one")), ("following", self.tr("And all that follow")), ("all", self.tr("All"))],
            self.tr("Which of the series"),
        )
        self.scope.choose("this")
        self.message = label("", "muted", wrap=True)
        self.remove = button(self.tr("Remove"), "danger", does=self._remove)
        self.save = EnterButton(self.tr("Block") if new else self.tr("Save"))
        self.save.setDefault(True)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        self._lay_out()
        self._wire()
        tasks.run(partial(drafts.load, block=opening.block), self._begin, self._refused)
        self.fields.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> Draft:
        """Give the block as it stands."""
        return self._draft

    def refresh(self, _days: object = None) -> None:
        """Look again which visits lie under it, since others changed some."""
        self._rest.start()

    def send(self) -> None:
        """Write the block, or keep the wish until the book has answered."""
        if self._sending or self._choices is None or self.fields.owner.pending:
            self._save_when_ready = not self._sending
            return
        if not self._tell_typed():
            return
        self.fields.clear_wrong()
        lacking = drafts.lacking(self._draft, self._zone)
        if lacking is not None:
            field = self.fields.fields[lacking]
            field.say_wrong(words.lacking(lacking))
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._write()

    # The book answers.

    def _begin(self, choices: Choices) -> None:
        self._choices = choices
        typed_already = self.fields.title.text()
        draft = self._before = drafts.first_draft(self._opening, choices)
        repeats = choices.reply is not None and choices.reply.block.series_id is not None
        self.scope.setVisible(repeats)
        if choices.reply is not None and not self._opening.masked:
            self.say_title(draft.title or self.tr("Blocked time"))
        self._set(replace(draft, title=typed_already) if typed_already else draft)
        self.fields.set_owners(choices.owners)
        self.fields.title.setText(self._draft.title)
        self.fields.title.selectAll()
        if self._save_when_ready:
            self._save_when_ready = False
            self.send()

    def _look(self) -> None:
        """Ask which visits lie under the block as it stands."""
        if self._choices is None or drafts.lacking(self._draft, self._zone) is not None:
            self._show_trial(None)
            return
        asked = drafts.trying(self._draft, self._zone, alone=self._alone)
        self._tasks.run(lambda clinic: clinic.blocks.over(**asked), self._show_trial, self._not_tried, key="block-over")

    def _show_trial(self, trial: BlockTrial | None) -> None:
        self._trial = trial
        draft = replace(self._draft, repeat=Repeat.NEVER) if self._alone else self._draft
        wrong = drafts.lacking(self._draft, self._zone) in ("last", "end")
        self.fields.sentence.setText("" if wrong else words.sentence(draft, self._zone, trial))
        visits, total = (trial.over, trial.total) if trial is not None else ((), 0)
        self.over.setVisible(trial is not None)
        self.over.show_visits(visits, total, self._zone, masked=self._opening.masked)

    def _not_tried(self, refusal: Refusal) -> None:
        self._show_trial(None)
        self._show_wrong(refusal)

    def _write(self) -> None:
        self._sending = True
        block = self._opening.block
        if block is None:
            made = drafts.creating(self._draft, self._zone)
            self._tasks.run(lambda clinic: clinic.blocks.create(**made), self._written, self._refused)
            return
        changed = drafts.changing(self._draft, self._before, self._zone, alone=self._alone)
        if not changed:
            # Enter comes a second time, to the button: this dialog is done.
            self._sending = True
            self.accept()
            return
        scope = Scope(self.scope.choice)

        def call(clinic: Clinic) -> BlockReply:
            return clinic.blocks.update(id=block, scope=scope, **changed)

        self._tasks.run(call, self._written, self._refused)

    def _remove(self) -> None:
        block, scope = self._opening.block, Scope(self.scope.choice)
        if block is None or self._sending:
            return
        self._sending = True

        def call(clinic: Clinic) -> BlocksGone:
            return clinic.blocks.delete(id=block, scope=scope)

        self._tasks.run(call, self._gone, self._refused)

    def _written(self, reply: BlockReply) -> None:
        self.saved.emit(reply)
        self.accept()

    def _gone(self, gone: BlocksGone) -> None:
        self.removed.emit(gone.count)
        self.accept()

    def _refused(self, refusal: Refusal) -> None:
        self._sending = False
        self._show_wrong(refusal)

    def _show_wrong(self, refusal: Refusal) -> None:
        if not show_refusal(refusal, self.fields.fields):
            style.set_kind(self.message, "danger")
            self.message.setText(refusals.sentence(refusal))

    # People type.

    @property
    def _zone(self) -> str:
        return self._choices.zone if self._choices is not None else "UTC"

    @property
    def _alone(self) -> bool:
        return not self.scope.isHidden() and self.scope.choice == "this"

    def _set(self, draft: Draft) -> None:
        self._draft = draft
        self.fields.show_draft(draft, self._zone, alone=self._alone)
        self._show_trial(self._trial if self._rest.isActive() else None)
        self._rest.start()

    def _change(self, **changed: Any) -> None:
        self.message.setText("")
        self._set(replace(self._draft, **changed))

    def _take_title(self, title: str) -> None:
        if title != self._draft.title:
            self._change(title=title)

    def _take_owner(self, owner: Owner) -> None:
        self.fields.fields["practitioner"].clear()
        self._change(owner=owner)
        if self._save_when_ready:
            self._save_when_ready = False
            self.send()

    def _take_days(self, name: str, text: str) -> None:
        if self._choices is None:
            return
        # The first day is meant from today on, the others from the first day on.
        since = local_date(self._choices.now, self._zone) if name == "first" else self._draft.first
        day = typed.day(text, since, self._words)
        field = self.fields.fields[name]
        if day is None:
            field.say_wrong(self.tr("This is not a date. Write it as 18 Mar, fri, tomorrow or +7."))
            return
        field.clear()
        if name == "first":
            self._set(self._draft.on(day))
        else:
            self._change(**{name: day})

    def _take_minute(self, name: str, text: str) -> None:
        minute = typed.minute_of_day(text)
        field = self.fields.fields[name]
        if minute is None:
            field.say_wrong(self.tr("Write it as 9, 930 or 11:30."))
            return
        field.clear()
        if name == "start":
            self._set(self._draft.from_minute(minute))
        else:
            self._change(end_minute=minute)

    def _take_repeat(self, choice: str) -> None:
        self._set(self._draft.repeated(Repeat(choice)))

    def _take_ends(self, choice: str) -> None:
        self._change(ends=Ends(choice))
        field = {Ends.ON: self.fields.until, Ends.AFTER: self.fields.times}.get(Ends(choice))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_typed(self) -> bool:
        """Tell what is typed and not told yet; give whether all of it could be read."""
        self._draft = replace(self._draft, title=self.fields.title.text())
        names = ("first", "start", "end", "last", "until")
        for name in names:
            if not self.fields.fields[name].isHidden():
                self.fields.fields[name].control.tell()
        return not any(self.fields.fields[name].is_wrong for name in names)

    def _go_on(self) -> None:
        self.fields.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wire(self) -> None:
        fields = self.fields
        self.save.clicked.connect(self.send)
        self.scope.chosen.connect(lambda _choice: self._set(self._draft))
        self.over.opened.connect(self.visit_asked)
        fields.title.textChanged.connect(self._take_title)
        # The Enter that takes a completed title goes no further by itself.
        fields.title.returnPressed.connect(self.send)
        fields.owner.taken.connect(self._take_owner)
        fields.owner.went_on.connect(self._go_on)
        fields.owner.unchanged.connect(self.send)
        for name, control in (("first", fields.first), ("last", fields.last), ("until", fields.until)):
            control.given.connect(partial(self._take_days, name))
        for name, control in (("start", fields.start), ("end", fields.end)):
            control.given.connect(partial(self._take_minute, name))
        fields.whole.clicked.connect(lambda on: self._change(whole_days=on))
        fields.repeat.chosen.connect(self._take_repeat)
        fields.weekdays.changed.connect(lambda days: self._change(weekdays=days))
        fields.weeks.valueChanged.connect(lambda weeks: self._change(weeks=weeks))
        fields.ends.chosen.connect(self._take_ends)
        fields.times.valueChanged.connect(lambda times: self._change(times=times))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        column.setSpacing(style.scaled(14))
        column.addWidget(self.scope, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.fields)
        column.addWidget(self.over)
        column.addStretch(1)
        self.scope.hide()
        self.body.addWidget(scrolling(inside), 1)
        foot = self.foot()
        foot.addWidget(self.remove)
        foot.addWidget(self.message, 1)
        foot.addWidget(button(self.tr("Cancel"), does=self.reject))
        foot.addWidget(self.save)
        self.remove.setVisible(self._opening.block is not None)
