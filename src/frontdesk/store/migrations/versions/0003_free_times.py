"""What booking a free time needs: holds, seats, visits of several services, places, and what patients prefer.

It says what the tables were when this revision was made, whatever they have become since: so it names the columns
itself and imports nothing of the program.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_APPOINTMENT = {
    "booking_id": "BIGINT",
    "add_ons": "JSON",
    "meeting": "JSON",
    "guests": "JSON",
    "max_attendees": "SMALLINT",
    "expires_at": "BIGINT",
}


def upgrade() -> None:
    """Add to the large tables without writing them anew."""
    whole = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    for name, kind in _APPOINTMENT.items():
        op.execute(f"ALTER TABLE appointment ADD COLUMN {name} {kind}")
    for name in ("booking_id", "expires_at"):
        where = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_appointment_{name}", "appointment", [name], sqlite_where=where, postgresql_where=where)
    blocks = sa.text("event_type = 'block'")
    op.create_index("ix_appointment_block", "appointment", ["starts_at"], sqlite_where=blocks, postgresql_where=blocks)
    op.execute(f"ALTER TABLE patient ADD COLUMN practitioner_id {whole} REFERENCES practitioner (id)")
    op.execute("ALTER TABLE patient ADD COLUMN prefers JSON")
