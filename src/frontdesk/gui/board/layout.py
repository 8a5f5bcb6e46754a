"""The way from a board's values to its plan: who stands beside whom, which hours show, what is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frontdesk.domain.appointment import EventType
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY
from frontdesk.domain.intervals import Interval, without
from frontdesk.gui.board.placement import place
from frontdesk.gui.board.plan import (
    INSET,
    LEAST_HEIGHT,
    Block,
    Measures,
    Plan,
    Rect,
    StripItem,
    block_rect,
    closing_rect,
    gaps,
    one_day_each,
)
from frontdesk.gui.board.scale import FULL_DAY, Columns, DayAxis, Rows, day_axis
from frontdesk.services.board import Board, Column, Visit

_USUAL = (7 * 60, 20 * 60)
# Two lines of words stand in so many pixels.
_LINES = 31
_BLOCK = EventType.BLOCK


@dataclass(frozen=True, slots=True)
class _Part:
    """The stretch of one visit on one date, in minutes of that date."""

    visit: Visit
    column: int
    first: float
    last: float


def lay_out(board: Board, measures: Measures, usual: tuple[int, int] = _USUAL) -> Plan:
    """Lay a board out: the usual hours are shown, and more where shifts or visits ask for it."""
    axes = tuple(day_axis(c.day, board.zone) for c in board.columns)
    columns = Columns.fit(len(axes), measures.width, measures.least)
    timed = [v for v in board.visits if not _lasts_all_day(v)]
    parts = list(_parts(board, axes, timed))
    rows = _rows(board, axes, parts, measures, usual)
    by_column = tuple(
        tuple(_blocks([p for p in parts if p.column == i], columns, rows, axes[i])) for i in range(len(axes))
    )
    strip, strip_height = _strip(board, axes, columns, measures)
    return Plan(
        board=board,
        measures=measures,
        axes=axes,
        rows=rows,
        columns=columns,
        blocks=tuple(b for column in by_column for b in column),
        by_column=by_column,
        closed=tuple(_closed(board, axes, columns, rows)),
        strip=strip,
        strip_height=strip_height,
        start_minute=_start_minute(board, axes, parts, rows),
    )


def _lasts_all_day(visit: Visit) -> bool:
    return visit.all_day or visit.end - visit.start >= DAY


def _standing(board: Board, axes: tuple[DayAxis, ...], visit: Visit) -> Iterator[int]:
    """Give the columns that a visit stands in: its own, and in a week every date that it reaches into."""
    week = one_day_each(board)
    for index, (column, axis) in enumerate(zip(board.columns, axes, strict=True)):
        here = visit.start < axis.end and axis.start < visit.end
        if (here and week) or (column.id == visit.column and (here or not week)):
            yield index


def _parts(board: Board, axes: tuple[DayAxis, ...], visits: Iterable[Visit]) -> Iterator[_Part]:
    week = one_day_each(board)
    index_of = {c.id: i for i, c in enumerate(board.columns)}
    seen: set[tuple[Id, int]] = set()
    for visit in visits:
        own = index_of.get(visit.column)
        if own is not None and axes[own].start <= visit.start and visit.end <= axes[own].end:
            standing: Iterable[int] = (own,)
        else:
            standing = _standing(board, axes, visit) if week or own is not None else ()
        for index in standing:
            first, last = axes[index].minute_of(visit.start), axes[index].minute_of(visit.end)
            if last > 0 and first < FULL_DAY and (visit.id, index) not in seen:
                seen.add((visit.id, index))
                yield _Part(visit, index, first, last)


def _rows(
    board: Board, axes: tuple[DayAxis, ...], parts: list[_Part], measures: Measures, usual: tuple[int, int]
) -> Rows:
    first, last = float(usual[0]), float(usual[1])
    for part in parts:
        first, last = min(first, part.first), max(last, part.last)
    for column, axis in zip(board.columns, axes, strict=True):
        for stretch in column.open:
            first = min(first, axis.minute_of(stretch.start))
            last = max(last, axis.minute_of(stretch.end))
    top = max(0, int(first // 60) * 60)
    bottom = min(FULL_DAY, -int(-last // 60) * 60)
    # Rows that are low leave room: the evening fills it first, then the night before, then the rows themselves grow.
    room = -int(-measures.height * measures.zoom // (measures.row * 60)) * 60
    bottom = min(FULL_DAY, max(bottom, top + room))
    top = max(0, min(top, bottom - room))
    filled = (measures.height - 1) * measures.zoom / (bottom - top)
    return Rows(top, bottom, measures.zoom, max(measures.row, filled))


def _blocks(parts: list[_Part], columns: Columns, rows: Rows, axis: DayAxis) -> Iterator[Block]:
    """Give the blocks of one column: closed time first, which lies below the visits and takes no width from them."""
    closing = [p for p in parts if p.visit.event_type is _BLOCK]
    if not closing:
        yield from _visits(parts, columns, rows, axis)
        return
    visits = list(_visits([p for p in parts if p.visit.event_type is not _BLOCK], columns, rows, axis))
    yield from _closing(closing, columns, rows, visits)
    yield from visits


def _visits(parts: list[_Part], columns: Columns, rows: Rows, axis: DayAxis) -> Iterator[Block]:
    # A visit too short for its height to be seen still takes a few pixels, and others keep clear of those.
    least = (LEAST_HEIGHT + sum(gaps(rows))) * rows.zoom / rows.row
    spans = [(max(0.0, p.first), min(FULL_DAY, max(p.last, p.first + least))) for p in parts]
    for part, (first, last), spot in zip(parts, spans, place(spans), strict=True):
        rect = block_rect(columns, rows, part.column, first, last, spot)
        visit = part.visit
        yield Block(
            visit=visit,
            column=part.column,
            rect=rect,
            first=part.first,
            last=part.last,
            starts=part.first >= 0,
            ends=part.last <= FULL_DAY,
            before=max(0, rect.y - rows.y(axis.minute_of(visit.start - visit.buffer_before)))
            if visit.buffer_before
            else 0,
            after=max(0, rows.y(axis.minute_of(visit.end + visit.buffer_after)) - rect.bottom)
            if visit.buffer_after
            else 0,
        )


def _closing(parts: list[_Part], columns: Columns, rows: Rows, visits: list[Block]) -> Iterator[Block]:
    spans = [(max(0.0, p.first), min(FULL_DAY, p.last)) for p in parts]
    for part, (first, last), spot in zip(parts, spans, place(spans), strict=True):
        rect = closing_rect(columns, rows, part.column, first, last, spot)
        starts, ends = part.first >= 0, part.last <= FULL_DAY
        clear = _clear(rect, visits)
        yield Block(part.visit, part.column, rect, part.first, part.last, starts, ends, clear=clear)


def _clear(rect: Rect, visits: list[Block]) -> tuple[int, int] | None:
    """Find the first stretch of closed time that has room for its words beside the visits on it, else the tallest."""
    over = sorted((b.rect.y, b.rect.bottom) for b in visits if b.rect.meets(rect))
    if not over:
        return None
    found, at = [], rect.y
    for top, bottom in [*over, (rect.bottom, rect.bottom)]:
        if top > at:
            found.append((at - rect.y, min(top, rect.bottom) - at))
        at = max(at, bottom)
    return next((each for each in found if each[1] >= _LINES), max(found, key=lambda each: each[1], default=(0, 0)))


def _closed(board: Board, axes: tuple[DayAxis, ...], columns: Columns, rows: Rows) -> Iterator[Rect]:
    away, week = [v for v in board.visits if v.event_type is _BLOCK and _lasts_all_day(v)], one_day_each(board)
    for index, (column, axis) in enumerate(zip(board.columns, axes, strict=True)):
        opened = [(axis.minute_of(o.start), axis.minute_of(o.end)) for o in _left_open(column, away, week=week)]
        at: float = rows.first
        for first, last in [*_without(opened, axis.missing), (float(rows.last), float(rows.last))]:
            if first > at:
                x = columns.edges[index]
                top, bottom = rows.y(at), rows.y(min(first, rows.last))
                yield Rect(x, top, columns.edges[index + 1] - x, bottom - top)
            at = max(at, last)


def _left_open(column: Column, away: list[Visit], *, week: bool) -> Iterable[Interval]:
    """Give the open hours of a column less the blocks of whole days, which stand in the strip above it."""
    mine = [Interval(v.start, v.end) for v in away if week or v.column == column.id]
    return without(column.open, mine) if mine else column.open


def _without(
    opened: Iterable[tuple[float, float]], missing: tuple[tuple[float, float], ...]
) -> Iterator[tuple[float, float]]:
    for first, last in opened:
        for gap_first, gap_last in missing:
            if first < gap_first and gap_last < last:
                yield first, gap_first
                first = gap_last
        yield first, last


def _strip(
    board: Board, axes: tuple[DayAxis, ...], columns: Columns, measures: Measures
) -> tuple[tuple[StripItem, ...], int]:
    taken: list[list[tuple[int, int]]] = []
    items: list[StripItem] = []
    seen: set[Id] = set()
    for visit in board.visits:
        standing = list(_standing(board, axes, visit)) if _lasts_all_day(visit) and visit.id not in seen else []
        if not standing:
            continue
        seen.add(visit.id)
        first, last = standing[0], standing[-1]
        row = next((n for n, held in enumerate(taken) if all(last < f or t < first for f, t in held)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((first, last))
        x, right = columns.edges[first] + INSET, columns.edges[last + 1] - INSET + 1
        rect = Rect(x, INSET + row * measures.strip_row, right - x, measures.strip_row - 3)
        items.append(StripItem(visit, first, last, rect))
    height = 2 * INSET + len(taken) * measures.strip_row - 3 if taken else 0
    return tuple(items), height


def _start_minute(board: Board, axes: tuple[DayAxis, ...], parts: list[_Part], rows: Rows) -> int:
    starts = [max(0.0, p.first) for p in parts if p.visit.event_type is not _BLOCK]
    starts += [axis.minute_of(c.open[0].start) for c, axis in zip(board.columns, axes, strict=True) if c.open]
    start = min(starts, default=8 * 60.0)
    return max(rows.first, int(start // 60) * 60)
