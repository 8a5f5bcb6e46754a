"""The migrations lead where a new book begins."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, create_engine

from frontdesk.store import guards
from frontdesk.store.book import make_schema
from frontdesk.store.fingerprint import Fingerprint, differences, fingerprint, fingerprint_of
from frontdesk.store.revision import HEAD
from frontdesk.store.upgrade import MIGRATIONS, migrate, revisions


def migrated(connection: Connection) -> None:
    migrate(connection, HEAD)
    guards.put_up(connection)


def test_the_newest_migration_is_the_revision_that_the_program_writes() -> None:
    assert revisions()[0] == HEAD


def test_from_nothing_the_migrations_make_what_a_new_book_has() -> None:
    assert differences(fingerprint_of(migrated), fingerprint_of(make_schema)) == []


def test_the_migrations_are_files_that_go_with_the_program() -> None:
    assert (MIGRATIONS / "env.py").is_file()
    assert len(list((MIGRATIONS / "versions").glob("*.py"))) == len(revisions())


def test_no_migration_leans_on_what_the_program_has_become() -> None:
    for script in (MIGRATIONS / "versions").glob("*.py"):
        assert "frontdesk" not in script.read_text(encoding="utf-8"), script.name


# What a fingerprint must see: each statement makes another schema of these.
BASE = (
    "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT NOT NULL)",
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL, c INTEGER DEFAULT 1 REFERENCES p (id), CHECK (c > 0))",
    "CREATE INDEX i ON t (b) WHERE b <> ''",
    "CREATE TRIGGER g BEFORE INSERT ON t BEGIN SELECT 1; END",
)
OTHERS = {
    "another type": ("b TEXT", "b VARCHAR(20)"),
    "a column that may be empty": ("b TEXT NOT NULL", "b TEXT"),
    "another default": ("DEFAULT 1", "DEFAULT 2"),
    "one column more": ("c INTEGER", "d TEXT, c INTEGER"),
    "one column less": ("b TEXT NOT NULL, c", "c"),
    "another key": ("a INTEGER PRIMARY KEY, b TEXT NOT NULL", "a INTEGER, b TEXT NOT NULL PRIMARY KEY"),
    "no reference": (" REFERENCES p (id)", ""),
    "another reference": ("REFERENCES p (id)", "REFERENCES p (id) ON DELETE CASCADE"),
    "another check": ("c > 0", "c > 1"),
    "no check": (", CHECK (c > 0)", ""),
    "without row ids": ("CHECK (c > 0))", "CHECK (c > 0)) WITHOUT ROWID"),
    "strict": ("CHECK (c > 0))", "CHECK (c > 0)) STRICT"),
    "unique": ("b TEXT NOT NULL", "b TEXT NOT NULL UNIQUE"),
    "an index of all": (" WHERE b <> ''", ""),
    "an index of others": ("b <> ''", "b <> 'x'"),
    "an index of another column": ("ON t (b)", "ON t (c)"),
    "an index the other way round": ("ON t (b)", "ON t (b DESC)"),
    "an index that ignores case": ("ON t (b)", "ON t (b COLLATE NOCASE)"),
    "a unique index": ("CREATE INDEX", "CREATE UNIQUE INDEX"),
    "a guard that says something else": ("SELECT 1", "SELECT 2"),
    "a guard of another name": ("TRIGGER g", "TRIGGER h"),
}


def of(*statements: str) -> Fingerprint:
    def make(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return fingerprint_of(make)


@pytest.mark.parametrize("other", OTHERS)
def test_a_fingerprint_tells_schemas_apart(other: str) -> None:
    old, new = OTHERS[other]
    changed = tuple(s.replace(old, new) if s.startswith("CREATE") and "TABLE p" not in s else s for s in BASE)
    assert changed != BASE
    kept = tuple(s for s in changed if "INDEX" not in s) if other == "one column less" else changed
    assert differences(of(*kept), of(*BASE))


def test_how_a_schema_came_about_is_not_in_its_fingerprint() -> None:
    later = (
        BASE[0],
        "CREATE TABLE t (a INTEGER PRIMARY KEY, c INTEGER DEFAULT 1 REFERENCES p (id), CHECK (c  >  0))",
        "ALTER TABLE t ADD COLUMN b TEXT NOT NULL DEFAULT ''",
        *BASE[2:],
    )
    assert differences(of(*later), of(*BASE)) == ["column t.b"]  # for its default alone
    assert differences(of(*BASE), of(BASE[0], BASE[1], *BASE[3:], BASE[2])) == []


def test_what_sqlite_keeps_for_itself_is_not_in_the_fingerprint() -> None:
    assert differences(of(*BASE), of(*BASE, "INSERT INTO p VALUES (1, 'x')", "ANALYZE")) == []


def test_with_compiled_scripts_alone_no_revision_is_known(tmp_path: Path) -> None:
    """Alembic then upgrades to nothing and says nothing; whoever calls must look at the revision afterwards."""
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    shutil.copy(MIGRATIONS / "env.py", scripts)
    assert revisions(scripts) == []
    engine = create_engine("sqlite://", module=driver)
    with engine.begin() as connection:
        migrate(connection, "heads", scripts)
        assert [name for name in fingerprint(connection) if name.startswith("table ")] == []
    engine.dispose()
