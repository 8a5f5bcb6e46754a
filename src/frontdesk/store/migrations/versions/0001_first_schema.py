"""The first schema.

It says what the tables were when this revision was made, whatever they have become since: so it names them itself
and imports nothing of the program.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_LIST = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Make every table and index; the guards are put up after the last migration."""
    _make_changeset()
    _make_clinic()
    _make_location()
    _make_patient()
    _make_patient_phone()
    _make_patient_word()
    _make_practitioner()
    _make_service()
    _make_change()
    _make_patient_line()
    _make_room()
    _make_week()
    _make_appointment()
    _index_appointment()
    _make_attendee()
    _make_claim()


def _make_changeset() -> None:
    op.create_table(
        "changeset",
        *_keys("seq"),
        *_number("at"),
        *_text("actor operation words kind"),
        *_number("target", optional=True),
        *_text("hash"),
        _primary("changeset", "seq"),
    )
    op.create_index("ix_changeset_actor_seq", "changeset", ["actor", "seq"])
    op.create_index(
        "ix_changeset_reversals",
        "changeset",
        ["seq"],
        sqlite_where=sa.text("target IS NOT NULL"),
        postgresql_where=sa.text("target IS NOT NULL"),
    )


def _make_clinic() -> None:
    op.create_table(
        "clinic",
        *_keys("id"),
        *_text("name zone"),
        *_number("version"),
        _primary("clinic", "id"),
    )


def _make_location() -> None:
    op.create_table(
        "location",
        *_keys("id"),
        *_text("name slug kind phone address zone"),
        *_flag("is_default"),
        *_number("archived_at", optional=True),
        *_number("version"),
        _primary("location", "id"),
    )
    op.create_index("ix_location_slug", "location", ["slug"], unique=True)


def _make_patient() -> None:
    op.create_table(
        "patient",
        *_keys("id"),
        *_text("number given_name family_name"),
        *_text("birth_date", optional=True),
        *_lists("phones"),
        *_text("email alert note"),
        *_number("merged_into archived_at", optional=True),
        *_number("version"),
        _primary("patient", "id"),
    )
    op.create_index("ix_patient_birth_date", "patient", ["birth_date"])
    op.create_index(
        "ix_patient_email",
        "patient",
        ["email"],
        sqlite_where=sa.text("email <> ''"),
        postgresql_where=sa.text("email <> ''"),
    )
    op.create_index("ix_patient_number", "patient", ["number"], unique=True)


def _make_patient_phone() -> None:
    op.create_table(
        "patient_phone",
        sa.Column("digits", _WORD, nullable=False),
        *_keys("patient_id"),
        _primary("patient_phone", "digits patient_id"),
        sqlite_with_rowid=False,
    )


def _make_patient_word() -> None:
    op.create_table(
        "patient_word",
        sa.Column("word", _WORD, nullable=False),
        *_keys("patient_id"),
        _primary("patient_word", "word patient_id"),
        sqlite_with_rowid=False,
    )


def _make_practitioner() -> None:
    op.create_table(
        "practitioner",
        *_keys("id"),
        *_text("name speciality email phone"),
        *_small("hue"),
        *_number("position"),
        *_number("archived_at", optional=True),
        *_number("version"),
        _primary("practitioner", "id"),
    )


def _make_service() -> None:
    op.create_table(
        "service",
        *_keys("id"),
        *_text("name description"),
        *_number("duration buffer_before buffer_after"),
        *_small("hue"),
        *_number("position"),
        *_number("archived_at", optional=True),
        *_number("version"),
        _primary("service", "id"),
    )


