"""Filters and orders of the list of groups as they are written (C12)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.domain.group_list import (
    FILTERED_BY,
    SORTED_BY,
    Filter,
    GroupQuery,
    Operator,
    Order,
    filters_read,
    orders_read,
)

AT = "2026-03-18T09:00:00Z"
MS = 1_773_824_400_000


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("service:=12", Filter("service", Operator.EQUAL, 12)),
        ("service:12", Filter("service", Operator.EQUAL, 12)),
        ("id:!=12", Filter("id", Operator.OTHER, 12)),
        (f"starts_at:<{AT}", Filter("starts_at", Operator.LESS, MS)),
        (f"ends_at:<= {AT}", Filter("ends_at", Operator.AT_MOST, MS)),
        (f"created_at:>{MS}", Filter("created_at", Operator.MORE, MS)),
        (f" updated_at : >= {AT} ", Filter("updated_at", Operator.AT_LEAST, MS)),
        ("archived_at:?", Filter("archived_at", Operator.SET)),
        ("deleted_at:!?", Filter("deleted_at", Operator.UNSET)),
        ("patients:~7", Filter("patients", Operator.CONTAINS, 7)),
        ("patients:contains 7", Filter("patients", Operator.CONTAINS, 7)),
        ("patients:!?", Filter("patients", Operator.UNSET)),
        ("repeated_from:=5", Filter("repeated_from", Operator.EQUAL, 5)),
    ],
)
def test_a_filter_is_a_field_an_operator_and_a_value(said: str, read: Filter) -> None:
    assert filters_read([said]) == (read,)


@pytest.mark.parametrize(
    ("said", "reason", "field"),
    [
        ("title:=x", "unknown_field", "filters[0]"),
        ("starts_at", "not_a_time", "filters[0].starts_at"),
        ("starts_at:", "not_a_time", "filters[0].starts_at"),
        ("starts_at:=tomorrow", "not_a_time", "filters[0].starts_at"),
        ("starts_at:~5", "unknown_operator", "filters[0].starts_at"),
        ("starts_at:&5", "unknown_operator", "filters[0].starts_at"),
        ("patients:=7", "unknown_operator", "filters[0].patients"),
        ("service:=x", "wrong_type", "filters[0].service"),
        ("service:=-1", "wrong_type", "filters[0].service"),
        (f"service:={2**63}", "wrong_type", "filters[0].service"),
        ("service:=" + "9" * 30, "wrong_type", "filters[0].service"),
        ("service:=", "wrong_type", "filters[0].service"),
        ("archived_at:?1", "no_value_here", "filters[0].archived_at"),
        (7, "wrong_type", "filters[0]"),
        (None, "wrong_type", "filters[0]"),
    ],
)
def test_what_is_no_filter_is_refused_by_field_what_came_and_what_is_allowed(
    said: Any, reason: str, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        filters_read([said])
    assert (refusal.value.reason, refusal.value.facts["field"]) == (reason, field)
    assert refusal.value.facts["allowed"]


@pytest.mark.parametrize("said", ["service:=1", None, 5, {"service": 1}, ["id:1"] * 51])
def test_filters_are_a_list_that_is_not_endless(said: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        filters_read(said)
    assert refusal.value.facts["field"] == "filters"


def test_one_that_is_read_is_filtered_by_archives_alone() -> None:
    assert filters_read(["archived_at:!?"], of_archives=True)
    with pytest.raises(Invalid) as refusal:
        filters_read(["id:=1"], of_archives=True)
    assert refusal.value.facts["allowed"] == ["archived_at", "deleted_at"]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("starts_at:desc,id", (Order("starts_at", True), Order("id"))),
        (["starts_at:desc", "id:asc"], (Order("starts_at", True), Order("id"))),
        (["service, practitioner:DESC"], (Order("service"), Order("practitioner", True))),
        ("", (Order("starts_at"),)),
        ([], (Order("starts_at"),)),
    ],
)
def test_an_order_is_a_line_or_a_list(said: Any, read: tuple[Order, ...]) -> None:
    assert orders_read(said) == read


@pytest.mark.parametrize(
    ("said", "reason", "field"),
    [
        ("patients", "unknown_field", "sort"),
        ("title:desc", "unknown_field", "sort"),
        ("id:down", "not_one_of", "sort.id"),
        (5, "wrong_type", "sort"),
        (None, "wrong_type", "sort"),
        ([5], "wrong_type", "sort"),
    ],
)
def test_what_is_no_order_is_refused(said: Any, reason: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        orders_read(said)
    assert (refusal.value.reason, refusal.value.facts["field"]) == (reason, field)


def test_every_field_of_the_contract_is_there() -> None:
    expected = "archived_at created_at deleted_at ends_at id location patients practitioner repeated_from service"
    assert (*expected.split(), "starts_at", "updated_at") == FILTERED_BY
    assert tuple(name for name in FILTERED_BY if name != "patients") == SORTED_BY


@pytest.mark.parametrize(
    ("filters", "archived", "hides", "deleted"),
    [
        ([], False, True, False),
        ([], True, False, False),
        (["archived_at:?"], False, False, False),
        (["archived_at:!?"], False, False, False),
        (["deleted_at:!?"], False, True, False),
        (["deleted_at:?"], False, False, True),
        ([f"deleted_at:>{AT}", "id:1"], False, False, True),
    ],
)
def test_archived_ones_are_hidden_until_someone_asks_for_them(
    filters: list[str], archived: bool, hides: bool, deleted: bool
) -> None:
    query = GroupQuery(filters_read(filters), archived=archived)
    assert (query.hides_archived, query.of_deleted) == (hides, deleted)
