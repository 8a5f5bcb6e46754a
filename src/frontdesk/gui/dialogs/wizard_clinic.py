"""The wizard's first page: the clinic's name, where on earth it is, and where its file is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QTimeZone
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.settings import zones
from frontdesk.gui.dialogs.settings.boxes import TypedBox
from frontdesk.gui.dialogs.where import ask_where
from frontdesk.gui.dialogs.wizard_draft import SUFFIX, Draft, found_in, zone_words
from frontdesk.gui.dialogs.wizard_page import Page, go_to
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button

if TYPE_CHECKING:
    from frontdesk.services.holidays import Country

_ANY = QLocale.Language.AnyLanguage


class ClinicPage(Page):
    """The page. A zone tells the country until a person chooses one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("", "")
        self.title.setText(self.tr("Your clinic"))
        self.words.setText(self.tr("Only the name is worth a thought now. Everything can be changed later."))
        self._draft = draft
        self._countries: Sequence[Country] = ()
        self._chosen = bool(draft.country)
        self.name = Field(self.tr("Name of the clinic"), line_edit(hint=draft.unnamed))
        self.zone = Field(self.tr("Time zone"), TypedBox([zone_words(zone) for zone in zones.names()]))
        self.country = Field(self.tr("Country, for its public holidays"), TypedBox())
        self.region = Field(self.tr("Region"), QComboBox())
        self.region.hide()
        choose = button(self.tr("Choose…"), "inline", does=self._choose_place, name=self.tr("Choose where to keep it"))
        self.place = Field(self.tr("Where to keep it"), line_edit(), beside=choose)
        for field in (self.zone, self.country):
            # The line inside is what has the focus, and what a screen reader names.
            field.control.setAccessibleName(field.caption.text())
        self.name.control.textEdited.connect(lambda _text: self._show_place())
        self.place.control.textEdited.connect(self._place_typed)
        self.zone.control.currentTextChanged.connect(lambda _text: self._guess())
        self.country.control.activated.connect(lambda _index: self._country_chosen())
        line_of(self.country.control).editingFinished.connect(self._country_typed)
        self._lay_out()

    def fill(self, draft: Draft) -> None:
        """Show what the draft says."""
        self.name.control.setText(draft.name)
        self.zone.control.setCurrentText(zone_words(draft.zone))
        self._show_country()
        self._show_place()

    def keep(self, draft: Draft) -> None:
        """Put into the draft what is typed."""
        draft.name = self.name.control.text()
        draft.zone = self._zone()
        self._country_typed()
        draft.country = self._country()
        draft.land = self.country.control.currentText() if draft.country else ""
        draft.region = str(self.region.control.currentData() or "") if draft.country else ""
        territory = territory_of(draft.country, draft.zone)
        draft.currency, workdays = currency_of(territory), workdays_of(territory)
        draft.with_workdays(workdays)

    def clear(self) -> None:
        """Take back what was said to be wrong."""
        for field in (self.name, self.zone, self.country, self.place):
            field.clear()

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside the field that it names, or beside the file's place when it names one."""
        named: dict[str, Field[Any]] = {"name": self.name, "zone_name": self.zone, "country": self.country}
        at_place = refusal.facts.get("field") == "path" or "path" in refusal.facts
        field = self.place if at_place else named.get(str(refusal.facts.get("field", "")))
        if field is None:
            return False
        field.say_wrong(self._words(refusal))
        go_to(field.control)
        return True

    def begin(self) -> None:
        """Go to the name."""
        go_to(self.name.control)

    def offer_countries(self, countries: Sequence[Country]) -> None:
        """Offer the countries whose public holidays are known."""
        self._countries = countries
        box = self.country.control
        box.clear()
        box.addItem(self.tr("No public holidays"), "")
        for each in countries:
            box.addItem(each.name, each.code)
        if not self._chosen:
            self._guess()
        self._show_country()

    def _guess(self) -> None:
        """Take the country of the zone, as long as nobody chose another."""
        zone = self._zone()
        if self._chosen or not self._countries or zone not in zones.names():
            return
        code = QLocale.territoryToCode(territory_of("", zone))
        known = any(each.code == code for each in self._countries)
        self._draft.country, self._draft.region = (code if known else ""), ""
        self._show_country()

    def _show_country(self) -> None:
        box = self.country.control
        box.setCurrentIndex(max(box.findData(self._draft.country), 0))
        self._show_regions()

    def _show_regions(self) -> None:
        regions = next((each.regions for each in self._countries if each.code == self._country()), ())
        box = self.region.control
        box.clear()
        box.addItem(self.tr("The whole country"), "")
        for region in regions:
            box.addItem(region.name, region.code)
        box.setCurrentIndex(max(box.findData(self._draft.region), 0))
        self.region.setVisible(bool(regions))

    def _country_chosen(self) -> None:
        self._chosen = True
        self._show_regions()

    def _country_typed(self) -> None:
        """Understand a country that was typed and not chosen."""
        box = self.country.control
        index = found_in(box.currentText(), [box.itemText(n) for n in range(box.count())])
        if index is not None and index != box.currentIndex():
            box.setCurrentIndex(index)
            self._country_chosen()
        elif box.count():
            box.setCurrentText(box.itemText(box.currentIndex()))

    def _country(self) -> str:
        return str(self.country.control.currentData() or "")

    def _zone(self) -> str:
        said = self.zone.control.currentText()
        try:
            return zones.meant_zone(said, "zone_name")
        except Invalid:
            return said.strip()

    def _show_place(self) -> None:
        self._draft.name = self.name.control.text()
        if not self._draft.place:
            self.place.control.setText(str(self._draft.path))
            self.place.control.setCursorPosition(0)

    def _place_typed(self, text: str) -> None:
        self._draft.place = text

    def _choose_place(self) -> None:
        ask_where(
            self,
            self.tr("Keep the new clinic in"),
            str(self._draft.path),
            self._take_place,
            f"{self.tr('Clinics')} (*{SUFFIX})",
        )

    def _take_place(self, path: Path) -> None:
        self._draft.place = str(path)
        self.place.control.setText(str(path))
        self.place.clear()

    def _words(self, refusal: Refusal) -> str:
        if refusal.reason == "already_there":
            return self.tr("A file of this name is there already. Choose another name.")
        if refusal.reason == "read_only":
            return self.tr("Nothing may be written in this folder. Choose one of your own, such as Documents.")
        return refusals.sentence(refusal)

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(style.scaled(14))
        where.addWidget(self.country, 3)
        where.addWidget(self.region, 2)
        for field in (self.name, self.zone):
            self.column.addWidget(field)
        self.column.addLayout(where)
        self.column.addWidget(self.place)
        self.column.addStretch(1)


