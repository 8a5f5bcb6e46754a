"""The wizard's fourth page: what the clinic offers, ticked in a list of what is usual, and what else there is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.wizard_draft import Draft, Offer
from frontdesk.gui.dialogs.wizard_offers import kind_of, kinds, length_text, offers
from frontdesk.gui.dialogs.wizard_page import Page, RowLine, chain, go_to
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label

_CHECK, _LENGTH, _PRICE = 28, 110, 110


class OfferRow(QWidget):
    """One service: whether it is offered, its name, length and price, and a line for what is wrong."""

    def __init__(self, number: int, names: tuple[str, str, str, str]) -> None:
        super().__init__()
        self._offer = Offer("", length_text(30), ticked=False)
        self.check = QCheckBox()
        self.check.setFixedWidth(style.scaled(_CHECK))
        self._named = names[0]
        self.name = RowLine(f"{names[1]} {number}")
        self.length, self.price = RowLine(f"{names[2]} {number}"), RowLine(f"{names[3]} {number}")
        self.length.setFixedWidth(style.scaled(_LENGTH))
        self.price.setFixedWidth(style.scaled(_PRICE))
        self.wrong = label("", "danger", wrap=True)
        self.wrong.hide()
        fields = QHBoxLayout()
        fields.setSpacing(style.scaled(8))
        for widget, stretch in ((self.check, 0), (self.name, 1), (self.length, 0), (self.price, 0)):
            fields.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(2))
        column.addLayout(fields)
        column.addWidget(self.wrong)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.check.clicked.connect(lambda _checked=False: self._touch())
        self.show_offer(self._offer)

    @property
    def lines(self) -> dict[str, RowLine]:
        """Give the fields by name."""
        return {"name": self.name, "length": self.length, "price": self.price}

    @property
    def offer(self) -> Offer:
        """Give what is typed and ticked."""
        return replace(
            self._offer,
            name=self.name.text(),
            length=self.length.text(),
            price=self.price.text(),
            ticked=self.check.isChecked(),
        )

    @property
    def is_blank(self) -> bool:
        """Tell whether there is no service in it."""
        return not self.name.text().strip()

    def show_offer(self, offer: Offer) -> None:
        """Show another service."""
        self._offer = offer
        self.check.setChecked(offer.ticked)
        self.name.setText(offer.name)
        self.length.setText(offer.length)
        self.price.setText(offer.price)
        self.name.setCursorPosition(0)
        self._show_name()

    def typed(self) -> None:
        """Tick what is being typed into: nobody writes about what they do not offer."""
        self.check.setChecked(not self.is_blank)
        self._touch()
        self.say_wrong("", "")

    def say_wrong(self, words: str, field: str) -> None:
        """Say what is wrong with a field, nothing when it is empty."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        for name, line in self.lines.items():
            style.set_kind(line, "wrong" if words and name == field else "")
            line.setAccessibleDescription(words if name == field else "")

    def _touch(self) -> None:
        self._offer = replace(self._offer, kept=True)
        self._show_name()

    def _show_name(self) -> None:
        self.check.setAccessibleName(self._named.replace("%1", self.name.text()))
        self.check.setEnabled(not self.is_blank)


