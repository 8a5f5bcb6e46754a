"""Side by side: where overlapping visits of one column stand, and how wide they may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """The lane of one visit, how many lanes it covers, and how many its cluster has."""

    lane: int
    span: int
    lanes: int


ALONE = Place(0, 1, 1)


def place(spans: Sequence[tuple[float, float]]) -> list[Place]:
    """Give each (start, end) its place, in the order given; touching ends do not overlap.

    Visits that overlap, directly or through others, form a cluster and share its lanes; a visit then widens to
    the right over every lane that stays free beside it, so that no width is wasted.
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1], i))
    places = [ALONE] * len(spans)
    cluster: list[int] = []
    reach = float("-inf")
    for index in order:
        start, end = spans[index]
        if start >= reach:
            _settle(cluster, spans, places)
            cluster = []
        cluster.append(index)
        reach = max(reach, end)
    _settle(cluster, spans, places)
    return places


def _settle(cluster: list[int], spans: Sequence[tuple[float, float]], places: list[Place]) -> None:
    if len(cluster) < 2:
        return
    lanes: list[list[int]] = []
    lane_of: dict[int, int] = {}
    for index in cluster:
        lane = next((n for n, held in enumerate(lanes) if spans[held[-1]][1] <= spans[index][0]), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(index)
        lane_of[index] = lane
    for index in cluster:
        span = 1
        for beside in lanes[lane_of[index] + 1 :]:
            if any(_overlap(spans[index], spans[other]) for other in beside):
                break
            span += 1
        places[index] = Place(lane_of[index], span, len(lanes))


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
