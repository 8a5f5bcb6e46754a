"""An upgrade is whole or not at all, with a checked copy put aside first."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Attendee
from frontdesk.domain.errors import Unavailable
from frontdesk.store import copies, guards
from frontdesk.store import upgrade as upgrades
from frontdesk.store.book import open_book
from frontdesk.store.engine import plain
from frontdesk.store.look import look
from frontdesk.store.revision import HEAD
from frontdesk.store.upgrade import upgrade
from tests.store.books import EVA, LEO, ROOM, ask, change, contents, held, new_book, put, visit
from tests.store.scripts import GOOD, NEXT, next_schema, scripts
from tests.support.disks import fill, small_disk


@pytest.fixture
def old(place: Path) -> Path:
    """Leave a closed book with visits, a group, a series of changes."""
    with closing(new_book(place)) as book:
        put(book, *(visit(n, 30 * n, patient_id=EVA, room_id=ROOM) for n in range(1, 20)))
        put(book, visit(50, 3000, group=True, attendees=(Attendee(EVA), Attendee(LEO))))
        change(book, 3, title="Follow-up")
    return place


def upgraded(path: Path, folder: Path) -> Path | None:
    return upgrade(path, HEAD, NEXT, scripts=folder, schema=next_schema)


def without(rows: dict[str, list[tuple[object, ...]]], *names: str) -> dict[str, list[tuple[object, ...]]]:
    return {name: held for name, held in rows.items() if name not in names}


CHANGED = ("alembic_version", "patient", "appointment")


def test_what_was_in_the_book_is_in_it_after_the_upgrade(old: Path, tmp_path: Path) -> None:
    before = contents(old)
    upgraded(old, scripts(tmp_path))
    after = contents(old)
    assert after["alembic_version"] == [(NEXT,)]
    assert without(after, *CHANGED) == without(before, *CHANGED)
    assert [row[:-1] for row in after["appointment"]] == before["appointment"]
    assert [row[:-1] for row in after["patient"]] == before["patient"]


def test_the_guards_stand_after_the_upgrade(old: Path, tmp_path: Path) -> None:
    upgraded(old, scripts(tmp_path))
    assert dict(ask(old, guards.HELD)) == guards.SQLITE_TRIGGERS


def test_guards_of_an_older_version_are_gone_after_the_upgrade(old: Path, tmp_path: Path) -> None:
    ask(old, "CREATE TRIGGER older_guard BEFORE INSERT ON claim BEGIN SELECT 1; END")
    upgraded(old, scripts(tmp_path))
    assert dict(ask(old, guards.HELD)) == guards.SQLITE_TRIGGERS


def test_no_guard_stands_in_the_way_of_a_migration(old: Path, tmp_path: Path) -> None:
    body = GOOD + '    op.execute("UPDATE changeset SET words = upper(words)")\n'
    upgraded(old, scripts(tmp_path, body))
    assert ask(old, "SELECT DISTINCT words FROM changeset") == [("TEST",)]


def test_a_checked_copy_of_what_was_lies_beside_it_alone_and_for_its_owner_only(old: Path, tmp_path: Path) -> None:
    before = contents(old)
    copy = upgraded(old, scripts(tmp_path))
    assert copy is not None
    assert re.fullmatch(rf"clinic\.frontdesk\.before-{HEAD}\.20260318T144200Z\.copy", copy.name)
    assert contents(copy) == before
    assert look(copy).mode == "delete"
    assert copy.stat().st_mode & 0o077 == 0
    assert sorted(p.name for p in old.parent.iterdir()) == [old.name, copy.name]
    with closing(open_book(copy)) as book:
        assert held(book, 3).title == "Follow-up"


def test_the_copy_holds_what_stood_only_in_the_log(place: Path, tmp_path: Path) -> None:
    with closing(new_book(place)) as book:
        put(book, visit(1))
        copy = upgraded(place, scripts(tmp_path))
        assert copy is not None
        assert ask(copy, "SELECT id FROM appointment") == [(1,)]


FAILING = {
    "raises a fault of the database": GOOD + '    op.execute("SELECT no_such_function()")\n',
    "loses rows": GOOD + '    op.execute("DELETE FROM attendee")\n',
    "leaves what refers to nothing": GOOD + '    op.execute("UPDATE appointment SET patient_id = 999")\n',
    "makes another schema": GOOD + '    op.add_column("room", sa.Column("floor", sa.Text))\n',
    "makes too little": "    pass\n",
    "drops an index": GOOD + '    op.drop_index("ix_claim_appointment_id")\n',
}


@pytest.mark.parametrize("fault", FAILING)
def test_an_upgrade_that_fails_leaves_the_old_book_for_the_next_try(old: Path, tmp_path: Path, fault: str) -> None:
    before = contents(old)
    with pytest.raises(Unavailable, match="upgrade_failed"):
        upgraded(old, scripts(tmp_path, FAILING[fault]))
    assert contents(old) == before
    assert list(old.parent.iterdir()) == [old]
    with closing(open_book(old)) as book:
        put(book, visit(99, 10_000))
    (tmp_path / "again").mkdir()
    assert upgraded(old, scripts(tmp_path / "again")) is not None
    assert look(old).revision == NEXT


def test_a_bug_in_a_migration_leaves_the_old_book_too(old: Path, tmp_path: Path) -> None:
    before = contents(old)
    with pytest.raises(KeyError):
        upgraded(old, scripts(tmp_path, GOOD + '    raise KeyError("x")\n'))
    assert contents(old) == before
    assert dict(ask(old, guards.HELD)) == guards.SQLITE_TRIGGERS


def test_an_upgrade_that_alembic_silently_left_out_is_noticed(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrades, "migrate", lambda *_: None)
    with pytest.raises(Unavailable, match="upgrade_failed"):
        upgraded(old, scripts(tmp_path))
    assert look(old).revision == HEAD


def test_where_no_scripts_were_installed_that_is_noticed_before_anything_is_done(old: Path, tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    with pytest.raises(Unavailable, match="upgrade_failed"):
        upgrade(old, HEAD, NEXT, scripts=tmp_path)
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("held_revision", ["9999", "000", "head", "base", "+1", "0001@head"])
def test_an_unknown_revision_is_a_newer_version(old: Path, held_revision: str) -> None:
    before = old.read_bytes()
    with pytest.raises(Unavailable, match="newer_version") as refusal:
        upgrade(old, held_revision, HEAD)
    assert refusal.value.facts == {"path": str(old), "got": held_revision, "allowed": HEAD}
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


def test_a_damaged_book_is_not_upgraded(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrades, "migrate", lambda *_: pytest.fail("it was begun"))
    root = ask(old, "SELECT rootpage FROM sqlite_master WHERE name = 'ix_appointment_uid'")[0][0]
    with old.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)
    before = old.read_bytes()
    with pytest.raises(Unavailable, match="damaged"):
        upgraded(old, scripts(tmp_path))
    assert old.read_bytes() == before
    assert list(old.parent.glob("*.copy")) == []


def test_a_book_with_what_refers_to_nothing_is_not_upgraded(old: Path, tmp_path: Path) -> None:
    with closing(plain(old)) as connection:
        connection.execute("UPDATE appointment SET patient_id = 999 WHERE id = 1")
    with pytest.raises(Unavailable, match="damaged"):
        upgraded(old, scripts(tmp_path))
    assert look(old).revision == HEAD


def test_without_room_for_the_copy_nothing_is_begun(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        path = disk / "clinic.frontdesk"
        new_book(path).close()
        filler = fill(disk, leave=100_000)
        before = contents(path)
        with pytest.raises(Unavailable, match="disk_full"):
            upgraded(path, scripts(tmp_path))
        assert contents(path) == before
        assert list(disk.glob("*copy*")) == list(disk.glob(".*")) == []
        filler.unlink()
        assert upgraded(path, scripts(tmp_path / "again")) is not None


def test_without_room_for_the_migration_the_old_book_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk(tmp_path / "disk", "6m") as disk:
        path = disk / "clinic.frontdesk"
        with closing(new_book(path)) as book:
            put(book, *(visit(n, 30 * n, title="x" * 2000) for n in range(1, 300)))
        before = contents(path)
        really, fillers = copies.put_aside, []

        def then_fill(*given: object) -> Path:
            made = really(*given)  # type: ignore[arg-type]
            fillers.append(fill(disk, leave=100_000))
            return made

        monkeypatch.setattr(upgrades, "put_aside", then_fill)
        with pytest.raises(Unavailable, match="disk_full"):
            upgraded(path, scripts(tmp_path))
        fillers[0].unlink()
        assert contents(path) == before


def test_a_process_that_comes_second_finds_the_upgrade_done(old: Path, tmp_path: Path) -> None:
    folder = scripts(tmp_path)
    upgraded(old, folder)
    before = contents(old)
    assert upgraded(old, folder) is None
    assert contents(old) == before


def test_a_try_that_was_cut_short_leaves_no_second_copy(old: Path, tmp_path: Path) -> None:
    part = old.with_name(f".{old.name}.before-{HEAD}.part")
    part.write_bytes(b"half a copy")
    copy = upgraded(old, scripts(tmp_path))
    assert sorted(old.parent.iterdir()) == sorted([old, copy])


def test_opening_an_older_book_upgrades_it(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from frontdesk.store import book as books

    folder = scripts(tmp_path)
    monkeypatch.setattr(books, "HEAD", NEXT)
    monkeypatch.setattr(upgrades.upgrade, "__kwdefaults__", {"scripts": folder, "schema": next_schema})
    with closing(open_book(old)) as book:
        put(book, visit(99, 10_000))
    assert look(old).revision == NEXT
    assert len(list(old.parent.glob("*.copy"))) == 1


def test_alembic_is_not_imported_to_open_a_book_that_needs_no_upgrade(old: Path) -> None:
    import subprocess
    import sys

    said = (
        "import sys\nfrom pathlib import Path\nfrom frontdesk.services.clinic import open_clinic\n"
        "open_clinic(sys.argv[1]).close()\nprint([m for m in sys.modules if m.startswith('alembic')])"
    )
    source = str(Path(upgrades.__file__).parents[2])
    told = subprocess.run(
        [sys.executable, "-c", said, str(old)], capture_output=True, text=True, env={"PYTHONPATH": source}
    )
    assert told.stdout.strip() == "[]", told.stderr