class ServicesPage(Page):
    """The page; below the last service there is always a row for one more."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("", "")
        self.title.setText(self.tr("What do you offer?"))
        self.words.setText(self.tr("Untick what you do not offer, change lengths and prices, add your own below."))
        self._draft = draft
        self.rows: list[OfferRow] = []
        self.kind = Field(self.tr("Kind of clinic"), QComboBox())
        self.kind.control.setMaximumWidth(style.scaled(320))
        for kind, words in kinds():
            self.kind.control.addItem(words, kind)
        self.kind.control.activated.connect(lambda _index: self._choose_kind())
        self.price = label("", "small")
        head = QHBoxLayout()
        head.setSpacing(style.scaled(8))
        name, length = label(self.tr("Service"), "small"), label(self.tr("Length"), "small")
        length.setFixedWidth(style.scaled(_LENGTH))
        self.price.setFixedWidth(style.scaled(_PRICE))
        head.addSpacing(style.scaled(_CHECK + 8))
        for widget, stretch in ((name, 1), (length, 0), (self.price, 0)):
            head.addWidget(widget, stretch)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.scaled(5))
        self.column.addWidget(self.kind)
        self.column.addLayout(head)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)

    def fill(self, draft: Draft) -> None:
        """Show what the draft says; the first time, what practitioners of this kind usually offer."""
        if not draft.kind:
            kind = kind_of(draft.people)
            draft.with_kind(kind, offers(kind))
        self.kind.control.setCurrentIndex(self.kind.control.findData(draft.kind))
        self.price.setText(self.tr("Price (%1)").replace("%1", draft.currency))
        self._show(draft.offers)

    def keep(self, draft: Draft) -> None:
        """Put into the draft what is typed and ticked."""
        draft.offers = tuple(row.offer for row in self.rows if not row.is_blank)

    def clear(self) -> None:
        """Take back what was said to be wrong."""
        for row in self.rows:
            row.say_wrong("", "")

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal below the row that it names."""
        number, _, name = str(refusal.facts.get("field", "")).removeprefix("services[").partition("].")
        named = [row for row in self.rows if not row.is_blank]
        if not number.isdecimal() or int(number) >= len(named) or name not in named[0].lines:
            return False
        row = named[int(number)]
        row.say_wrong(self._words(refusal), name)
        go_to(row.lines[name])
        return True

    def begin(self) -> None:
        """Go to the kind of clinic."""
        self.kind.control.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, shown: tuple[Offer, ...]) -> None:
        while len(self.rows) < len(shown) + 1:
            self._add()
        for n, row in enumerate(self.rows):
            row.show_offer(shown[n] if n < len(shown) else Offer("", length_text(30), ticked=False))
            row.say_wrong("", "")
            row.setVisible(n <= len(shown))

    def _add(self) -> None:
        names = (self.tr("%1 is offered"), self.tr("Name of service"), self.tr("Length"), self.tr("Price"))
        row = OfferRow(len(self.rows) + 1, names)
        for line in row.lines.values():
            line.entered.connect(lambda row=row: self._entered(row))
            line.steered.connect(lambda by, row=row, line=line: self._steer(row, by, line))
            line.textEdited.connect(lambda _text, row=row: self._typed(row))
        row.name.setPlaceholderText(self.tr("One more"))
        row.price.setPlaceholderText("–")
        self._rows.addWidget(row)
        # What is added later would come after the buttons at the foot.
        before = self.rows[-1].price if self.rows else self.kind.control
        chain(before, row.check, *row.lines.values())
        self.rows.append(row)

    def _typed(self, row: OfferRow) -> None:
        row.typed()
        if not row.is_blank:
            self._one_more(row)

    def _one_more(self, row: OfferRow) -> None:
        """Have a blank row below the last service."""
        shown = [each for each in self.rows if not each.isHidden()]
        if row is not shown[-1]:
            return
        if row is self.rows[-1]:
            self._add()
        self.rows[self.rows.index(row) + 1].show()

    def _entered(self, row: OfferRow) -> None:
        """Go on from one's own service to the next of one's own, and from any other to the next page."""
        shown = [each for each in self.rows if not each.isHidden()]
        if not row.is_blank and len(shown) > 1 and row is shown[-2]:
            go_to(shown[-1].name)
        else:
            self.done.emit()

    def _steer(self, row: OfferRow, by: int, line: RowLine) -> None:
        name = next(name for name, each in row.lines.items() if each is line)
        shown = [each for each in self.rows if not each.isHidden()]
        at = shown.index(row) + by
        if 0 <= at < len(shown):
            go_to(shown[at].lines[name])

    def _choose_kind(self) -> None:
        self.keep(self._draft)
        kind = str(self.kind.control.currentData())
        self._draft.with_kind(kind, offers(kind))
        self._show(self._draft.offers)

    def _words(self, refusal: Refusal) -> str:
        if refusal.reason == "bad_price":
            return self.tr("This is no price. Write it as 80 or 80.50.")
        return refusals.sentence(refusal)
