"""What comes again gets a record of its own; feeds that follow the book, and parts of files that are only kept.

It says what the tables were when this revision was made, whatever they have become since: so it names them itself
and imports nothing of the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LIST = sa.JSON(none_as_null=True)
_EPOCH = datetime(1970, 1, 1)
_RULE, _START, _CHANGED = "X-FRONTDESK-RULE:", "X-FRONTDESK-START:", "X-FRONTDESK-CHANGED:"


def upgrade() -> None:
    """Make the new tables, and give each series that was made here its record."""
    _make_series()
    _make_watched_feed()
    _make_kept_component()
    _carry_series_over()


def _make_series() -> None:
    op.create_table(
        "series",
        *_keys("id"),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("lines", _LIST),
        sa.Column("filled", sa.BigInteger),
        sa.Column("since", sa.BigInteger),
        sa.Column("left_out", _LIST),
        sa.Column("imported", sa.Boolean, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
    )
    where = sa.text("filled IS NOT NULL")
    op.create_index("ix_series_uid", "series", ["uid"])
    op.create_index("ix_series_filled", "series", ["filled"], sqlite_where=where, postgresql_where=where)


def _make_watched_feed() -> None:
    refers = {"practitioner_id": "practitioner", "calendar_id": "calendar"}
    op.create_table(
        "watched_feed",
        *_keys("id"),
        sa.Column("path", sa.Text, nullable=False),
        *_keys("practitioner_id calendar_id", optional=True),
        sa.Column("naming", sa.Text, nullable=False),
        sa.Column("days_back", sa.BigInteger, nullable=False),
        sa.Column("days_ahead", sa.BigInteger, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_watched_feed_{name}")
            for name, other in refers.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_watched_feed"),
    )


def _make_kept_component() -> None:
    op.create_table(
        "kept_component",
        *_keys("id"),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("recurrence_id", sa.Text),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("lines", _LIST),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_component"),
    )
    op.create_index("ix_kept_component_uid", "kept_component", ["uid", "recurrence_id"])


def _carry_series_over() -> None:
    """Make the records from the notes that stood beside each row until now.

    A series that was imported gets its record when its file is imported again: no row tells all of its rule.
    """
    series = sa.table(
        "series",
        *(sa.column(name) for name in ("id", "uid", "zone", "filled", "imported", "version")),
        sa.column("lines", _LIST),
        sa.column("left_out", _LIST),
    )
    query = (
        "SELECT series_id, uid, id, starts_at, ends_at, zone, all_day, extras, event_type FROM appointment "
        "WHERE series_id IS NOT NULL ORDER BY series_id, starts_at, id"
    )
    held: dict[int, list[sa.Row[tuple[object, ...]]]] = {}
    for row in op.get_bind().execute(sa.text(query)):
        held.setdefault(row.series_id, []).append(row)
    for one, rows in held.items():
        made = _record(rows)
        if made is not None:
            op.execute(series.insert().values(id=one, imported=False, left_out=None, version=1, **made))


def _record(rows: list[sa.Row[tuple[object, ...]]]) -> dict[str, object] | None:
    notes = [(row, json.loads(row.extras) if isinstance(row.extras, str) else row.extras or []) for row in rows]
    usual = next(((row, lines) for row, lines in notes if not _note(lines, _CHANGED)), notes[0])
    row, lines = usual
    rule, start = _note(lines, _RULE), _note(lines, _START)
    if rule is None or start is None:
        return None
    info = ZoneInfo(row.zone)
    begin = _wall_of(start, info)
    length = _wall(row.ends_at, info) - _wall(row.starts_at, info)
    form = ";VALUE=DATE" if row.all_day else f";TZID={row.zone}"
    written = [f"DTSTART{form}:{_text(begin, row.all_day)}", f"DTEND{form}:{_text(begin + length, row.all_day)}"]
    event = ["BEGIN:VEVENT", f"UID:{row.uid}", *written, f"RRULE:{rule}", "END:VEVENT"]
    is_block = row.event_type == "block"
    return {
        "uid": row.uid,
        "zone": row.zone,
        "lines": event,
        "filled": max(r.starts_at for r in rows) + 1 if is_block else None,
    }


def _note(lines: Iterable[str], name: str) -> str | None:
    return next((line[len(name) :] for line in lines if line.startswith(name)), None)


def _wall(instant: int, info: ZoneInfo) -> datetime:
    moment = (_EPOCH + timedelta(milliseconds=instant)).replace(tzinfo=UTC)
    return moment.astimezone(info).replace(tzinfo=None)


def _wall_of(key: str, info: ZoneInfo) -> datetime:
    if len(key) == 8:
        return datetime.strptime(key, "%Y%m%d")  # noqa: DTZ007
    moment = datetime.strptime(key, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return moment.astimezone(info).replace(tzinfo=None)


def _text(moment: datetime, all_day: bool) -> str:
    return moment.strftime("%Y%m%d" if all_day else "%Y%m%dT%H%M%S")


def _keys(names: str, *, optional: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, _KEY, nullable=optional, autoincrement=False) for name in names.split())
