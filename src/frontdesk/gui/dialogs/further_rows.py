"""The services that follow in the same visit: one row each, with whom and what is added, and the offer of one more."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.appointment import Extra
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs import offers
from frontdesk.gui.dialogs.add_ons_field import AddOnsField
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.booking_draft import Draft, Further, Offer
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import IconButton, button
from frontdesk.gui.parts.labels import label

MOST = 3


class FurtherRow(QWidget):
    """One service more. `changed` carries the Further as it is now, `removed` says that it is to go."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, choices: Choices, held: Further) -> None:
        super().__init__()
        self._choices, self._held = choices, held
        self.service = Suggest(self.tr("Then"))
        self.who = Suggest(self.tr("With"))
        self.add_ons = AddOnsField()
        self.remove = IconButton("x", self.tr("Leave this service out"), size=14)
        self.service.asked.connect(self._answer_service)
        self.who.asked.connect(lambda text: self.who.offer(text, offers.people(self._choices, self._held.offer, text)))
        self.service.taken.connect(self._take_service)
        self.who.taken.connect(self._take_who)
        self.add_ons.chosen.connect(self._take_add_ons)
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())
        first = QHBoxLayout()
        first.setSpacing(style.scaled(8))
        first.addWidget(self.service, 3)
        first.addWidget(self.who, 2)
        first.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addLayout(first)
        column.addWidget(self.add_ons)
        self.show_held(held)

    def show_held(self, held: Further) -> None:
        """Show what is chosen, but leave alone what is being typed."""
        self._held = held
        if not self.service.typing:
            self.service.hold(offers.offer_words(held.offer, held.offer.duration))
        if not self.who.typing:
            self.who.hold(self._choices.name_of(held.practitioner) or self.tr("Anyone"))
        self.add_ons.show_held(held.offer.service, held.add_ons)
        self.add_ons.setVisible(bool(self.add_ons.offers))

    def _answer_service(self, text: str) -> None:
        self.service.offer(text, offers.services(self._choices, text, calendars=False))

    def _take_service(self, offer: Offer) -> None:
        self.changed.emit(Further(offer, self._held.practitioner))

    def _take_who(self, practitioner: Id | None) -> None:
        self.changed.emit(replace(self._held, practitioner=practitioner))

    def _take_add_ons(self, add_ons: tuple[Extra, ...]) -> None:
        self.changed.emit(replace(self._held, add_ons=add_ons))


class FurtherRows(QWidget):
    """The rows. `changed` carries all of them as a tuple of Furthers."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices | None = None
        self._held: tuple[Further, ...] = ()
        self.rows: list[FurtherRow] = []
        self.caption = label(self.tr("Then, in the same visit"), "small")
        self.more = button(self.tr("+ another service"), "link", does=self._add)
        self.more.setToolTip(self.tr("Another service right after, as one visit"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(8))
        self._column.addWidget(self.caption)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.caption.hide()

    def set_choices(self, choices: Choices) -> None:
        """Know what there is to choose from."""
        self._choices = choices

    def show_draft(self, draft: Draft, *, offered: bool) -> None:
        """Show the services that follow, where there may be any."""
        self.setVisible(offered and draft.service is not None)
        if self._choices is None:
            return
        if len(draft.further) != len(self.rows):
            self._build(draft.further)
        for row, held in zip(self.rows, draft.further, strict=True):
            row.show_held(held)
        self._held = draft.further
        self.caption.setVisible(bool(draft.further))
        self.more.setVisible(len(draft.further) < MOST)

    def _build(self, held: tuple[Further, ...]) -> None:
        assert self._choices is not None
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, each in enumerate(held):
            row = FurtherRow(self._choices, each)
            row.changed.connect(lambda further, n=place: self._change(n, further))
            row.removed.connect(lambda n=place: self._remove(n))
            self._column.insertWidget(1 + place, row)
            self.rows.append(row)

    def _add(self) -> None:
        if self._choices is None or not self._choices.services:
            return
        self.changed.emit((*self._held, Further(Offer(self._choices.services[0]))))
        if self.rows:
            self.rows[-1].service.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, place: int, further: Further) -> None:
        self.changed.emit((*self._held[:place], further, *self._held[place + 1 :]))

    def _remove(self, place: int) -> None:
        self.changed.emit((*self._held[:place], *self._held[place + 1 :]))
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
