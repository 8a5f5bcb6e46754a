"""Whose hours are edited, which of their schedules, in which zone, and how many hours a week that makes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from frontdesk.domain.errors import Invalid
from frontdesk.gui.dialogs.settings import zones
from frontdesk.gui.dialogs.settings.boxes import ZoneBox
from frontdesk.gui.dialogs.settings.choices import Choice, fitting
from frontdesk.gui.dialogs.settings.hours_book import Found, Hours
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.hits import Hit
from frontdesk.gui.parts.labels import label, wrapping


class HoursHead(QWidget):
    """The pickers.

    `whose_chosen` carries the id of a practitioner or calendar, `schedule_chosen` that of a schedule, `zone_chosen`
    the name of a zone; `asked` one of "new", "rename", "archive" and "restore".
    """

    whose_chosen = Signal(object)
    schedule_chosen = Signal(object)
    zone_chosen = Signal(str)
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(wrapping(QSizePolicy.Policy.Expanding))
        self._found: Found | None = None
        self._hours: Hours | None = None
        self.whose = Suggest(self.tr("Whose hours"), self.tr("Practitioner or calendar"))
        self.whose.setFixedWidth(style.scaled(230))
        self.whose.asked.connect(self._offer)
        self.whose.taken.connect(self._taken)
        self.schedule = button("")
        self.schedule.setAccessibleName(self.tr("Schedule"))
        self.schedule.setMinimumHeight(self.whose.sizeHint().height())
        self.schedule.clicked.connect(lambda _on=False: self.open_menu())
        self.zone = ZoneBox()
        self.zone.setAccessibleName(self.tr("Time zone"))
        self.zone.setFixedWidth(style.scaled(206))
        line = self.zone.lineEdit()
        assert line is not None
        line.editingFinished.connect(self.take_zone)
        self.zone.activated.connect(lambda _index: self.take_zone())
        self.sum = label("", "muted")
        self.wrong = label("", "danger")
        self.wrong.hide()
        flow = FlowLayout(gap=style.scaled(10))
        for each in (self.whose, self.schedule, self.zone, self.wrong):
            flow.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(10))
        row.addLayout(flow, 1)
        row.addWidget(self.sum)

    def show_hours(self, found: Found, hours: Hours | None, total: str) -> None:
        """Show whose hours and which these are."""
        self._found, self._hours = found, hours
        name = found.whose.name if found.whose is not None else ""
        beside = self.tr("calendar") if found.whose is not None and found.whose.calendar else ""
        if not self.whose.typing:
            self.whose.hold(name, beside)
        own = found.whose is not None and found.whose.calendar
        words = self.tr("Own hours") if own else hours.name if hours is not None else ""
        if hours is not None and hours.archived:
            words = self.tr("%1 (archived)").replace("%1", words)
        self.schedule.setText(f"{plain(words)} ▾")
        self.schedule.setAccessibleName(self.tr("Schedule: %1").replace("%1", words))
        self.schedule.setEnabled(not own and hours is not None)
        self.zone.setEnabled(hours is not None and not hours.archived)
        if hours is not None and not self.zone_is_typed:
            self.zone.set_text(hours.zone)
            self.say_zone("")
        self.sum.setText(total)

    @property
    def zone_is_typed(self) -> bool:
        """Tell whether a zone is being typed."""
        line = self.zone.lineEdit()
        return line is not None and line.hasFocus() and line.isModified()

    def take_zone(self) -> bool:
        """Take the zone that was typed, or say that there is none such; tell whether it was taken."""
        if self._hours is None or self._hours.archived:
            return True
        try:
            meant = zones.meant_zone(self.zone.currentText(), "zone_name")
        except Invalid as refusal:
            self.say_zone(refusals.sentence(refusal))
            return False
        self.say_zone("")
        line = self.zone.lineEdit()
        assert line is not None
        line.setModified(False)
        if meant != self._hours.zone:
            self.zone_chosen.emit(meant)
        return True

    def say_zone(self, words: str) -> None:
        """Say what is wrong with the zone."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        style.set_kind(self.zone, "wrong" if words else "")
        self.zone.setAccessibleDescription(words)

    def open_menu(self) -> None:
        """Offer the other schedules, a new one, another name, and putting it away."""
        menu = self.menu()
        menu.popup(self.schedule.mapToGlobal(self.schedule.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Make the menu of the schedules."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        found, hours = self._found, self._hours
        if found is None or hours is None:
            return menu
        for each in found.schedules:
            words = self.tr("%1 (archived)").replace("%1", each.name) if each.archived else each.name
            place = found.place_name(each.location)
            made = menu.addAction(plain(" · ".join(part for part in (words, place) if part)))
            made.setCheckable(True)
            made.setChecked(each.id == hours.id)
            made.triggered.connect(lambda _on=False, i=each.id: self.schedule_chosen.emit(i))
        menu.addSeparator()
        menu.addAction(self.tr("New schedule…")).triggered.connect(lambda _on=False: self.asked.emit("new"))
        rename = menu.addAction(self.tr("Rename…"))
        rename.triggered.connect(lambda _on=False: self.asked.emit("rename"))
        rename.setEnabled(not hours.archived)
        away = "restore" if hours.archived else "archive"
        last = menu.addAction(self.tr("Bring back") if hours.archived else self.tr("Archive"))
        last.triggered.connect(lambda _on=False: self.asked.emit(away))
        last.setEnabled(hours.id is not None)
        return menu

    def _offer(self, text: str) -> None:
        found = self._found
        if found is None:
            return
        choices = [Choice(w.id, w.name) for w in found.people]
        own = {w.id for w in found.people if w.calendar}
        beside = self.tr("calendar")
        current = found.whose.id if found.whose is not None else None
        hits = [Hit(c.name, beside if c.id in own else "", payload=c.id) for c in fitting(text, choices)]
        self.whose.offer(text, hits, current)

    def _taken(self, chosen: object) -> None:
        if chosen is not None and self._found is not None:
            self.whose.hold(next((w.name for w in self._found.people if w.id == chosen), ""))
            self.whose_chosen.emit(chosen)
