"""The drawing of one visit: fill, stripe, name, time, service and marks, as far as its size has room for them."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.practitioner import initials
from frontdesk.gui.board import captions, marks
from frontdesk.gui.board.dress import Dress, Mark
from frontdesk.gui.board.ink import Face, Ink, colour, oblique, pen
from frontdesk.gui.board.waits import Counted
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import icons
from frontdesk.services.board import Visit

RADIUS = 6
STRIPE = 4
TWO_LINES = 31
_LEFT, _RIGHT = 10, 8
_NAME, _DETAIL = 15, 14
_NARROW = 64
_STAFF = EventType.STAFF
_NO_PEN = Qt.PenStyle.NoPen
_SMOOTH = QPainter.RenderHint.Antialiasing

# x, y, width and height of what must stay readable.
Words = tuple[int, int, int, int]


def ground(ink: Ink, wears: Dress, size: tuple[int, int], ratio: float, starts: bool, ends: bool) -> QPixmap:
    """Give the block without its words; visits of one service, status and length share it.

    `starts` and `ends` are False where the day cuts the visit off: that edge is straight then.
    """
    key = (id(wears), size, ratio, starts, ends)
    found = ink.grounds.get(key)
    if found is None:
        if len(ink.grounds) > 1500:
            ink.grounds.clear()
        found = ink.grounds[key] = marks.blank(*size, ratio)
        painter = QPainter(found)
        painter.setRenderHint(_SMOOTH)
        _ground(painter, wears, *size, starts, ends)
        painter.end()
    return found


def _ground(painter: QPainter, wears: Dress, width: int, height: int, starts: bool, ends: bool) -> None:
    radius = min(RADIUS, height / 3)
    over = 0.0 if starts else radius + 2
    body = QRectF(0, -over, width, height + over + (0 if ends else radius + 2))
    painter.setPen(_NO_PEN)
    painter.setBrush(colour(wears.fill))
    if wears.border:
        painter.setPen(pen(wears.border, 1.2 if wears.dashed else 1.0, wears.dashed))
        body = body.adjusted(0.6, 0.6, -0.6, -0.6)
    painter.drawRoundedRect(body, radius, radius)
    if wears.hatch:
        painter.setPen(_NO_PEN)
        painter.setBrush(oblique(wears.hatch))
        painter.drawRoundedRect(body.adjusted(0.6, 0.6, -0.6, -0.6), radius, radius)
    if wears.stripe:
        painter.setPen(_NO_PEN)
        painter.setBrush(colour(wears.stripe))
        painter.setClipRect(QRectF(0, 0, STRIPE, height))
        painter.drawRoundedRect(QRectF(0, body.y(), width, body.height()), radius, radius)


class Drawing:
    """The words and marks of one visit, in a rectangle that begins at 0, 0."""

    def __init__(
        self, painter: QPainter, ink: Ink, visit: Visit, zone: str, size: tuple[int, int], ratio: float
    ) -> None:
        self.painter = painter
        self.ink = ink
        self.visit = visit
        self.zone = zone
        self.width, self.height = size
        self.ratio = ratio
        self.name = captions.name(visit)
        self.dress = ink.dress(visit)
        self.mark = self.dress.mark
        self.narrow = self.width < ink.px(_NARROW)
        self.left = ink.px(_LEFT) if self.width >= ink.px(48) else STRIPE + 3
        self.words: list[Words] = []
        self.held: tuple[str, ...] = ()
        self.seats = captions.seats(visit)
        # Whether it is still to be said by a mark that the visit comes again.
        self.repeats = visit.repeats
        # When it will begin where that is later than planned.
        self.expected = ""

    def draw(self, told: Counted) -> tuple[Words, ...]:
        """Draw them, as many lines as there is room for; give where they stand.

        `told` is how long someone has waited, or for how long the time is held still.
        """
        counted = told.words
        self.mark = Mark.TOO_LONG if told.too_long else self.dress.mark
        held = self.visit.status is Status.HELD
        self.held = captions.held_below(self.visit, counted) if held else ()
        waited = "" if held else counted
        if self.height >= self.ink.px(TWO_LINES):
            self._two_lines(waited)
        elif self.height >= self.ink.px(14):
            self._one_line(waited)
        elif self.height >= 8:
            self._lowest()
        return tuple(self.words)

    def _lowest(self) -> None:
        """Draw the name as small as can be read, and the mark beside it without words."""
        mark, size = self.mark, min(self.height - 2, self.ink.px(10))
        end = self.width - 4
        if mark is not Mark.NONE and end - size - self.left > size:
            end -= size
            place = end, (self.height - size) // 2
            self.painter.drawPixmap(*place, marks.stamp(self.ink, mark, size, size, "", self.dress.ink, self.ratio))
            self.words.append((end - 1, 0, size + 2, self.height))
            end -= 3
        self._name(self.ink.tiny, 0, self.height, end)

    def _two_lines(self, waited: str) -> None:
        px = self.ink.px
        line, top = px(_NAME), px(3) if self.height < px(TWO_LINES + 6) else px(4)
        face = self.ink.name if self.dress.strong else self.ink.name_calm
        if self.narrow:
            # The mark goes into the lower corner, so that the name has the first line to itself.
            end = self._signs(self.height - line - 1, line, waited, 0)
            self._name(face, top, line, self.width - px(3))
            self._below(top + line, px(_DETAIL), self.height - line, end)
        else:
            self._name(face, top, line, self._signs(top, line, waited, px(14)))
            self._below(top + line, px(_DETAIL), self.height, self.width)

    def _below(self, top: int, line: int, bottom: int, low_end: float) -> None:
        if self.held:
            top = self._held_lines(top, line, bottom, min(low_end, self.width - self.ink.px(5)))
            if bottom < top + line + 1:
                return
        if self.seats:
            base, last = self.ink.detail.baseline(top, line), min(low_end, self.width - self.ink.px(5))
            if bottom < top + 2 * line + 1:
                at = self._time_at(self.left, base, last - self._seats_width(0))
                self._seats_at(at, base, last)
                return
            self._seats_at(self.left, base, last)
            top += line
        figures, detail = self.ink.figures, self.ink.detail
        end = self.width - self.ink.px(5) if bottom >= top + line - 2 else low_end
        about = captions.about(self.visit)
        room = int(end - self.left)
        self.painter.setPen(colour(self.dress.detail))
        base, at = figures.baseline(top, line), float(self.left)
        if self.visit.event_type is _STAFF:
            at = self._write(detail, self.left, base, *detail.fitted(about, room))
            self._repeats_beside(at, end, top, line)
            return
        when = wording.time_range(self.visit.start, self.visit.end, self.zone)
        wide = figures.width(when)
        if wide > room - self._expected_width():
            when = wording.clock(self.visit.start, self.zone)
            wide = figures.width(when)
        if self.expected and room - self._expected_width() < wide:
            at = self._expected_at(at - self.ink.px(5), base, end)
        elif wide <= room:
            at = self._expected_at(self._write(figures, self.left, base, when, wide), base, end)
        at = self._repeats_beside(at, end, top, line)
        rest = f" · {about}" if about else ""
        if about and detail.width(rest) > end - at and bottom >= top + 2 * line + 1:
            # A narrow block that is tall enough tells the time and the service below each other.
            self._write(detail, self.left, base + line, *detail.fitted(about, room))
        else:
            self._rest(rest, at, base, end)

    def _rest(self, text: str, at: float, base: float, end: float) -> None:
        shown, wide = self.ink.detail.fitted(text, end - at)
        # " · Co…" tells nothing.
        if len(shown) > 7 or shown == text:
            self._write(self.ink.detail, at, base, shown, wide)

    def _held_lines(self, top: int, line: int, bottom: int, end: float) -> int:
        """Say who holds the time, on two lines where one is too narrow and there is room; give where they end."""
        detail, room = self.ink.detail, end - self.left
        who, _, left = self.held[0].rpartition(" · ")
        if detail.width(self.held[0]) <= room or not who or detail.width(who) > room or bottom < top + 2 * line:
            self._hold(self.left, detail.baseline(top, line), end)
            return top + line
        self.painter.setPen(colour(self.dress.detail))
        for each in (who, left):
            self._write(detail, self.left, detail.baseline(top, line), each, detail.width(each))
            top += line
        return top

    def _hold(self, at: float, base: float, end: float) -> None:
        """Say who holds the time and for how long still, in the most words that there is room for."""
        detail = self.ink.detail
        fitting = next((words for words in self.held if detail.width(words) <= end - at), "")
        self.painter.setPen(colour(self.dress.detail))
        self._write(detail, at, base, fitting, detail.width(fitting))

    def _time_at(self, at: float, base: float, end: float) -> float:
        """Write when it is as far as there is room, and a dot behind it; give where what follows begins."""
        figures, detail = self.ink.figures, self.ink.detail
        for when in (
            wording.time_range(self.visit.start, self.visit.end, self.zone),
            wording.clock(self.visit.start, self.zone),
        ):
            wide, dot = figures.width(when), detail.width(" · ")
            if at + wide + dot <= end:
                self.painter.setPen(colour(self.dress.detail))
                at = self._write(figures, at, base, when, wide)
                return self._write(detail, at, base, " · ", dot)
        return at

    def _seats_at(self, at: float, base: float, end: float) -> float:
        """Say how many seats of a class are taken, in the most words that there is room for; a full one in bold."""
        face = self._seats_face()
        fitting = next((words for words in self.seats if face.width(words) <= end - at), "")
        self.painter.setPen(colour(self.dress.name))
        return self._write(face, at, base, fitting, face.width(fitting))

    def _seats_width(self, form: int) -> float:
        return self._seats_face().width(self.seats[form])

    def _seats_face(self) -> Face:
        return self.ink.small_name if captions.is_full(self.visit) else self.ink.detail

    def _one_line(self, waited: str) -> None:
        px, tall = self.ink.px, self.height
        small, line = tall < px(17), min(tall, px(24))
        end = self._signs(0, line, waited, px(14))
        faces = self.ink.small_name, self.ink.small_name_calm, self.ink.name, self.ink.name_calm
        face = faces[(0 if small else 2) + (0 if self.dress.strong else 1)]
        # The minutes that are left are what a hold is about: they go before the end of a long name.
        kept = px(6) + self.ink.detail.width(self.held[-1]) if self.held else 0
        if self.seats:
            kept = px(6) + self._seats_width(-1)
        elif self.expected:
            # As the minutes of a hold: when somebody will be seen matters more than the end of a name.
            kept = px(1) + self._expected_width()
        at = self._name(face, 0, line, end - kept if end - kept - self.left >= px(48) else end) + px(6)
        if self.held:
            self._hold(at, face.baseline(0, line), end)
            return
        if self.seats:
            at = self._seats_at(at, face.baseline(0, line), end) + px(6)
        if self.visit.event_type is _STAFF:
            return
        figures, when = self.ink.figures, wording.clock(self.visit.start, self.zone)
        wide, base = figures.width(when), face.baseline(0, line)
        if self.expected and wide + self._expected_width() > end - at:
            # Where it stands tells already when it should begin.
            self._expected_at(at - px(5), base, end)
            return
        if wide > end - at:
            return
        self.painter.setPen(colour(self.dress.detail))
        about = captions.about(self.visit)
        at = self._expected_at(self._write(figures, at, base, when, wide), base, end)
        if about:
            self._rest(f" · {about}", at, base, end)

    def _expected_width(self) -> float:
        return self.ink.px(5) + self.ink.clock.width(self.expected) if self.expected else 0.0

    def _expected_at(self, at: float, base: float, end: float) -> float:
        """Write when it will begin beside when it should, where there is room; give where what follows begins."""
        if not self.expected or at + self._expected_width() > end:
            return at
        face = self.ink.clock
        self.painter.setPen(colour(self.dress.name))
        at = self._write(face, at + self.ink.px(5), base, self.expected, face.width(self.expected))
        self.painter.setPen(colour(self.dress.detail))
        return at

    def _name(self, face: Face, top: float, line: float, end: float) -> float:
        shown, wide = face.fitted(self.name, end - self.left)
        if len(shown) < 3 and shown != self.name:
            # One letter and three dots tell less than two initials.
            shown, wide = face.fitted(initials(self.name), end - self.left)
        self.painter.setPen(colour(self.dress.name))
        at = self._write(face, self.left, face.baseline(top, line), shown, wide)
        if self.dress.strike and shown:
            middle = round(top + line / 2) + 0.5
            self.painter.setPen(pen(self.dress.name, max(1.4, 1.4 * self.ink.scale)))
            self.painter.drawLine(QLineF(self.left - 1, middle, at + 1, middle))
        return at

    def _write(self, face: Face, x: float, base: float, text: str, wide: float) -> float:
        if text:
            self.painter.setFont(face.font)
            self.painter.drawText(QPointF(x, base), text)
            tall = face.height * 0.8
            self.words.append((int(x) - 2, int(base - tall), int(wide) + 4, int(tall) + 4))
        return x + wide

    def _signs(self, top: float, line: int, waited: str, beside: int) -> float:
        """Draw the status mark and the small signs at the right; give where the name has to end.

        A mark that would leave less than `beside` to the name is left out.
        """
        ink, mark = self.ink, self.mark
        text = wording.status_words(Status.NO_SHOW) if mark is Mark.NO_SHOW else waited
        room = self.width - self.left - ink.px(_RIGHT)
        wide = marks.mark_width(ink, mark, text)
        if text and room - wide - ink.px(6) < min(ink.name.width(self.name), ink.px(48)):
            text, wide = "", marks.mark_width(ink, mark, "")
        if not wide or room - wide < beside:
            return self.width - ink.px(5)
        pill = mark in marks.PILLS
        tall = min(line - 1, ink.px(15)) if pill else wide
        x, y = self.width - ink.px(4 if pill or self.narrow else 6) - wide, int(top + (line - tall) / 2)
        self.painter.drawPixmap(x, y, marks.stamp(ink, mark, wide, tall, text, self.dress.ink, self.ratio))
        self.words.append((x - 2, y - 1, wide + 4, tall + 2))
        return self._small_signs(x, top, line)

    def _small_signs(self, end: float, top: float, line: float) -> float:
        ink, size = self.ink, self.ink.px(11)
        for wanted, sign in ((self.visit.alert, marks.draw_alert), (self.visit.overbooked, marks.draw_overbooked)):
            if wanted and end - self.left - size > ink.px(40):
                end -= size + ink.px(5)
                self.painter.setRenderHint(_SMOOTH)
                sign(self.painter, ink, QRectF(end, top + (line - size) / 2, size, size), self.dress.fill)
                self.painter.setRenderHint(_SMOOTH, False)
                self.words.append((int(end) - 1, round(top), size + 2, round(line)))
        gap = ink.px(5)
        # The least of the signs: no letter of the name goes for it, it may stand beside the time as well.
        if self.repeats and not self.narrow and end - size - 2 * gap - self.left >= ink.name.width(self.name):
            end -= size + gap
            self._repeats_at(end, top, line)
        return end - ink.px(3 if self.narrow else 5)

    def _repeats_beside(self, at: float, end: float, top: float, line: float) -> float:
        """Say by a mark behind what is written that the visit comes again, if nothing else has; give where it ends."""
        gap, size = self.ink.px(5), self.ink.px(11)
        if not self.repeats or end - at < gap + size:
            return at
        self._repeats_at(at + gap, top, line)
        return at + gap + size

    def _repeats_at(self, x: float, top: float, line: float) -> None:
        size = self.ink.px(11)
        drawn = icons.pixmap("repeat", self.dress.detail, size, self.ratio)
        self.painter.drawPixmap(QPointF(x, top + (line - size) / 2), drawn)
        self.words.append((int(x) - 1, round(top), size + 2, round(line)))
        self.repeats = False
