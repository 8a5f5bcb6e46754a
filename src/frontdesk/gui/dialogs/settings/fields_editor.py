"""An editor of plain fields, laid out line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.hue_row import HueRow
from frontdesk.gui.dialogs.settings.boxes import Box, CurrencyBox, TypedBox, ZoneBox
from frontdesk.gui.dialogs.settings.editor import Editor
from frontdesk.gui.dialogs.settings.fields_draft import Entry
from frontdesk.gui.dialogs.settings.form import FieldLine
from frontdesk.gui.dialogs.settings.judged import Judge
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.people_picker import Picker
from frontdesk.gui.dialogs.settings.zones import meant_zone
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.present import now_ms

translate = QCoreApplication.translate
# A field of the form's whole width, a half, and a few digits.
WHOLE, HALF, FEW = 560, 260, 110
_TEXT_LINES = 3


class FieldsEditor(Editor):
    """The fields. `lines` says which stand side by side and how wide each is in the design."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        lines: Sequence[Sequence[tuple[str, int]]],
        *,
        fixed: frozenset[str] = frozenset(),
        choices: Mapping[str, Sequence[tuple[Any, str]]] | None = None,
        problems: Callable[[Mapping[str, Any]], Sequence[Invalid]] = lambda _said: (),
    ) -> None:
        super().__init__()
        self._entries, self._fixed = entries, fixed
        self.fields: dict[str, Field[Any]] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.scaled(16))
        for line in lines:
            made = [(self._field(name), width) for name, width in line]
            self.column.addWidget(FieldLine(*made, grows=all(width > FEW for _, width in line)))
        self.column.addStretch(1)
        for name, values in (choices or {}).items():
            self.box(name).offer(values)
        self.judge = Judge(self.fields, lambda: problems(self.said))

    @property
    def faults(self) -> int:
        """Count what is wrong."""
        return self.judge.count

    @property
    def said(self) -> dict[str, Any]:
        """Give what the fields say."""
        return {name: self._read(name, entry) for name, entry in self._entries.items()}

    def box(self, name: str) -> Box:
        """Give a field that offers values."""
        control = self.fields[name].control
        assert isinstance(control, Box)
        return control

    def show_item(self, item: Item) -> None:
        """Fill the fields."""
        for name, entry in self._entries.items():
            self.fields[name].clear()
            self._write(name, entry, item.typed[name])
            if name in self._fixed:
                self.fields[name].control.setEnabled(item.id is None)
        self.judge.begin(new=item.id is None)

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside the field that it names."""
        return self.judge.refuse(refusal)

    def begin(self) -> None:
        """Go to the first field."""
        first = next(iter(self.fields.values())).control
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def below(self, widget: QWidget) -> None:
        """Put something below the fields."""
        self.column.insertWidget(self.column.count() - 1, widget)

    def told(self, name: str) -> None:
        """Say how a zone was understood, as soon as it can be, and tell that something changed."""
        if not shiboken6.isValid(self):
            # A text tells of a last change while it is thrown away.
            return
        self.judge.judge()
        if self._entries[name] is Entry.ZONE and not self.fields[name].is_wrong:
            self.fields[name].tell(self._time_there(name))
        self.changed.emit()

    def _time_there(self, name: str) -> str:
        try:
            zone = meant_zone(self.fields[name].control.currentText(), name)
        except Invalid:
            return ""
        words = translate("Settings", "%1: it is %2 there now.")
        return wording.filled(words, zone, wording.clock(now_ms(), zone))

    def _field(self, name: str) -> QWidget:
        entry = self._entries[name]
        control, changed = _CONTROLS[entry](name)
        changed.connect(lambda *_: self.told(name))
        words = "" if entry is Entry.CHECK else words_of(name)
        self.fields[name] = Field(words, control)
        self.fields[name].caption.setVisible(bool(words))
        if words:
            control.setAccessibleName(words)
        return self.fields[name]

    def _read(self, name: str, entry: Entry) -> Any:
        control = self.fields[name].control
        match entry:
            case Entry.TEXT:
                return control.toPlainText()
            case Entry.HUE:
                return control.hue
            case Entry.CHECK:
                return control.isChecked()
            case Entry.CHOICE:
                return control.value
            case Entry.ZONE:
                return control.currentText()
            case Entry.SEVERAL:
                return control.ticked
            case Entry.CURRENCY:
                return control.code
        return control.text()

    def _write(self, name: str, entry: Entry, said: Any) -> None:
        control = self.fields[name].control
        match entry:
            case Entry.TEXT:
                with QSignalBlocker(control):
                    control.setPlainText(said)
            case Entry.HUE:
                control.set_hue(said)
            case Entry.CHECK:
                control.setChecked(said)
            case Entry.CHOICE:
                control.set_value(said)
            case Entry.ZONE:
                control.set_text(said)
            case Entry.SEVERAL:
                control.show_ticks(said)
            case Entry.CURRENCY:
                control.set_code(said)
            case _:
                control.setText(said)


def _line(_name: str) -> tuple[QWidget, Any]:
    made = line_edit()
    return made, made.textEdited


def _text(_name: str) -> tuple[QWidget, Any]:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    room = made.fontMetrics().lineSpacing() * _TEXT_LINES
    made.setFixedHeight(room + style.scaled(24))
    return made, made.textChanged


def _hue(_name: str) -> tuple[QWidget, Any]:
    made = HueRow()
    return made, made.chosen


def _check(name: str) -> tuple[QWidget, Any]:
    made = QCheckBox(words_of(name))
    return made, made.clicked


def _choice(_name: str) -> tuple[QWidget, Any]:
    made = Box()
    return made, made.picked


def _zone(_name: str) -> tuple[QWidget, Any]:
    made: TypedBox = ZoneBox()
    return made, made.picked


def _currency(_name: str) -> tuple[QWidget, Any]:
    made = CurrencyBox()
    return made, made.picked


def _several(name: str) -> tuple[QWidget, Any]:
    made = Picker(words_of(name), nothing=nothing_of(name))
    return made, made.changed


_CONTROLS: Mapping[Entry, Callable[[str], tuple[QWidget, Any]]] = {
    Entry.LINE: _line,
    Entry.TEXT: _text,
    Entry.COUNT: _line,
    Entry.HUE: _hue,
    Entry.CHECK: _check,
    Entry.CHOICE: _choice,
    Entry.ZONE: _zone,
    Entry.SEVERAL: _several,
    Entry.CURRENCY: _currency,
}


def words_of(name: str) -> str:
    """Name a field."""
    return {
        "name": translate("Settings", "Name"),
        "speciality": translate("Settings", "Speciality"),
        "email": translate("Settings", "E-mail"),
        "phone": translate("Settings", "Phone"),
        "hue": translate("Settings", "Colour"),
        "kind": translate("Settings", "Where it is"),
        "address": translate("Settings", "Address"),
        "zone_name": translate("Settings", "Time zone"),
        "is_default": translate("Settings", "The usual location"),
        "location": translate("Settings", "Location"),
        "capacity": translate("Settings", "Seats"),
        "description": translate("Settings", "Description"),
        "calendars": translate("Settings", "Calendars that need it"),
        "calendar": translate("Settings", "Calendar that it serves"),
        "quantity": translate("Settings", "Quantity"),
        "out_of_service": translate("Settings", "Out of service"),
        "currency": translate("Settings", "Currency of prices"),
        "new_status": translate("Settings", "A new visit is"),
    }[name]


def nothing_of(name: str) -> str:
    """Say that there is nothing to tick."""
    return {"calendars": translate("Settings", "There is no calendar at this location.")}.get(name, "")
