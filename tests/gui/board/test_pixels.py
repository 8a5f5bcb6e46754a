"""Facts that only pixels can prove."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.gui.board.dress import dress
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look.tokens import DARK, LIGHT, service_stripe, service_tint
from frontdesk.services.board import Visit
from tests.gui.board.builders import DAY, NINE, NOON, TEN, a_board, a_column, a_visit, a_week, at

VISIT = EventType.APPOINTMENT


def picture(view: BoardView, *visits: Visit, now: int | None = None) -> QImage:
    """Paint the first visit alone, without hover, and cut it out."""
    view.show_board(a_board(visits=visits), keep_scroll=False)
    if now is not None:
        view.set_now(now)
    return view.viewport().grab(view.visit_rect(visits[0].id)).toImage().convertToFormat(QImage.Format.Format_RGB32)


def pixels(image: QImage, area: QRect | None = None) -> Iterator[str]:
    where = area or image.rect()
    for y in range(where.top(), where.bottom() + 1):
        for x in range(where.left(), where.right() + 1):
            yield image.pixelColor(x, y).name().upper()


def rows_ruled(image: QImage, shade: str, least: int) -> list[int]:
    """Give the rows that have a run of one colour at least so long."""
    found = []
    for y in range(image.height()):
        run = 0
        for x in range(image.width()):
            run = run + 1 if image.pixelColor(x, y).name().upper() == shade else 0
            if run >= least:
                found.append(y)
                break
    return found


def hour(status: Status = Status.BOOKED, **more: object) -> Visit:
    return a_visit(7, start=at(TEN), end=at(TEN + 60), status=status, **more)  # type: ignore[arg-type]


def test_a_block_has_its_services_tint_and_stripe(view: BoardView) -> None:
    image = picture(view, hour(hue=152))
    middle = image.height() // 2
    assert image.pixelColor(1, middle).name().upper() == service_stripe(152, LIGHT)
    assert image.pixelColor(image.width() // 2, image.height() - 5).name().upper() == service_tint(152, LIGHT)


def test_a_no_show_is_struck_through(view: BoardView) -> None:
    wears = dress(Status.NO_SHOW, VISIT, 222, LIGHT)
    assert rows_ruled(picture(view, hour(Status.NO_SHOW)), wears.name, 40)
    assert not rows_ruled(picture(view, hour(Status.BOOKED)), wears.name, 40)


def test_a_no_show_has_a_red_pill(view: BoardView) -> None:
    assert LIGHT.no_show in pixels(picture(view, hour(Status.NO_SHOW)))
    assert LIGHT.no_show not in pixels(picture(view, hour(Status.BOOKED)))


@pytest.mark.parametrize(
    ("status", "shade"), [(Status.ARRIVED, LIGHT.arrived), (Status.IN_PROGRESS, LIGHT.in_progress)]
)
def test_who_waits_and_who_is_in_the_room_have_a_pill(view: BoardView, status: Status, shade: str) -> None:
    assert list(pixels(picture(view, hour(status), now=at(TEN + 9)))).count(shade) > 100


def test_the_marks_of_all_statuses_differ(view: BoardView) -> None:
    seen = set()
    for status in (Status.HELD, Status.BOOKED, Status.CONFIRMED, Status.CANCELLED, Status.NO_SHOW):
        image = picture(view, hour(status, hue=None))
        corner = QRect(image.width() - 24, 0, 24, 24)
        ground = image.pixelColor(image.width() // 2, image.height() - 5).name().upper()
        seen.add(tuple(shade == ground for shade in pixels(image, corner)))
    assert len(seen) == 5


@pytest.mark.parametrize(("status", "shade"), [(Status.ARRIVED, LIGHT.arrived), (Status.NO_SHOW, LIGHT.no_show)])
def test_even_the_lowest_block_shows_its_status_by_a_mark(view: BoardView, status: Status, shade: str) -> None:
    image = picture(view, a_visit(7, end=at(TEN + 10), status=status))
    assert image.height() < 14
    assert list(pixels(image)).count(shade) > 10


def test_a_cancelled_visit_is_struck_through_and_pale(view: BoardView) -> None:
    image = picture(view, hour(Status.CANCELLED))
    assert rows_ruled(image, dress(Status.CANCELLED, VISIT, 222, LIGHT).name, 40)
    assert image.pixelColor(image.width() // 2, image.height() - 5).name().upper() == LIGHT.surface


def test_a_held_visit_has_a_dashed_border(view: BoardView) -> None:
    image = picture(view, hour(Status.HELD))
    row = [image.pixelColor(x, image.height() - 1).lightness() < 200 for x in range(10, image.width() - 10)]
    assert sum(a != b for a, b in pairwise(row)) > 10


def test_rich_text_in_a_name_is_painted_as_it_is_written(view: BoardView) -> None:
    plain = picture(view, hour(patient="Bold"))
    tagged = picture(view, hour(patient="<b>Bold</b>"))
    assert tagged != plain
    name = dress(Status.BOOKED, VISIT, 222, LIGHT).name

    def inked(image: QImage) -> int:
        dark = QColor(name).lightness() + 40
        width = image.width() - 60
        return max((x for x in range(width) for y in range(20) if image.pixelColor(x, y).lightness() < dark), default=0)

    face = view.ink.name
    assert inked(tagged) - inked(plain) == pytest.approx(face.width("<b>Bold</b>") - face.width("Bold"), abs=3)


def test_an_alert_and_an_overbooking_have_signs_of_their_own(view: BoardView) -> None:
    plain, alert, over = (picture(view, hour(**more)) for more in ({}, {"alert": True}, {"overbooked": True}))
    assert LIGHT.arrived in pixels(alert)
    assert LIGHT.arrived not in pixels(plain)
    assert over not in (plain, alert)


def test_a_visit_of_a_series_has_a_sign_where_its_name_has_room_beside_it(view: BoardView) -> None:
    plain, series = (picture(view, hour(patient="Eva", repeats=again)) for again in (False, True))
    assert plain != series


def test_a_long_name_loses_no_letter_to_the_sign_of_a_series_which_stands_beside_the_time(view: BoardView) -> None:
    long = "Maximiliana Oberhauser " * 20
    plain, series = (picture(view, hour(patient=long, repeats=again)) for again in (False, True))
    below = next(y for y in range(plain.height()) if row_of(plain, y) != row_of(series, y))
    assert view.ink.px(19) <= below < view.ink.px(34)


def a_class(heads: int, waiting: int = 0, minutes: int = 60) -> Visit:
    return hour(patient="", title="Back-pain class", heads=heads, seats=12, waiting=waiting)._replace(
        end=at(TEN + minutes)
    )


@pytest.mark.parametrize("minutes", [20, 30, 60])
def test_a_class_shows_how_many_of_its_seats_are_taken_at_every_height(view: BoardView, minutes: int) -> None:
    some, more, full = (picture(view, a_class(heads, minutes=minutes)) for heads in (7, 8, 12))
    assert len({bytes(image.constBits()) for image in (some, more, full)}) == 3


def test_a_class_shows_that_someone_waits(view: BoardView) -> None:
    assert picture(view, a_class(12)) != picture(view, a_class(12, waiting=2))


def row_of(image: QImage, y: int) -> list[int]:
    return [image.pixel(x, y) for x in range(image.width())]


def test_the_selected_visit_has_a_ring(view: BoardView) -> None:
    picture(view, hour())
    around = view.visit_rect(Id(7)).adjusted(-3, -3, 3, 3)
    assert LIGHT.accent not in pixels(view.viewport().grab(around).toImage())
    view.select(Id(7))
    assert list(pixels(view.viewport().grab(around).toImage())).count(LIGHT.accent) > 200


def test_closed_hours_are_hatched_and_open_ones_are_not(view: BoardView) -> None:
    view.show_board(a_board([a_column(hours=(NINE, NOON))]))
    image = view.viewport().grab().toImage()
    top = view.verticalScrollBar().value()
    opened = QRect(20, view.plan.rows.y(TEN) - top + 5, 40, 30)
    closed = QRect(20, view.plan.rows.y(NOON) - top + 5, 40, 30)
    assert set(pixels(image, opened)) == {LIGHT.surface}
    assert {LIGHT.hatch, LIGHT.surface} <= set(pixels(image, closed))


def test_the_now_line_does_not_strike_a_name_through(view: BoardView) -> None:
    visit = a_visit(7, start=at(TEN), end=at(TEN + 60))
    minute = TEN + 7
    image = picture(view, visit, now=at(minute))
    ruled = rows_ruled(image, LIGHT.now, 30)
    assert ruled
    word = QRect(12, ruled[0], 60, 1)
    assert LIGHT.now not in pixels(image, word)


def test_in_a_week_the_now_line_is_strong_today_and_faint_on_other_days(view: BoardView) -> None:
    friday = DAY + timedelta(days=2)
    later = a_visit(7, start=at(TEN - 30, friday), end=at(TEN + 30, friday), column=4)
    view.show_board(a_week([later]))
    view.set_now(at(TEN))
    image = view.viewport().grab().toImage()
    y = view.plan.rows.y(TEN) - view.verticalScrollBar().value()
    edges = view.plan.columns.edges
    middles = [image.pixelColor((a + b) // 2, y).name().upper() for a, b in pairwise(edges)]
    assert [shade == LIGHT.now for shade in middles] == [False, False, True, False, False, False, False]


def test_the_ruler_shows_the_time_in_a_red_pill(view: BoardView) -> None:
    view.show_board(a_board())
    assert LIGHT.now not in pixels(view.ruler.grab().toImage())
    view.set_now(at(TEN + 42))
    assert list(pixels(view.ruler.grab().toImage())).count(LIGHT.now) > 200


def test_only_what_is_dirty_is_painted(view: BoardView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    view.show_board(a_board(visits=[hour(), a_visit(8, start=at(16 * 60), column=2)]))
    qtbot.wait(20)
    areas: list[QRect] = []
    paint = view.painter.paint
    monkeypatch.setattr(view.painter, "paint", lambda p, area, *rest: (areas.append(area), paint(p, area, *rest)))
    view.select(Id(7))
    qtbot.waitUntil(lambda: bool(areas))
    block = view.plan.blocks_of(Id(7))[0].rect
    assert all(QRect(*block).adjusted(-5, -5, 5, 5).contains(area) for area in areas)


def test_a_minute_on_paints_only_the_pills_and_the_line(
    view: BoardView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    waiting = a_visit(7, start=at(NINE), status=Status.ARRIVED, status_at=at(NINE))
    view.show_board(a_board(visits=[waiting, a_visit(8, start=at(NINE + 60))]))
    view.set_now(at(NOON))
    qtbot.wait(20)
    areas: list[QRect] = []
    monkeypatch.setattr(view.painter, "paint", lambda p, area, *rest: areas.append(area))
    view.set_now(at(NOON + 1))
    qtbot.waitUntil(lambda: bool(areas))
    seven, eight = (QRect(*view.plan.blocks_of(Id(n))[0].rect) for n in (7, 8))
    assert any(area.contains(seven) for area in areas)
    assert not any(area.intersects(eight) for area in areas)


def test_scrolling_paints_only_what_comes_into_view(
    view: BoardView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    view.show_board(a_board(visits=[hour()]))
    view.verticalScrollBar().setValue(0)
    qtbot.wait(20)
    areas: list[QRect] = []
    monkeypatch.setattr(view.painter, "paint", lambda p, area, *rest: areas.append(area))
    view.verticalScrollBar().setValue(12)
    qtbot.waitUntil(lambda: bool(areas))
    assert max(area.height() for area in areas) == 12


def test_scrolled_pixels_are_the_same_as_painted_ones(view: BoardView, qtbot: QtBot) -> None:
    view.show_board(a_board(visits=[a_visit(n, start=at(NINE + n * 20), column=1 + n % 2) for n in range(20)]))
    view.set_now(at(TEN))
    for value in (5, 40, 33, 120, 0, 61):
        view.verticalScrollBar().setValue(value)
        qtbot.wait(5)
    on_screen = view.screen().grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert on_screen.size() == view.size()
    assert on_screen == view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_the_dark_theme_is_dark(view: BoardView) -> None:
    view.show_board(a_board([a_column(hours=(0, 1440))]))
    view.set_look(DARK)
    assert view.viewport().grab().toImage().pixelColor(QPoint(50, 5)).name().upper() == DARK.surface


def test_staff_time_is_a_grey_block_without_a_stripe(view: BoardView) -> None:
    image = picture(view, hour(kind=EventType.STAFF, patient="", title="Lunch", hue=20))
    assert image.pixelColor(image.width() // 2, image.height() - 6).name().upper() == LIGHT.raised
    assert image.pixelColor(2, image.height() // 2).name().upper() in (
        LIGHT.raised,
        dress(Status.BOOKED, EventType.STAFF, None, LIGHT).border,
        image.pixelColor(3, image.height() // 2).name().upper(),
    )
    assert service_stripe(20, LIGHT) not in pixels(image)


@pytest.mark.parametrize("minutes", [5, 10, 15, 20, 25, 30, 45, 60, 120])
@pytest.mark.parametrize("width", [200, 300, 900])
def test_no_word_runs_out_of_its_block(view: BoardView, minutes: int, width: int) -> None:
    view.resize(width, 700)
    long = "Maximiliane von Hohenstein-Wittelsbach zu Sayn"
    visit = a_visit(7, end=at(TEN + minutes), patient=long, status=Status.ARRIVED, alert=True, overbooked=True)
    other = a_visit(8, end=at(TEN + minutes), patient=long, status=Status.NO_SHOW)
    view.show_board(a_board(visits=[visit, other, a_visit(9, end=at(TEN + minutes))]))
    for block, found in zip(view.plan.blocks, view.pictures.of(view.plan.blocks, 1.0, at(TEN)), strict=True):
        for x, _, wide, _ in found.words:
            assert x >= 0
            assert x + wide <= block.rect.width + 2


def test_a_word_is_cut_with_three_dots_or_not_shown(view: BoardView) -> None:
    face = view.ink.name
    assert face.fitted("Eva", 500)[0] == "Eva"
    assert face.fitted("Maximiliane", 40)[0].endswith("…")
    assert face.fitted("Maximiliane", 3) == ("", 0.0)


@pytest.mark.parametrize("text", ["Ana Ruiz", "AVATAR To", "Łukasz Żółć", "Ελένη Παπαδοπούλου", "מיכל כהן", "李伟"])
def test_a_fitted_text_is_no_wider_than_its_room(view: BoardView, text: str) -> None:
    face = view.ink.name
    for room in range(0, 160, 7):
        shown, wide = face.fitted(text, room)
        assert wide <= room
        assert face.metrics.horizontalAdvance(shown) <= wide + 1


def test_nothing_is_painted_twice_for_the_same_content(view: BoardView) -> None:
    view.show_board(a_board(visits=[hour()]))
    view.grab()
    before = len(view.pictures)
    view.show_board(a_board(visits=[hour()], cursor=2))
    view.grab()
    assert len(view.pictures) == before


def test_the_strip_is_seen_only_when_something_lasts_all_day(view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(9, start=at(0), end=at(1440), all_day=True)]))
    assert view.strip.isVisible()
    assert view.viewport().y() == view.header.height() + view.strip.height()
    view.show_board(a_board(cursor=2))
    assert not view.strip.isVisible()
    assert view.viewport().y() == view.header.height()
