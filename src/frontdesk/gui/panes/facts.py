"""What the inspector is made of: the strip of an alert, the table of facts, the lines of history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.appointment import Appointment, EventType, Interaction
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.panes.history_words import Line
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label, plain_tip, wrapping

if TYPE_CHECKING:
    from frontdesk.services.visits import Details, Preview

translate = QCoreApplication.translate
# More lines than these are folded away.
MOST_LINES = 6


class AlertStrip(QWidget):
    """What must be known about the patient, on amber, with a sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "alert", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.scaled(32), style.scaled(7), style.scaled(10), style.scaled(7))
        row.addWidget(self.words)

    def say(self, words: str) -> None:
        """Show an alert, or hide when there is none."""
        self.words.setText(words)
        self.setAccessibleName(self.tr("Alert: %1").replace("%1", words))
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip and its sign."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.rounded(painter, self.rect(), look.warn_bg, radius=5)
        side = style.scaled(15)
        sign = QRectF(style.scaled(10), style.scaled(8), side, side)
        icons.paint(painter, "triangle-alert", look.warn_text, sign)


class Note(QWidget):
    """A note in plain text on a calm ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.scaled(10), style.scaled(8), style.scaled(10), style.scaled(8))
        row.addWidget(self.words)

    def say(self, words: str) -> None:
        """Show a note, or hide when there is none."""
        self.words.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.rounded(painter, self.rect(), style.look().ground, radius=5)


def repeats_name() -> str:
    """Name the fact that tells how a visit comes again."""
    return translate("Inspector", "Repeats")


def facts_of(
    details: Details, zone: str, *, masked: bool = False, rule: str = "", place: str = ""
) -> list[tuple[str, str, str]]:
    """List what is known of a visit: a name, its value, and a small line below it; masked, nothing names a person.

    `rule` says in words how the series comes again that it is one of, and `place` which of its dates it is.
    """
    visit = details.appointment
    found: list[tuple[str, str, str | None]] = [_when(details, zone)]
    if details.service is not None:
        named = " · ".join(part for part in (details.service.name, details.variation) if part)
        found.append((translate("Inspector", "Service"), named, ""))
    elif visit.title and details.patient is not None and not masked:
        found.append((translate("Inspector", "About"), visit.title, ""))
    block = visit.event_type is EventType.BLOCK
    if details.practitioner is not None:
        name = translate("Inspector", "Whose time") if block else translate("Inspector", "With")
        found.append((name, details.practitioner.name, ""))
    found.extend(_of_booking(details))
    if details.calendar is not None:
        name = translate("Inspector", "Whose time") if block else translate("Inspector", "Calendar")
        found.append((name, details.calendar.name, ""))
    if visit.series_id is not None:
        found.append((repeats_name(), rule or translate("Inspector", "Part of a series"), place))
    where = " · ".join(part.name for part in (details.room, details.location) if part is not None)
    address = "" if masked else visit.address or ""
    if where or address:
        found.append((translate("Inspector", "Where"), where or address, address if where else ""))
    if details.equipment:
        found.append((translate("Inspector", "Equipment"), _equipment(details), ""))
    if visit.interaction is not Interaction.IN_PERSON:
        link = visit.video_url or ""
        found.append((translate("Inspector", "How"), wording.interaction_words(visit.interaction), link))
    others = [p.name for p in details.patients if details.patient is None or p.id != details.patient.id]
    # Who comes to a class is listed one by one below, with the count of its seats.
    if others and not masked and not visit.group:
        found.append((translate("Inspector", "Attendees"), ", ".join(others), ""))
    found.extend(_noted(visit, zone))
    return [(name, value, small or "") for name, value, small in found]


def _when(details: Details, zone: str) -> tuple[str, str, str]:
    visit = details.appointment
    value = wording.when(visit.start, visit.end, zone, all_day=visit.all_day)
    length = wording.length_with_buffers(visit.end - visit.start, visit.buffer_before, visit.buffer_after)
    return translate("Inspector", "When"), value, "" if visit.all_day else length


def _of_booking(details: Details) -> Iterator[tuple[str, str, str]]:
    """Tell of a part which one it is and what comes next, and of a member of a team who comes too."""
    parts, visit = details.parts, details.appointment
    if len(parts) < 2:
        return
    others = [part for part in parts if part.id != visit.id]
    if all(part.start == visit.start for part in others):
        names = ", ".join(part.practitioner for part in others if part.practitioner)
        yield translate("Inspector", "Together with"), names, ""
        return
    at = next(n for n, part in enumerate(parts, 1) if part.id == visit.id)
    told = wording.filled(translate("Inspector", "Part %1 of %2"), at, len(parts))
    then, after = translate("Inspector", "then %1"), translate("Inspector", "after %1")
    near, way = (parts[at], then) if at < len(parts) else (parts[at - 2], after)
    yield translate("Inspector", "Visit"), f"{told} · {way.replace('%1', _named(near))}", ""


def _named(part: Preview) -> str:
    """Name a part by its service and who gives it: Blood sample with Dr. Ortega."""
    if part.service and part.practitioner:
        return wording.filled(translate("Inspector", "%1 with %2"), part.service, part.practitioner)
    return part.service or part.practitioner or translate("Inspector", "another part")


def _equipment(details: Details) -> str:
    """Name the units that a visit holds: ECG (unit 1), one after the other."""
    names = {thing.id: thing.name for thing in details.equipment}
    words = translate("Inspector", "%1 (unit %2)")
    held = [use for use in details.appointment.equipment if use.equipment_id in names]
    return ", ".join(wording.filled(words, names[use.equipment_id], use.unit) for use in held)


def timed_fact(visit: Appointment) -> str:
    """Name the fact that the link stands at which puts times right: the last that is told, empty for none."""
    told = [name for name, _, _ in _noted(visit, visit.zone)]
    return told[-1] if told else ""


def _noted(visit: Appointment, zone: str) -> Iterator[tuple[str, str, str]]:
    """Tell when the patient came, and from when to when the visit took place, or when the patient went unseen."""
    begun, ended = visit.actual_start, visit.actual_end
    if visit.arrived_at is not None:
        until = begun if begun is not None else visit.left_at
        small = translate("Inspector", "waited %1")
        waited = "" if until is None else small.replace("%1", wording.minutes(max(0, until - visit.arrived_at)))
        yield translate("Inspector", "Arrived"), wording.clock(visit.arrived_at, zone), waited
    if begun is not None:
        since = translate("Inspector", "since %1").replace("%1", wording.clock(begun, zone))
        value = since if ended is None else wording.time_range(begun, ended, zone)
        yield translate("Inspector", "Took place"), value, ""
    if visit.left_at is not None:
        yield translate("Inspector", "Left"), wording.clock(visit.left_at, zone), ""


class Facts(QWidget):
    """The table: names at the left, values at the right. `link_asked` tells the name of the fact whose link it was."""

    link_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(style.scaled(12))
        self._grid.setVerticalSpacing(style.scaled(5))
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []
        self._links: list[QPushButton] = []

    @property
    def shown(self) -> dict[str, str]:
        """Give the values that are shown by their names."""
        return {name.text(): value.text() for name, value, _ in self._rows if not name.isHidden()}

    @property
    def below(self) -> dict[str, str]:
        """Give the small lines that are shown below values, by the names of these."""
        return {name.text(): small.text() for name, _, small in self._rows if not small.isHidden()}

    def link(self, name: str) -> QPushButton | None:
        """Give the link of a fact, None where it has none."""
        rows = zip(self._rows, self._links, strict=True)
        return next((link for row, link in rows if row[0].text() == name and not link.isHidden()), None)

    def show_facts(self, facts: Sequence[tuple[str, str, str]], links: Mapping[str, str] | None = None) -> None:
        """Show these facts; labels are used again, so that nothing flickers. `links` are words to press, by fact."""
        while len(self._rows) < len(facts):
            self._add_row()
        for row, fact in zip(self._rows, facts, strict=False):
            for place, words in zip(row, fact, strict=True):
                place.setText(words)
                place.setVisible(bool(words))
            row[1].setAccessibleName(f"{fact[0]}: {fact[1]}")
        for row in self._rows[len(facts) :]:
            for place in row:
                place.hide()
        for link, words in zip_longest(self._links, [(links or {}).get(fact[0], "") for fact in facts]):
            link.setText(words or "")
            link.setVisible(bool(words))

    def _add_row(self) -> None:
        name, value, small = label("", "muted"), label("", wrap=True), label("", "small", wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addWidget(value)
        box.addWidget(small)
        link = button("", "flush", does=lambda: self.link_asked.emit(name.text()))
        link.hide()
        box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._links.append(link)
        at = len(self._rows)
        name.setMinimumWidth(style.scaled(70))
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(box, at, 1)
        self._rows.append((name, value, small))


class HistoryRow(QWidget):
    """One line of history, with Undo where it can be taken back."""

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setToolTip(plain_tip("\n".join(part for part in (line.whole, line.why_not) if part)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(6))
        when = label(line.when, "history")
        told = f"{line.words} · {line.who}" if line.who else line.words
        words = label(told, "small", wrap=True)
        words.setSizePolicy(wrapping(QSizePolicy.Policy.Expanding))
        words.setAccessibleName(f"{line.when}: {told}")
        words.setAccessibleDescription(line.why_not)
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        self.undo = button(self.tr("Undo"), "inline", name=self.tr("Undo: %1").replace("%1", line.words))
        row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        self.undo.setVisible(line.undo is not None)


class HistoryList(QWidget):
    """The lines, newest first, the older folded away; `undo_asked` tells the changeset that is to be taken back."""

    undo_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(3))
        self.rows: list[HistoryRow] = []
        self.unfold = button("", "flush", does=self._show_all)
        self._column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self.unfold.hide()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; the same ones again change nothing."""
        if [row.line for row in self.rows] == list(lines):
            return
        # What was added to the lines of one visit leaves them unfolded; those of another are folded again.
        known = {row.line.words for row in self.rows[-1:]}
        open_still = bool(self.rows) and self.unfold.isHidden() and bool(lines) and lines[-1].words in known
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._made(line) for line in lines]
        self._fold(folded=len(lines) > MOST_LINES + 1 and not open_still)

    def _fold(self, *, folded: bool) -> None:
        for row in self.rows[MOST_LINES:]:
            row.setVisible(not folded)
        self.unfold.setText(self.tr("Show all %1").replace("%1", str(len(self.rows))))
        self.unfold.setVisible(folded)

    def _show_all(self) -> None:
        self._fold(folded=False)
        self.rows[MOST_LINES].undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, line: Line) -> HistoryRow:
        row = HistoryRow(line, self)
        row.undo.clicked.connect(lambda _checked=False: self.undo_asked.emit(line.undo))
        self._column.insertWidget(self._column.count() - 1, row)
        return row
