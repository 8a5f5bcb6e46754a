"""The public holidays of a location: whose they are, and year by year which of them it keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.names import folded
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.settings.boxes import Box, TypedBox
from frontdesk.gui.dialogs.settings.closures_book import NOTHING, Choice, Found
from frontdesk.gui.dialogs.settings.form import FieldLine
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import IconButton, plain
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import Empty, SectionHeader


class Holidays(QWidget):
    """The holidays. `chosen` says that another country or region was chosen, `ticked` carries a closure and whether
    it is struck out.
    """

    chosen = Signal()
    ticked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self._codes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.year = 0
        self.ticks: dict[Id, QCheckBox] = {}
        self.country = TypedBox()
        self.country.setMinimumContentsLength(16)
        self.country.picked.connect(self._country_picked)
        line = self.country.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("no public holidays"))
        line.editingFinished.connect(self.left)
        self.region = Box()
        self.region.picked.connect(self.chosen)
        self.country_field: Field[TypedBox] = Field(self.tr("Country"), self.country)
        self.region_field: Field[Box] = Field(self.tr("Region"), self.region)
        self.back = IconButton("chevron-left", self.tr("The year before"))
        self.on = IconButton("chevron-right", self.tr("The next year"))
        self.back.clicked.connect(lambda _on=False: self.turn(-1))
        self.on.clicked.connect(lambda _on=False: self.turn(1))
        self.year_label = label("", "heading")
        self.nothing = Empty(self.tr("No public holidays are kept here."), self.tr("Choose a country above."))
        self.nothing.hide()
        self.preview = label("", "warn", wrap=True)
        self.preview.hide()
        self._foreseen: Found | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(style.scaled(3))
        self._lay_out()

    def show_found(self, found: Found, *, keep: bool) -> None:
        """Show the holidays of a location; `keep` leaves a choice that is not written as it is."""
        other = self._found is None or self._found.countries != found.countries
        self._found = found
        self.year = self.year or found.today.year
        if other:
            self._codes = {folded(each.name): each.code for each in found.countries}
            self._names = {each.code: each.name for each in found.countries}
            self.country.clear()
            self.country.addItems(["", *sorted(self._names.values(), key=folded)])
        if not keep:
            self.country.set_text(self._names.get(found.choice[0], ""))
            self._offer_regions(found.choice[0])
            self.region.set_value(found.choice[1])
            self.country_field.clear()
            self._foreseen = None
        self._show_year()

    def foresee(self, found: Found | None) -> None:
        """Show the holidays that another choice would keep, or again those that are kept."""
        self._foreseen = found
        self._show_year()

    def left(self) -> None:
        """Say that there is no such country as soon as the field is left."""
        try:
            self.choice()
        except Invalid as refusal:
            self.country_field.say_wrong(refusals.sentence(refusal))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Give what Tab stops at, in order."""
        return (self.country, self.region, self.back, self.on, *self.ticks.values())

    @property
    def typed(self) -> str:
        """Give the country as it is typed."""
        return self.country.currentText().strip()

    def choice(self) -> Choice:
        """Give the country and region that are chosen; Invalid where no such country is known."""
        if not self.typed:
            return NOTHING
        code = self._meant(self.typed)
        if code is None:
            raise Invalid("unknown_country", field="country", got=self.typed, allowed="a country of the list")
        return code, str(self.region.value or "")

    def says(self, choice: Choice) -> bool:
        """Tell whether a choice is the one that is made."""
        try:
            return self.choice() == choice
        except Invalid:
            return False

    def turn(self, by: int) -> None:
        """Show another year."""
        if self.year + by in self._years():
            self.year += by
            self._show_year()

    @property
    def may_become_one(self) -> bool:
        """Tell whether what is typed is a country, or can become one by typing on."""
        said = folded(self.typed)
        return self._meant(self.typed) is not None or any(said in name for name in self._codes)

    def _meant(self, said: str) -> str | None:
        """Find the country that was typed: its name, its code, or the only one that begins so."""
        plain_said = folded(said)
        if plain_said in self._codes:
            return self._codes[plain_said]
        if said.upper() in self._names:
            return said.upper()
        found = [code for name, code in self._codes.items() if name.startswith(plain_said)]
        return found[0] if len(found) == 1 else None

    def _country_picked(self) -> None:
        if self.may_become_one:
            self.country_field.clear()
        else:
            self.left()
        self._offer_regions(self._meant(self.typed) or "")
        self.chosen.emit()

    def _offer_regions(self, code: str) -> None:
        countries = self._found.countries if self._found is not None else ()
        regions = next((each.regions for each in countries if each.code == code), ())
        whole = (("", self.tr("the whole country")),)
        self.region.offer([*whole, *((r.code, r.name) for r in regions)])
        self.region.setEnabled(bool(regions))

    @property
    def _shown(self) -> Found | None:
        return self._foreseen or self._found

    def _years(self) -> range:
        shown = self._shown
        if shown is None:
            return range(self.year, self.year + 1)
        last = max((c.first.year for c in shown.holidays), default=shown.today.year)
        return range(shown.today.year, last + 1)

    def _show_year(self) -> None:
        found = self._shown
        if found is None:
            return
        some = self.tr("Not saved yet: these days are kept with Save.")
        none = self.tr("Not saved yet: Save takes the public holidays away.")
        self.preview.setText(some if found.holidays else none)
        self.preview.setVisible(self._foreseen is not None)
        years = self._years()
        self.year = min(max(self.year, years.start), years.stop - 1)
        self.year_label.setText(str(self.year))
        self.back.setEnabled(self.year > years.start)
        self.on.setEnabled(self.year < years.stop - 1)
        shown = [c for c in found.holidays if c.first.year == self.year]
        self._build(shown, found.touched, found.today)
        self.nothing.setVisible(not shown and self._foreseen is None)

    def _build(self, shown: Sequence[Closure], touched: Mapping[Id, Sequence[object]], today: date) -> None:
        if list(self.ticks) != [c.id for c in shown]:
            self._renew(shown)
        for each in shown:
            tick = self.ticks[each.id]
            said = wording.filled(self.tr("%1 · %2"), wording.day_short(each.first), each.name)
            count = len(touched.get(each.id, ()))
            if each.struck:
                said = wording.filled(self.tr("%1 — an ordinary day here"), said)
            elif count:
                told = self.tr("1 visit") if count == 1 else self.tr("%n visits", None, count)
                said = wording.filled(self.tr("%1 — %2"), said, told)
            tick.setText(plain(said))
            tick.setAccessibleName(said)
            tick.setChecked(not each.struck)
            tick.setEnabled(each.last >= today and self._foreseen is None)
            tick.setProperty("closure", each)

    def _renew(self, shown: Sequence[Closure]) -> None:
        for gone in self.ticks.values():
            gone.hide()
            self._list.removeWidget(gone)
            gone.deleteLater()
        self.ticks = {}
        for each in shown:
            tick = QCheckBox()
            tick.clicked.connect(lambda on, t=tick: self.ticked.emit(t.property("closure"), not on))
            self.ticks[each.id] = tick
            self._list.addWidget(tick)
            tick.show()

    def _lay_out(self) -> None:
        pickers = FieldLine((self.country_field, 170), (self.region_field, 170))
        years = QHBoxLayout()
        years.setSpacing(style.scaled(6))
        for each in (self.back, self.year_label, self.on):
            years.addWidget(each)
        years.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(12))
        column.addWidget(SectionHeader(self.tr("Public holidays"), inset=0))
        column.addWidget(pickers)
        column.addLayout(years)
        column.addWidget(self.preview)
        column.addWidget(self.nothing)
        column.addLayout(self._list)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