def _make_change() -> None:
    op.create_table(
        "change",
        *_keys("seq"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        *_text("entity"),
        *_number("entity_id"),
        *_text("before after", optional=True),
        sa.ForeignKeyConstraint(["seq"], ["changeset.seq"], name="fk_change_seq"),
        _primary("change", "seq ordinal"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_change_entity_entity_id_seq", "change", ["entity", "entity_id", "seq"])


def _make_patient_line() -> None:
    op.create_table(
        "patient_line",
        *_keys("patient_id"),
        *_text("line"),
        *_refers("patient_line", patient_id="patient"),
        _primary("patient_line", "patient_id"),
    )


def _make_room() -> None:
    op.create_table(
        "room",
        *_keys("id location_id"),
        *_text("name"),
        *_small("capacity"),
        *_number("position"),
        *_number("archived_at", optional=True),
        *_number("version"),
        *_refers("room", location_id="location"),
        _primary("room", "id"),
    )
    op.create_index("ix_room_location_id", "room", ["location_id"])


def _make_week() -> None:
    op.create_table(
        "week",
        *_keys("id"),
        *_lists("hours"),
        *_number("version"),
        *_refers("week", id="practitioner"),
        _primary("week", "id"),
    )


def _make_appointment() -> None:
    op.create_table(
        "appointment",
        *_keys("id"),
        *_text(
            "uid recurrence_id video_url video_meeting_id address origin origin_ref visit_note "
            "override_reason cancel_reason",
            optional=True,
        ),
        *_number("series_id actual_start actual_end archived_at", optional=True),
        *_number("sequence status_at starts_at ends_at buffer_before buffer_after created_at updated_at version"),
        *_text("title description event_type status zone interaction created_by"),
        *_flag("all_day occupies group internal"),
        *_keys("patient_id practitioner_id location_id room_id service_id", optional=True),
        *_lists("attendees reference_patients extras"),
        *_refers(
            "appointment",
            location_id="location",
            patient_id="patient",
            practitioner_id="practitioner",
            room_id="room",
            service_id="service",
        ),
        _primary("appointment", "id"),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_appointment_ends_after_start")),
    )


def _index_appointment() -> None:
    op.create_index(
        "ix_appointment_long",
        "appointment",
        ["starts_at"],
        sqlite_where=sa.text("ends_at - starts_at > 86400000"),
        postgresql_where=sa.text("ends_at - starts_at > 86400000"),
    )
    op.create_index("ix_appointment_patient_id_starts_at", "appointment", ["patient_id", "starts_at"])
    op.create_index("ix_appointment_practitioner_id_starts_at", "appointment", ["practitioner_id", "starts_at"])
    op.create_index(
        "ix_appointment_series_id",
        "appointment",
        ["series_id"],
        sqlite_where=sa.text("series_id IS NOT NULL"),
        postgresql_where=sa.text("series_id IS NOT NULL"),
    )
    op.create_index("ix_appointment_starts_at", "appointment", ["starts_at"])
    op.create_index(
        "ix_appointment_uid",
        "appointment",
        ["uid", "recurrence_id"],
        sqlite_where=sa.text("uid IS NOT NULL"),
        postgresql_where=sa.text("uid IS NOT NULL"),
    )


def _make_attendee() -> None:
    op.create_table(
        "attendee",
        *_keys("patient_id appointment_id"),
        *_refers("attendee", appointment_id="appointment", patient_id="patient"),
        _primary("attendee", "patient_id appointment_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attendee_appointment_id", "attendee", ["appointment_id"])


def _make_claim() -> None:
    op.create_table(
        "claim",
        *_small("subject"),
        *_keys("subject_id"),
        *_small("unit"),
        *_keys("starts_at appointment_id"),
        *_number("ends_at"),
        *_text("override_reason", optional=True),
        *_refers("claim", appointment_id="appointment"),
        _primary("claim", "subject subject_id unit starts_at appointment_id"),
        sa.CheckConstraint(
            "ends_at > starts_at AND ends_at - starts_at <= 86400000", name=op.f("ck_claim_at_most_a_day")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_appointment_id", "claim", ["appointment_id"])


def _text(names: str, *, optional: bool = False) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.Text, nullable=optional) for name in names.split())


def _number(names: str, *, optional: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger, nullable=optional) for name in names.split())


def _small(names: str) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.SmallInteger, nullable=False) for name in names.split())


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
