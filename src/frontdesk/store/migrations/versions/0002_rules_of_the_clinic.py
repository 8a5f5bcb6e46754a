"""The clinic's rules: schedules in place of weeks, closures, calendars, equipment, and fuller services.

It says what the tables were when this revision was made, whatever they have become since: so it names them itself
and imports nothing of the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LIST = sa.JSON(none_as_null=True)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def upgrade() -> None:
    """Make the new tables, carry the weeks over into schedules, and widen those that were there."""
    _make_calendar()
    _make_equipment()
    _make_schedule()
    _make_closure()
    _carry_weeks_over()
    _widen_clinic()
    _widen_room()
    _widen_service()
    _widen_appointment()


def _make_calendar() -> None:
    op.create_table(
        "calendar_group",
        *_keys("id"),
        *_text("name slug description"),
        *_flag("active"),
        *_number("version"),
        _primary("calendar_group", "id"),
    )
    op.create_index("ix_calendar_group_slug", "calendar_group", ["slug"], unique=True)
    op.create_table(
        "calendar",
        *_keys("id location_id"),
        *_keys("group_id", optional=True),
        *_text("name slug kind description distribution title_template guests form consent_label notes"),
        *_flag("active auto_confirm allow_reschedule allow_cancel sticky_patient assign_patient"),
        *_small("hue per_slot look_busy"),
        *_small("per_day", optional=True),
        *_lists("team places window repeating extras"),
        *(
            sa.Column(name, sa.JSON, nullable=False)
            for name in ["duration", "interval", "buffer_before", "buffer_after", "notice"]
        ),
        *_number("archived_at", optional=True),
        *_number("position version"),
        *_refers("calendar", location_id="location", group_id="calendar_group"),
        _primary("calendar", "id"),
    )
    op.create_index("ix_calendar_slug", "calendar", ["slug"], unique=True)


def _make_equipment() -> None:
    op.create_table(
        "equipment",
        *_keys("id location_id"),
        *_keys("calendar_id", optional=True),
        *_text("name description"),
        *_small("quantity out_of_service"),
        *_number("archived_at", optional=True),
        *_number("position version"),
        *_refers("equipment", location_id="location", calendar_id="calendar"),
        _primary("equipment", "id"),
    )
    op.create_index("ix_equipment_location_id", "equipment", ["location_id"])


def _make_schedule() -> None:
    op.create_table(
        "schedule",
        *_keys("id location_id"),
        *_keys("practitioner_id calendar_id", optional=True),
        *_text("name zone"),
        *_lists("calendars rules"),
        *_number("archived_at", optional=True),
        *_number("version"),
        *_refers("schedule", location_id="location", practitioner_id="practitioner", calendar_id="calendar"),
        _primary("schedule", "id"),
    )
    op.create_index("ix_schedule_practitioner_id", "schedule", ["practitioner_id"])
    op.create_index("ix_schedule_calendar_id", "schedule", ["calendar_id"], unique=True)


def _make_closure() -> None:
    op.create_table(
        "closure",
        *_keys("id"),
        *_keys("location_id", optional=True),
        *_text("name first last"),
        *_small("start end", optional=True),
        *_flag("holiday struck"),
        *_number("archived_at", optional=True),
        *_number("version"),
        *_refers("closure", location_id="location"),
        _primary("closure", "id"),
    )
    op.create_index("ix_closure_last", "closure", ["last"])
    op.create_table(
        "holiday_choice",
        *_keys("id"),
        *_text("country region"),
        *_small("through"),
        *_number("version"),
        *_refers("holiday_choice", id="location"),
        _primary("holiday_choice", "id"),
    )


def _carry_weeks_over() -> None:
    """Make each week the regular hours of its practitioner at the usual location, in that location's zone.

    The schedule takes the practitioner's id: ids are told apart by kind, and a record that is made by an upgrade
    has to be the same whenever it is made.
    """
    connection = op.get_bind()
    schedule = sa.table(
        "schedule",
        *(sa.column(n) for n in ["id", "name", "zone", "location_id", "practitioner_id", "version"]),
        sa.column("calendars", _LIST),
        sa.column("rules", _LIST),
    )
    usual = "SELECT w.id, w.hours, l.id, l.zone FROM week AS w JOIN location AS l ON l.is_default ORDER BY w.id"
    for one, hours, place, zone in connection.execute(sa.text(usual)).fetchall():
        held = json.loads(hours) if isinstance(hours, str) else hours
        made = {"id": one, "name": "Regular hours", "zone": zone, "location_id": place, "practitioner_id": one}
        op.execute(schedule.insert().values(**made, version=1, calendars=None, rules=_rules(held or []) or None))
    op.drop_table("week")


def _rules(hours: list[list[int]]) -> list[dict[str, object]]:
    days: dict[int, list[dict[str, int]]] = {}
    for weekday, start, end in hours:
        days.setdefault(weekday, []).append({"start": start, "end": end})
    return [{"day": _DAYS[n], "intervals": days[n]} for n in sorted(days)]


def _widen_clinic() -> None:
    _remake(
        "clinic",
        [*_keys("id"), *_text("name zone currency new_status"), *_number("version"), _primary("clinic", "id")],
        "id, name, zone, version",
        {"currency": "'USD'", "new_status": "'booked'"},
    )


def _widen_room() -> None:
    parts: list[sa.sql.schema.SchemaItem] = [
        *_keys("id location_id"),
        *_text("name description"),
        *_small("capacity"),
        *_lists("calendars"),
        *_number("position version"),
        *_number("archived_at", optional=True),
        *_refers("room", location_id="location"),
        _primary("room", "id"),
    ]
    _remake("room", parts, "id, location_id, name, capacity, position, archived_at, version", {"description": "''"})
    op.create_index("ix_room_location_id", "room", ["location_id"])


def _widen_service() -> None:
    """Services of before are given by everyone, at no price; each has an address form of its own, its id."""
    parts: list[sa.sql.schema.SchemaItem] = [
        *_keys("id"),
        *_text("name slug description category form"),
        *_number("duration buffer_before buffer_after price position version"),
        *_number("archived_at", optional=True),
        *_small("hue max_attendees"),
        *_flag("private"),
        *_lists("practitioners rooms equipment variations add_ons removed_variations removed_add_ons"),
        _primary("service", "id"),
    ]
    held = "id, name, description, duration, buffer_before, buffer_after, hue, position, archived_at, version"
    new = {"slug": "'service-' || id", "category": "''", "form": "''", "price": "0", "max_attendees": "1"}
    _remake("service", parts, held, {**new, "private": "false"})


def _widen_appointment() -> None:
    """Add to the one large table without writing it anew."""
    whole = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute("ALTER TABLE appointment ADD COLUMN variation_id BIGINT")
    op.execute(f"ALTER TABLE appointment ADD COLUMN calendar_id {whole} REFERENCES calendar (id)")
    op.execute("ALTER TABLE appointment ADD COLUMN equipment JSON")
    op.create_index(
        "ix_appointment_calendar_id",
        "appointment",
        ["calendar_id", "starts_at"],
        sqlite_where=sa.text("calendar_id IS NOT NULL"),
        postgresql_where=sa.text("calendar_id IS NOT NULL"),
    )


def _remake(table: str, parts: list[sa.sql.schema.SchemaItem], held: str, new: dict[str, str]) -> None:
    """Write a small table anew with more columns; no default is left behind that the program does not know."""
    op.create_table(f"{table}_remade", *parts)
    names, values = ", ".join([held, *new]), ", ".join([held, *new.values()])
    op.execute(f"INSERT INTO {table}_remade ({names}) SELECT {values} FROM {table}")  # noqa: S608
    op.drop_table(table)
    op.rename_table(f"{table}_remade", table)


def _text(names: str, *, optional: bool = False) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.Text, nullable=optional) for name in names.split())


def _number(names: str, *, optional: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger, nullable=optional) for name in names.split())


def _small(names: str, *, optional: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.SmallInteger, nullable=optional) for name in names.split())


def _flag(names: str) -> Iterator[sa.Column[bool]]:
    return (sa.Column(name, sa.Boolean, nullable=False) for name in names.split())


def _lists(names: str) -> Iterator[sa.Column[object]]:
    return (sa.Column(name, _LIST) for name in names.split())


def _keys(names: str, *, optional: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, _KEY, nullable=optional, autoincrement=False) for name in names.split())


def _primary(table: str, columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns.split(), name=f"pk_{table}")


def _refers(table: str, **to: str) -> Iterator[sa.ForeignKeyConstraint]:
    return (sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}") for name, other in to.items())
