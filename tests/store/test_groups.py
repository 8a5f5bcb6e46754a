"""How the list of groups is read: from an index that holds all it is narrowed to and sorted by."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.group_list import GroupQuery, filters_read, orders_read
from frontdesk.domain.instants import Instant
from frontdesk.store import groups
from tests.support.clinics import Desk
from tests.support.made_classes import classes


def looks(desk: Desk, filters: list[str], sort: str) -> list[list[str]]:
    """Read a page, and give how each of its statements finds its groups."""
    plans: list[list[str]] = []
    query = GroupQuery(filters_read(filters), orders_read(sort))
    with desk.clinic.book.reading() as book:
        statements: list[tuple[str, Any]] = []
        driver: Any = book.connection.connection.driver_connection
        driver.set_trace_callback(lambda words: statements.append((words, None)))
        groups.page(book.connection, query, offset=0, limit=10, now=Instant(0))
        driver.set_trace_callback(None)
        # Seats that have run out are looked for besides.
        for words in (words for words, _ in statements if "seats_until <=" not in words):
            rows = driver.execute(f"EXPLAIN QUERY PLAN {words}").fetchall()
            plans.append([row[3] for row in rows])
    return plans


@pytest.mark.parametrize(
    ("filters", "sort"),
    [
        (["service:!=1", "starts_at:>5"], "starts_at:desc,id"),
        (["created_at:>=5", "location:!=1"], "practitioner,ends_at:desc"),
        (["updated_at:>5", "archived_at:!?"], "updated_at:desc,service"),
        (["practitioner:!=1", "patients:!?"], "starts_at:desc,id"),
        ([], "starts_at,id"),
    ],
)
def test_total_and_page_are_found_in_the_one_index_alone(filters: list[str], sort: str, desk: Desk) -> None:
    classes(desk)
    total, page, *_ = looks(desk, filters, sort)
    for plan in (total, page):
        found = [step for step in plan if " appointment " in step]
        assert ["COVERING INDEX ix_appointment_group" in step for step in found] == [True], plan


def test_what_repeats_a_group_is_looked_for_in_its_series_alone(desk: Desk) -> None:
    made = classes(desk)
    total, *_ = looks(desk, [f"repeated_from:={made[0].id}"], "starts_at")
    assert not any(step.startswith("SCAN") for step in total), total
