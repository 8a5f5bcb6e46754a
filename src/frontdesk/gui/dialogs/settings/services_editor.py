"""The fields of a service."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.domain.names import slug_of
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.hue_row import HueRow
from frontdesk.gui.dialogs.settings import services_book
from frontdesk.gui.dialogs.settings.boxes import TypedBox
from frontdesk.gui.dialogs.settings.editor import Editor
from frontdesk.gui.dialogs.settings.form import FieldLine, Lines, Section, fields_of, stacked
from frontdesk.gui.dialogs.settings.judged import Judge
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.money_edit import MoneyEdit
from frontdesk.gui.dialogs.settings.note_edit import NoteEdit
from frontdesk.gui.dialogs.settings.people_picker import Picker
from frontdesk.gui.dialogs.settings.row_model import Column, Entry
from frontdesk.gui.dialogs.settings.row_table import RowTable
from frontdesk.gui.dialogs.settings.services_draft import AddOnRow, NeedRow, ServiceDraft
from frontdesk.gui.ground import wording
from frontdesk.gui.parts.labels import label


class ServiceEditor(Editor):
    """The fields in sections: what it is, time and price, who and where, how it is booked, its forms and add-ons.

    They are made when there is something to show: made before the editor stands in its window, each would be dressed
    anew with every frame that is put around it.
    """

    built = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_built = False
        self._draft = ServiceDraft()
        self._offers = services_book.Offers()

    def _build(self) -> None:
        if self._is_built:
            return
        self._is_built = True
        # Hidden meanwhile: what is put into a window that is shown comes to light one by one, a moment later each.
        self.hide()
        self.sum = label("", "muted", wrap=True)
        self.fields: dict[str, Field[Any]] = {}
        self._make_fields()
        self.judge = Judge(self.fields, self._problems)
        self._wire()
        self._lay_out()
        self.show()
        self.built.emit()

    @property
    def said(self) -> dict[str, Any]:
        """Give what the fields say."""
        return {"draft": self._said()}

    @property
    def faults(self) -> int:
        """Count what is wrong."""
        return self.judge.count if self._is_built else 0

    def offer(self, facts: Any) -> None:
        """Take the categories, people, rooms and equipment that can be chosen."""
        assert isinstance(facts, services_book.Offers)
        self._build()
        self._offers = facts
        typed = self.category.currentText()
        self.category.offer([(each, each) for each in facts.categories])
        self.category.set_text(typed)
        self.people.offer(facts.people)
        self.rooms.offer(facts.rooms)
        self.equipment.model.offer("equipment_id", facts.equipment)
        for table in (self.variations, self.add_ons):
            table.show_columns(self._columns_of(table))

    def show_item(self, item: Item) -> None:
        """Fill the fields."""
        draft = item.typed["draft"]
        assert isinstance(draft, ServiceDraft)
        self._build()
        self._draft = draft
        self.name.setText(draft.name)
        self.category.set_text(draft.category)
        self.description.setPlainText(draft.description)
        self.hue.set_hue(draft.hue)
        self.price.set_currency(draft.currency)
        for name, line in self._lines().items():
            line.setText(getattr(draft, name))
        self.people.show_ticks(draft.practitioners, everyone=draft.everyone)
        self.rooms.show_ticks(draft.rooms)
        self.equipment.show_rows(draft.equipment)
        self.private.setChecked(draft.private)
        self.slug.setText(draft.slug or "")
        self.variations.show_rows(draft.variations)
        self.add_ons.show_rows(draft.add_ons)
        self._show_made_of()
        self.judge.begin(new=item.id is None)

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside its field."""
        return self.judge.refuse(refusal)

    def begin(self) -> None:
        """Go to the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _said(self) -> ServiceDraft:
        lines: dict[str, Any] = {name: line.text() for name, line in self._lines().items()}
        return replace(
            self._draft,
            **lines,
            name=self.name.text(),
            slug=self.slug.text() or None,
            category=self.category.currentText(),
            description=self.description.toPlainText(),
            hue=self.hue.hue,
            everyone=self.people.everyone.isChecked(),
            practitioners=self.people.ticked,
            rooms=self.rooms.ticked,
            equipment=self.equipment.rows,
            private=self.private.isChecked(),
            variations=self.variations.rows,
            add_ons=self.add_ons.rows,
        )

    def _problems(self) -> tuple[Invalid, ...]:
        draft = self._said()
        return (*draft.problems(), *self._offers.beyond(draft))

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "duration": self.duration,
            "buffer_before": self.before,
            "buffer_after": self.after,
            "price": self.price,
            "max_attendees": self.seats,
            "form": self.form,
        }

    def _touched(self) -> None:
        self._show_made_of()
        self.judge.judge()
        self.changed.emit()

    def _show_made_of(self) -> None:
        """Say whose time the length and the buffers take, and what the short name would be."""
        service = self._said().service()
        whole = service.duration + service.buffer_before + service.buffer_after
        told = self.tr("%1 for the patient, %2 of the practitioner's time.")
        self.sum.setText(wording.filled(told, wording.minutes(service.duration), wording.minutes(whole)))
        self.slug.setPlaceholderText(slug_of(self.name.text()))

    # Making

    def _make_fields(self) -> None:
        self.name, self.duration = line_edit(), line_edit(hint=self.tr("30 min"), longest=20)
        self.before, self.after = (
            line_edit(hint=self.tr("none"), longest=20),
            line_edit(hint=self.tr("none"), longest=20),
        )
        self.price = MoneyEdit(self.tr("Price"))
        self.seats, self.form, self.slug = line_edit(longest=6), line_edit(), line_edit()
        self.category = TypedBox()
        self.description, self.hue = NoteEdit(lines=2), HueRow()
        self.private = QCheckBox(self.tr("Private: only staff see and book it"))
        self.people = Picker(self.tr("Practitioners"), everyone=self.tr("Everyone, those to come too"))
        self.rooms = Picker(self.tr("Rooms"), nothing=self.tr("No rooms are set up yet."))
        self.equipment, self.variations, self.add_ons = self._make_tables()
        named: dict[str, tuple[str, QWidget]] = {
            "name": (self.tr("Name"), self.name),
            "category": (self.tr("Category"), self.category),
            "description": (self.tr("Description"), self.description),
            "hue": (self.tr("Colour"), self.hue),
            "duration": (self.tr("Length"), self.duration),
            "buffer_before": (self.tr("Kept free before"), self.before),
            "buffer_after": (self.tr("Kept free after"), self.after),
            "price": (self.tr("Price"), self.price),
            "practitioners": ("", self.people),
            "rooms": ("", self.rooms),
            "equipment": ("", self.equipment),
            "max_attendees": (self.tr("Seats"), self.seats),
            "form": (self.tr("Booking form"), self.form),
            "slug": (self.tr("Short name"), self.slug),
            "variations": ("", self.variations),
            "add_ons": ("", self.add_ons),
        }
        self.fields = fields_of(named)

    def _make_tables(self) -> tuple[RowTable, RowTable, RowTable]:
        needs = (
            Column("equipment_id", self.tr("Equipment"), Entry.CHOICE, 4, self.tr("Type a name")),
            Column("units", self.tr("Units"), Entry.TEXT, 1),
        )
        equipment = RowTable(self.tr("Equipment needed"), needs, NeedRow, self.tr("Add equipment"))
        variations = RowTable(
            self.tr("Variations"), self._columns(), lambda: self._said().new_variation(), self.tr("Add a variation")
        )
        add_ons = RowTable(self.tr("Add-ons"), self._columns(), AddOnRow, self.tr("Add an add-on"))
        return equipment, variations, add_ons

    def _columns_of(self, table: RowTable) -> tuple[Column, ...]:
        return self._columns(add_on=table is self.add_ons)

    def _columns(self, *, add_on: bool = False) -> tuple[Column, ...]:
        price = Column("price", self.tr("Price"), Entry.TEXT, 2, "0")
        name = Column("name", self.tr("Name"), Entry.TEXT, 4, self.tr("Name"))
        if add_on:
            return (name, Column("duration", self.tr("Extra time"), Entry.TEXT, 2, self.tr("none")), price)
        return (
            name,
            Column("duration", self.tr("Length"), Entry.TEXT, 2, self.tr("30 min")),
            Column("buffer_before", self.tr("Before"), Entry.TEXT, 2, self.tr("none")),
            Column("buffer_after", self.tr("After"), Entry.TEXT, 2, self.tr("none")),
            price,
        )

    def _wire(self) -> None:
        for line in (self.name, self.slug, *self._lines().values()):
            line.textEdited.connect(lambda _text: self._touched())
        self.category.picked.connect(self._touched)
        self.private.clicked.connect(lambda _on: self._touched())
        self.hue.chosen.connect(self._touched)
        self.description.typed.connect(self._touched)
        for each in (self.people, self.rooms, self.equipment, self.variations, self.add_ons):
            each.changed.connect(self._touched)
        for table in (self.equipment, self.variations, self.add_ons):
            table.settled.connect(self.judge.judge)

    def _lay_out(self) -> None:
        at = self.fields
        stacked(
            self,
            Lines(
                FieldLine((at["name"], 260), (at["category"], 180)),
                at["description"],
                at["hue"],
            ),
            Section(
                self.tr("Time and price"),
                FieldLine(*((at[name], 110) for name in ("duration", "buffer_before", "buffer_after", "price"))),
                self.sum,
            ),
            Section(self.tr("Variations"), at["variations"]),
            Section(self.tr("Add-ons"), at["add_ons"]),
            Section(self.tr("Practitioners"), at["practitioners"]),
            Section(
                self.tr("Rooms"),
                at["rooms"],
                words=self.tr("It is given in one of those that are ticked; with none ticked it needs no room."),
            ),
            Section(self.tr("Equipment it needs"), at["equipment"]),
            Section(
                self.tr("Booking"),
                FieldLine((at["max_attendees"], 80), (at["form"], 180), (at["slug"], 180)),
                self.private,
            ),
        )
