"""What Qt does when a kind of widget is drawn first, done in idle moments: drawn once, never shown, thrown away.

The first of a kind makes its types and enumerations known to Python and its style known to Qt, which is felt where many
kinds come at once, as in the Settings window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.frame import scrolling
from frontdesk.gui.dialogs.hue_row import HueRow
from frontdesk.gui.dialogs.settings.boxes import TypedBox
from frontdesk.gui.dialogs.settings.choices import Choice
from frontdesk.gui.dialogs.settings.form import FieldLine, Section, stacked
from frontdesk.gui.dialogs.settings.length_edit import LONG, LengthEdit
from frontdesk.gui.dialogs.settings.note_edit import NoteEdit
from frontdesk.gui.dialogs.settings.pages import PageSpec
from frontdesk.gui.dialogs.settings.people_picker import Picker
from frontdesk.gui.dialogs.settings.row_model import Column, Entry
from frontdesk.gui.dialogs.settings.row_table import RowTable
from frontdesk.gui.dialogs.settings.services_draft import NeedRow
from frontdesk.gui.parts.hits import Hit, HitList


def steps(specs: Sequence[PageSpec]) -> tuple[Callable[[], QWidget], ...]:
    """Give the makers of what is to be drawn, each a few milliseconds."""
    return (lambda: _list(specs), _table, _picker, _fields)


def draw(made: QWidget) -> None:
    """Draw a widget where nobody sees it, and throw it away."""
    made.resize(600, 400)
    made.grab()
    made.deleteLater()


def _list(specs: Sequence[PageSpec]) -> QWidget:
    made = HitList("")
    made.show_hits([Hit(specs[0].section, heading=True), *(Hit(spec.title, icon=spec.icon) for spec in specs)])
    return made


def _table() -> QWidget:
    columns = (Column("equipment_id", "-", Entry.CHOICE, 4), Column("units", "-", Entry.TEXT, 1))
    made = RowTable("", columns, NeedRow, "-")
    made.show_rows([NeedRow()])
    return made


def _picker() -> QWidget:
    made = Picker("", everyone="-")
    made.offer([Choice(Id(1), "-")])
    return made


def _fields() -> QWidget:
    inside = QWidget()
    line = FieldLine((Field("-", LengthEdit("-", LONG)), 100), (Field("-", TypedBox(["-"])), 100))
    stacked(inside, Section("-", line, Field("-", NoteEdit(lines=2)), HueRow()))
    return scrolling(inside)
