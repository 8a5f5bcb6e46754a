"""Free pieces: open time between two claims, from which starts are counted off.

A piece says from where to where a visit may start (`origin`, `until`), by when it must have ended (`open_end`), and
between which claims it lies (`gap_start`, `gap_end`): buffers may reach out of open time, but not out of the gap.
Pieces know nothing of lengths or buffers, so that they can be kept from one question to the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from frontdesk.domain.intervals import Interval

Piece = tuple[int, int, int, int, int]  # origin, until, open_end, gap_start, gap_end
Gap = tuple[int, int]
Range = tuple[int, int]  # first and last start, both allowed

NEVER, FOREVER = -(2**62), 2**62
_THE_END = ((FOREVER, FOREVER),)
_NO_MORE = (FOREVER, FOREVER + 1, FOREVER + 1)


def gaps(claims: Iterable[tuple[int, int]]) -> list[Gap]:
    """Give the stretches that nobody claims, in order; the first has no beginning and the last no end."""
    found: list[Gap] = []
    until = NEVER
    for start, end in claims:
        if start > until:
            found.append((until, start))
            until = end
        elif end > until:
            until = end
    found.append((until, FOREVER))
    return found


def pieces(
    open_times: Iterable[Interval],
    claims: Iterable[tuple[int, int]],
    midnights: Sequence[int],
    *,
    least: int = 1,
) -> list[Piece]:
    """Cut open time, sorted and apart, into its free pieces; claims are sorted by start and may overlap.

    Open time that runs on over one of the `midnights` begins a new grid there, so that what is asked for first makes
    no difference to the times that come out. Gaps shorter than `least` are of no use to whoever asks.
    """
    found: list[Piece] = []
    stretches = _by_date(open_times, midnights)
    origin, until, end = next(stretches, _NO_MORE)
    since = NEVER
    for start, stop in chain(claims, _THE_END):
        if start > since:
            if start - since >= least:
                while until <= since:
                    origin, until, end = next(stretches, _NO_MORE)
                while origin < start:
                    found.append((origin, until, end, since, start))
                    if start < until:
                        break
                    origin, until, end = next(stretches, _NO_MORE)
            since = stop
        elif stop > since:
            since = stop
    return found


def _by_date(open_times: Iterable[Interval], midnights: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    for each in open_times:
        origin: int = each.start
        end: int = each.end
        cut = bisect_right(midnights, origin)
        while cut < len(midnights) and midnights[cut] < end:
            yield origin, midnights[cut], end
            origin = midnights[cut]
            cut += 1
        yield origin, end, end


def shared(ones: Iterable[Piece], others: Sequence[Piece]) -> list[Piece]:
    """Give the pieces in which both are free: open where both are open, and counted from where the later one opens."""
    found: list[Piece] = []
    starts = [piece[0] for piece in others]
    # Pieces begin on one date each, so none that began more than two days ago can matter.
    reach = 2 * 86_400_000
    for origin, until, end, gap_start, gap_end in ones:
        for other in others[bisect_left(starts, origin - reach) : bisect_left(starts, until)]:
            a, u, e = max(origin, other[0]), min(until, other[1]), min(end, other[2])
            g, h = max(gap_start, other[3]), min(gap_end, other[4])
            if a < u and g < h and g < u and h > a:
                found.append((a, u, e, g, h))
    return sorted(found)


def less(held: Iterable[Piece], taken: Sequence[tuple[int, int]]) -> list[Piece]:
    """Take more claims out of pieces, such as holds, which come and go without a change of the book."""
    found = list(held)
    for start, end in taken:
        cut: list[Piece] = []
        for piece in found:
            origin, until, open_end, gap_start, gap_end = piece
            if start >= gap_end or end <= gap_start:
                cut.append(piece)
                continue
            if gap_start < start and start > origin:
                cut.append((origin, until, open_end, gap_start, start))
            if end < gap_end and end < until:
                cut.append((origin, until, open_end, end, gap_end))
        found = cut
    return found


def starts(held: Iterable[Piece], length: int, before: int, after: int, step: int, first: int, last: int) -> list[int]:
    """Count off every start from `first` to `last`, both allowed, of a visit with its buffers; in order."""
    found: list[int] = []
    whole, rest = before + length + after, length + after
    for origin, until, end, gap_start, gap_end in held:
        if gap_end - gap_start < whole:
            continue
        latest = end - length
        if gap_end - rest < latest:
            latest = gap_end - rest
        if latest >= until:
            latest = until - 1
        if latest > last:
            latest = last
        start = origin
        if gap_start + before > start:
            start = gap_start + before
        if first > start:
            start = first
        if start > latest:
            continue
        start = origin - (origin - start) // step * step
        if start + step > latest:
            if start <= latest:
                found.append(start)
        else:
            found.extend(range(start, latest + 1, step))
    return found


def fits(held: Sequence[Piece], start: int, end: int, before: int, after: int) -> bool:
    """Tell whether a visit of exactly this time fits, on the grid or off it."""
    n = bisect_left(held, (start + 1,)) - 1
    if n < 0:
        return False
    # Those of one origin stand together, and no other piece can hold the start.
    origin = held[n][0]
    while n >= 0 and held[n][0] == origin:
        _, until, open_end, gap_start, gap_end = held[n]
        if start < until and end <= open_end and gap_start <= start - before and end + after <= gap_end:
            return True
        n -= 1
    return False


def ranges(held: Iterable[Piece], length: int, before: int, after: int, first: int, last: int) -> list[Range]:
    """Give every range of starts that fits, on the grid or off it."""
    found: list[Range] = []
    for origin, until, end, gap_start, gap_end in held:
        low = max(origin, gap_start + before, first)
        high = min(until - 1, end - length, gap_end - length - after, last)
        if low <= high:
            found.append((low, high))
    return found
