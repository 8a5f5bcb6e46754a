"""The fields of one item of the clinic's set-up, made from what its kind says of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.field import Field, line_edit, show_refusal
from frontdesk.gui.dialogs.hue_row import HueRow
from frontdesk.gui.dialogs.setup_draft import Entry, Item, Subject
from frontdesk.gui.dialogs.week_editor import WeekEditor
from frontdesk.gui.ground.look import style

translate = QCoreApplication.translate


class ItemEditor(QWidget):
    """The fields of one kind; `changed` tells that something was typed or chosen."""

    changed = Signal()

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._places: tuple[tuple[Id, str], ...] = ()
        self.fields: dict[str, Field[Any]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(12))
        for name, entry in subject.entries.items():
            field = Field("" if entry is Entry.CHECK else words_of(name), self._control(name, entry))
            self.fields[name] = field
            column.addWidget(field)
        column.addStretch(1)

    @property
    def said(self) -> dict[str, Any]:
        """Give what the fields say."""
        return {name: self._read(name, entry) for name, entry in self._subject.entries.items()}

    def set_places(self, places: tuple[tuple[Id, str], ...]) -> None:
        """Offer the locations that a room can be at."""
        self._places = places

    def show_item(self, item: Item) -> None:
        """Fill the fields."""
        for name, entry in self._subject.entries.items():
            self.fields[name].clear()
            self._write(name, entry, item.typed.get(name))
            if entry is Entry.PLACE:
                # A room stays where it was made.
                self.fields[name].control.setEnabled(item.id is None)

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside the field that it names; tell whether there was one."""
        for field in self.fields.values():
            field.clear()
        hours = self.fields.get("hours")
        if refusal.reason == "not_hours" and hours is not None:
            hours.say_wrong(translate("Setup", "Write hours as 8:30-12:30, 13:30-17:30."))
            hours.control.mark_wrong(int(str(refusal.facts["weekday"])))
            return True
        return show_refusal(refusal, self.fields)

    def _control(self, name: str, entry: Entry) -> QWidget:
        if entry is Entry.HUE:
            row = HueRow()
            row.chosen.connect(self.changed)
            return row
        if entry is Entry.WEEK:
            week = WeekEditor()
            week.changed.connect(self.changed)
            return week
        if entry is Entry.CHECK:
            check = QCheckBox(words_of(name))
            check.clicked.connect(lambda _checked=False: self.changed.emit())
            return check
        if entry is Entry.PLACE:
            box = QComboBox()
            box.activated.connect(lambda _index: self.changed.emit())
            return box
        line = line_edit(hint=hint_of(entry))
        if entry is not Entry.LINE:
            line.setMaximumWidth(style.scaled(160))
        line.textEdited.connect(lambda _text: self.changed.emit())
        return line

    def _read(self, name: str, entry: Entry) -> Any:
        control = self.fields[name].control
        if isinstance(control, HueRow):
            return control.hue
        if isinstance(control, WeekEditor):
            return control.days
        if isinstance(control, QCheckBox):
            return control.isChecked()
        if isinstance(control, QComboBox):
            index = control.currentIndex()
            return self._places[index][0] if 0 <= index < len(self._places) else None
        assert isinstance(control, QLineEdit), entry
        return control.text()

    def _write(self, name: str, entry: Entry, said: Any) -> None:
        control = self.fields[name].control
        if isinstance(control, HueRow):
            control.set_hue(said)
        elif isinstance(control, WeekEditor):
            control.set_days(said)
        elif isinstance(control, QCheckBox):
            control.setChecked(bool(said))
        elif isinstance(control, QComboBox):
            control.clear()
            control.addItems([words for _, words in self._places])
            control.setCurrentIndex(next((n for n, (one, _) in enumerate(self._places) if one == said), 0))
        else:
            control.setText(str(said or ""))

    def begin(self) -> None:
        """Go to the first field."""
        first = next(iter(self.fields.values())).control
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()


def words_of(name: str) -> str:
    """Name a field."""
    return {
        "name": translate("Setup", "Name"),
        "speciality": translate("Setup", "Speciality"),
        "hue": translate("Setup", "Colour"),
        "hours": translate("Setup", "Weekly hours"),
        "duration": translate("Setup", "Length"),
        "buffer_before": translate("Setup", "Time to keep free before"),
        "buffer_after": translate("Setup", "Time to keep free after"),
        "address": translate("Setup", "Address"),
        "phone": translate("Setup", "Phone"),
        "is_default": translate("Setup", "The usual location"),
        "location": translate("Setup", "Location"),
        "capacity": translate("Setup", "Seats"),
    }[name]


def hint_of(entry: Entry) -> str:
    """Show how a field can be written."""
    if entry is Entry.LENGTH:
        return translate("Setup", "30 min")
    return translate("Setup", "none") if entry is Entry.BUFFER else ""
