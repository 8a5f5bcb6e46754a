"""Migrations to come, for tests: what the next revision does, well or badly."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection

from frontdesk.store.book import make_schema
from frontdesk.store.revision import HEAD
from frontdesk.store.upgrade import MIGRATIONS

NEXT = f"{int(HEAD) + 1:04}"
_HEAD = f'''
import sqlalchemy as sa
from alembic import op
revision = "{NEXT}"
down_revision = "{HEAD}"
def upgrade():
'''
# A new column, and a table made anew: what drops guards and, with foreign keys on, the rows that refer to it.
GOOD = """
    op.add_column("patient", sa.Column("title", sa.Text, nullable=False, server_default=""))
    with op.batch_alter_table("appointment", recreate="always") as table:
        table.add_column(sa.Column("source", sa.Text))
"""


def scripts(folder: Path, body: str = GOOD) -> Path:
    """Make a script folder with the program's migrations and one more."""
    made = folder / "migrations"
    shutil.copytree(MIGRATIONS, made, ignore=shutil.ignore_patterns("__pycache__"))
    (made / "versions" / f"{NEXT}_next.py").write_text(_HEAD + body, encoding="utf-8")
    return made


def next_schema(connection: Connection) -> None:
    """Make what a new book of that revision has."""
    make_schema(connection)
    connection.exec_driver_sql("ALTER TABLE patient ADD COLUMN title TEXT NOT NULL DEFAULT ''")
    connection.exec_driver_sql("ALTER TABLE appointment ADD COLUMN source TEXT")
