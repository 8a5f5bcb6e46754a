"""Bytes to logical lines."""

from __future__ import annotations

import pytest

from frontdesk.ics import text
from frontdesk.ics.problems import DEFAULT, Limits, Problems
from frontdesk.ics.text import logical_lines


def lines(data: bytes, limits: Limits = DEFAULT) -> list[tuple[int, str]]:
    return list(logical_lines(data, limits, Problems(100)))


def said(data: bytes, limits: Limits = DEFAULT) -> list[tuple[int, str]]:
    problems = Problems(100)
    list(logical_lines(data, limits, problems))
    return [(problem.line, problem.what) for problem in problems.all()]


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_every_line_end_ends_a_line(end: bytes) -> None:
    assert lines(end.join((b"A:1", b"B:2", b""))) == [(1, "A:1"), (2, "B:2")]


def test_line_ends_may_be_mixed() -> None:
    assert lines(b"A:1\r\nB:2\rC:3\nD:4") == [(1, "A:1"), (2, "B:2"), (3, "C:3"), (4, "D:4")]


@pytest.mark.parametrize("blank", [b" ", b"\t"])
def test_a_folded_line_keeps_the_number_of_its_first_part(blank: bytes) -> None:
    assert lines(b"A:1\r\n" + blank + b"2\r\n" + blank + b"3\r\nB:4\r\n") == [(1, "A:123"), (4, "B:4")]


def test_only_one_blank_of_a_continuation_is_taken_off() -> None:
    assert lines(b"A:1\r\n  2\r\n") == [(1, "A:1 2")]


def test_an_empty_line_does_not_part_a_line_from_its_continuation() -> None:
    assert lines(b"VERSION\n\n :2.0\nB:1\n") == [(1, "VERSION:2.0"), (4, "B:1")]


def test_a_file_without_a_last_line_end_is_read_to_its_end() -> None:
    assert lines(b"A:1\nB:2") == [(1, "A:1"), (2, "B:2")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_of_unicode_is_recognised(encoding: str) -> None:
    assert lines("BEGIN:á😀\r\n".encode(encoding)) == [(1, "BEGIN:á😀")]


def test_latin_1_is_read_as_such_and_said_by_line() -> None:
    data = "A:1\nB:Müñoz\n".encode("latin-1")
    assert (lines(data)[1], said(data)) == ((2, "B:Müñoz"), [(2, "not_utf8")])


def test_a_few_broken_bytes_leave_the_sound_characters_of_their_line_alone() -> None:
    assert lines("A:日本".encode() + b"\xe9" + "é\n".encode()) == [(1, "A:日本éé")]


def test_a_fold_inside_a_character_does_not_harm_it() -> None:
    data = b"A:\xc3\r\n \xa9!\r\nB:2\r\n"
    assert (lines(data), said(data)) == ([(1, "A:é!"), (3, "B:2")], [])


def test_nul_bytes_vanish_and_are_said() -> None:
    assert (lines(b"A:1\nB:x\0y\n")[1], said(b"A:1\nB:x\0y\n")) == ((2, "B:xy"), [(2, "control_characters")])


def test_a_soft_line_break_of_quoted_printable_goes_on_in_the_next_line() -> None:
    data = b"DESCRIPTION;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo=\r\n three\r\nB:2\r\n"
    assert lines(data)[0] == (1, "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo three")


def test_an_equals_sign_at_the_end_of_another_line_is_only_that() -> None:
    assert lines(b"ATTACH;ENCODING=BASE64:AAA=\r\nB:2\r\n") == [(1, "ATTACH;ENCODING=BASE64:AAA="), (2, "B:2")]


def test_a_line_beyond_the_limit_is_left_out_and_said_by_name() -> None:
    data = b"ATTACH;X=1:" + b"A" * 100 + b"\nB:2\n"
    assert (lines(data, Limits(line=50)), said(data, Limits(line=50))) == ([(2, "B:2")], [(1, "line_too_long")])


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_pieces_of_a_file_join_without_a_seam(end: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"".join(b"N%d:%s%s %s%s" % (n, b"x" * (n % 7), end, "é".encode(), end) for n in range(300))
    whole = lines(data)
    monkeypatch.setattr(text, "PIECE", 16)
    assert lines(data) == whole
    assert len(whole) == 300


def test_progress_tells_the_bytes_up_to_the_last() -> None:
    told: list[tuple[int, int]] = []
    data = b"A:1\n" * 40_000
    list(logical_lines(data, DEFAULT, Problems(1), lambda done, total: told.append((done, total))))
    assert told[-1] == (len(data), len(data))
    assert len(told) > 1
