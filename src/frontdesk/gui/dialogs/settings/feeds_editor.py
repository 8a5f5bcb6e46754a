"""The fields of a calendar feed, and how its file stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.feed import Naming
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.settings import feeds_book
from frontdesk.gui.dialogs.settings.boxes import Box
from frontdesk.gui.dialogs.settings.editor import Editor
from frontdesk.gui.dialogs.settings.feeds_book import FeedItem, Owner, Whose
from frontdesk.gui.dialogs.settings.feeds_path import PathEdit, ask_file, ask_folder
from frontdesk.gui.dialogs.settings.feeds_words import advice_words, naming_explained, naming_words
from frontdesk.gui.dialogs.settings.form import FieldLine, Lines, Section, fields_of, stacked
from frontdesk.gui.dialogs.settings.judged import Judge
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import label

# What others may see most of the time stands first.
NAMINGS = (Naming.INITIALS, Naming.BUSY, Naming.FULL)


class FeedEditor(Editor):
    """The fields. `write_asked` (id) wants the file written now, `copied` tells that its path is on the clipboard."""

    write_asked = Signal(object)
    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._id: Id | None = None
        self._owners: tuple[Owner, ...] = ()
        self._held: Whose | None = None
        self.whose, self.path, self.naming = Box(), PathEdit(), Box()
        self.days_back, self.days_ahead = line_edit(longest=6), line_edit(longest=6)
        self.active = QCheckBox(self.tr("Kept up to date"))
        self.naming.offer([(each, naming_words(each)) for each in NAMINGS])
        self.explained = label("", "muted", wrap=True)
        self.state, self.advice = label("", "strong", wrap=True), label("", "muted", wrap=True)
        self.file = button(self.tr("Choose a file…"), does=self._ask_file)
        self.folder = button(self.tr("Choose a folder…"), does=self._ask_folder)
        self.copy = button(self.tr("Copy path"), does=self._copy)
        self.write = button(self.tr("Write now"), does=self._ask_write)
        self.fields: dict[str, Field[Any]] = fields_of(
            {
                "whose": (self.tr("Whose calendar"), self.whose),
                "path": (self.tr("File or folder"), self.path),
                "naming": (self.tr("What it says of patients"), self.naming),
                "days_back": (self.tr("Days back"), self.days_back),
                "days_ahead": (self.tr("Days ahead"), self.days_ahead),
                "active": ("", self.active),
            }
        )
        self.judge = Judge(self.fields, lambda: feeds_book.problems(self.said))
        self._wire()
        self._lay_out()

    @property
    def said(self) -> dict[str, Any]:
        """Give what the fields say."""
        return {
            "whose": self.whose.value,
            "path": self.path.text(),
            "naming": self.naming.value,
            "days_back": self.days_back.text(),
            "days_ahead": self.days_ahead.text(),
            "active": self.active.isChecked(),
        }

    @property
    def faults(self) -> int:
        """Count what is wrong."""
        return self.judge.count

    def offer(self, facts: Any) -> None:
        """Take whose calendars there are."""
        self._owners = facts or ()
        self._offer_owners()

    def show_item(self, item: Item) -> None:
        """Fill the fields."""
        self._id, self._held = item.id, item.typed["whose"]
        self._offer_owners()
        self.whose.set_value(item.typed["whose"])
        self.path.setText(item.typed["path"])
        self.naming.set_value(item.typed["naming"])
        self.days_back.setText(item.typed["days_back"])
        self.days_ahead.setText(item.typed["days_ahead"])
        self.active.setChecked(item.typed["active"])
        self.judge.begin(new=item.id is None)
        self._explain()
        self.show_state(item)

    def show_state(self, item: Item) -> None:
        """Say how the file stands, and leave what is typed alone."""
        state = item.state if isinstance(item, FeedItem) else None
        self.section.setVisible(item.id is not None)
        self.copy.setVisible(item.id is not None)
        if item.id is not None:
            self.state.setText(item.detail)
            style.set_kind(self.state, "danger" if state is not None and state.reason else "strong")
            self.advice.setText(advice_words(state))

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside its field; who was put away stands in the choice of whose it is."""
        if refusal.facts.get("field") in ("practitioner", "calendar"):
            refusal = type(refusal)(refusal.reason, **{**refusal.facts, "field": "whose"})
        return self.judge.refuse(refusal)

    def begin(self) -> None:
        """Go to whose calendar it is."""
        self.whose.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_writable(self, *, writable: bool) -> None:
        """Offer to write the file, unless something is typed that is not saved, or nobody knows how it stands."""
        self.write.setEnabled(writable)

    def _offer_owners(self) -> None:
        """Offer all that are here, and one that was put away where the feed is of it."""
        held = self.whose.value
        shown = [each for each in self._owners if not each.away or each.whose == self._held]
        self.whose.offer([(each.whose, each.name) for each in shown])
        self.whose.set_value(held)

    def _touched(self, *_: object) -> None:
        self.judge.judge()
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        self.explained.setText(naming_explained(self.naming.value or Naming.INITIALS))

    def _at(self) -> str:
        """Give where to begin to look for a place: where the file lies that is typed, else at home."""
        typed = self.path.text().strip()
        return str(feeds_book.path_of(typed)) if typed else str(Path.home())

    def _ask_file(self) -> None:
        kinds = f"{self.tr('Calendar files')} (*.ics)"
        ask_file(self.window(), self.tr("Keep the calendar in this file"), kinds, self._at(), self.path)

    def _ask_folder(self) -> None:
        at = feeds_book.path_of(self._at())
        start = at.parent if at.suffix else at
        ask_folder(self.window(), self.tr("Keep the calendar in this folder"), str(start), self.path)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.path.text())
        self.copied.emit()

    def _ask_write(self) -> None:
        if self._id is not None:
            self.write_asked.emit(self._id)

    def _wire(self) -> None:
        for line in (self.path, self.days_back, self.days_ahead):
            line.textEdited.connect(self._touched)
        self.path.picked.connect(self._touched)
        for box in (self.whose, self.naming):
            box.picked.connect(self._touched)
        self.active.clicked.connect(self._touched)

    def _lay_out(self) -> None:
        at = self.fields
        note = self.tr("In a folder the file is named after whose calendar it is. A phone or another program reads it.")
        self.section = Section(self.tr("The file"), self.state, self.advice, _row(self.write, self.copy))
        stacked(
            self,
            Lines(
                at["whose"],
                at["path"],
                _row(self.file, self.folder),
                label(note, "muted", wrap=True),
            ),
            Lines(at["naming"], self.explained),
            Lines(FieldLine((at["days_back"], 110), (at["days_ahead"], 110), grows=False), at["active"]),
            self.section,
        )


def _row(*buttons: QWidget) -> QWidget:
    made = QWidget()
    # Not "minimum": what wants two lines where it is narrow must not be as tall where it is wide.
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    flow = FlowLayout(made, gap=style.scaled(8))
    for each in buttons:
        flow.addWidget(each)
    return made