def line_of(box: QComboBox) -> QLineEdit:
    """Give the field of a list that can be typed into."""
    line = box.lineEdit()
    assert line is not None
    return line


def system_zone() -> str:
    """Give the zone that this machine keeps, one that the list has."""
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return zone if zone in zones.names() else "UTC"


def territory_of(country: str, zone: str) -> QLocale.Country:
    """Give the land of a country's code, else that of a zone, else that of the locale."""
    found = QLocale.codeToTerritory(country) if country else QTimeZone(zone.encode()).territory()
    return QLocale().territory() if found == QLocale.Country.AnyTerritory else found


def currency_of(territory: QLocale.Country) -> str:
    """Give the code of the money that is paid with in a land."""
    return QLocale(_ANY, territory).currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) or "USD"


def workdays_of(territory: QLocale.Country) -> tuple[int, ...]:
    """Give the working days of a land, 0 for Monday, in the order in which they come."""
    days = [day.value - 1 for day in QLocale(_ANY, territory).weekdays()]
    if not days:
        return (0, 1, 2, 3, 4)
    # Sunday to Thursday is such a week too: it begins after the days off.
    first = next((day for day in days if (day - 1) % 7 not in days), days[0])
    return tuple(sorted(days, key=lambda day: (day - first) % 7))
