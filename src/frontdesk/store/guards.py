"""The triggers that keep promises whatever code runs above: no double booking, no rewriting of the record.

On SQLite a write transaction is immediate, so nothing can come between a trigger's look and its row.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

DOUBLE_BOOKING = "double_booking"
NO_SEAT = "no_seat"
APPEND_ONLY = "append_only"
HELD = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"

_OVERLAP = """
BEGIN
  SELECT RAISE(ABORT, 'double_booking') WHERE EXISTS (
    SELECT 1 FROM claim AS held
    WHERE held.subject = NEW.subject AND held.subject_id = NEW.subject_id AND held.unit = NEW.unit
      AND held.starts_at > NEW.starts_at - 86400000 AND held.starts_at < NEW.ends_at
      AND held.ends_at > NEW.starts_at{besides}
  );
END"""
_SELF = """
      AND NOT (held.starts_at = OLD.starts_at AND held.appointment_id = OLD.appointment_id
        AND held.subject = OLD.subject AND held.subject_id = OLD.subject_id AND held.unit = OLD.unit)"""


# Seats are counted twice over: in the row of a group, guests with them, and where each attendee is written.
_SEATS = """
WHEN NEW.max_attendees IS NOT NULL
  AND NEW.max_attendees < coalesce(json_array_length(NEW.attendees), 0) + coalesce(json_array_length(NEW.guests), 0)
BEGIN
  SELECT RAISE(ABORT, 'no_seat');
END"""
_SEAT = """
BEGIN
  SELECT RAISE(ABORT, 'no_seat') FROM appointment AS class
  WHERE class.id = NEW.appointment_id AND class.max_attendees <=
    (SELECT count(*) FROM attendee WHERE appointment_id = class.id) + coalesce(json_array_length(class.guests), 0);
END"""


def _refuse(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    )


SQLITE_TRIGGERS = {
    "claim_guard_insert": "CREATE TRIGGER claim_guard_insert BEFORE INSERT ON claim "
    "WHEN NEW.override_reason IS NULL" + _OVERLAP.format(besides=""),
    "claim_guard_update": "CREATE TRIGGER claim_guard_update BEFORE UPDATE ON claim "
    "WHEN NEW.override_reason IS NULL" + _OVERLAP.format(besides=_SELF),
    "seat_guard_attendee": "CREATE TRIGGER seat_guard_attendee BEFORE INSERT ON attendee" + _SEAT,
    "seat_guard_insert": "CREATE TRIGGER seat_guard_insert BEFORE INSERT ON appointment" + _SEATS,
    "seat_guard_update": "CREATE TRIGGER seat_guard_update "
    "BEFORE UPDATE OF max_attendees, attendees, guests ON appointment" + _SEATS,
    "changeset_no_update": _refuse("changeset", "UPDATE"),
    "changeset_no_delete": _refuse("changeset", "DELETE"),
    "change_no_update": _refuse("change", "UPDATE"),
    "change_no_delete": _refuse("change", "DELETE"),
}


def put_up(connection: Connection) -> None:
    """Make every guard that is missing, and make again every one that says something else than it should."""
    held = held_by(connection)
    for name, statement in SQLITE_TRIGGERS.items():
        if held.get(name) == statement:
            continue
        if name in held:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement)


def take_down(connection: Connection) -> None:
    """Drop every trigger, for the length of a migration; older ones too, whatever they were called."""
    for name in held_by(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def held_by(connection: Connection) -> dict[str, str]:
    """Give the triggers that stand in the file, by name."""
    return {row[0]: row[1] for row in connection.exec_driver_sql(HELD)}


def stand(held: Mapping[str, str]) -> bool:
    """Tell whether every guard stands and says what it should."""
    return SQLITE_TRIGGERS.items() <= held.items()
