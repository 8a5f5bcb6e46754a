"""What of a calendar file was not read as it stands, though no event was lost by it: as rows, and in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from frontdesk.services.ics.preview import Action, Preview, Row, State, Trouble

translate = QCoreApplication.translate
REMARKS = "remarks"
_KEY = "remark:"
_NO_CALENDAR = "no_calendar"
_KEPT = frozenset({"kept", "not_an_event"})


def rows(preview: Preview) -> list[Row]:
    """Give each remark as a row, to be listed where the events are.

    Of a file that is no calendar nothing more is said than that.
    """
    foreign = _no_calendars(preview)
    listed = (each for each in preview.troubles if each.file not in foreign or each.what == _NO_CALENDAR)
    return [_row(number, trouble, preview.zone, bare=trouble.file in foreign) for number, trouble in enumerate(listed)]


def is_no_calendar(preview: Preview) -> bool:
    """Tell whether none of the files is a calendar."""
    return bool(preview.files) and _no_calendars(preview) >= set(preview.files)


def _no_calendars(preview: Preview) -> set[str]:
    """Give the files that do not say that they are calendars, and hold nothing that one would."""
    named = {each.file for each in preview.troubles if each.what == _NO_CALENDAR}
    held = {row.file for row in preview.rows} | {each.file for each in preview.troubles if each.what in _KEPT}
    return named - held


def is_remark(row: Row) -> bool:
    """Tell whether a row is a remark and no event."""
    return row.key.startswith(_KEY)


def place_words(row: Row) -> str:
    """Say where in a file something stands."""
    if row.reason == "not_a_calendar":
        return translate("Import", "The whole file")
    name = row.component or translate("Import", "Text")
    if not row.line:
        return row.component or translate("Import", "The whole file")
    at = translate("Import", "%1 at line %2")
    return at.replace("%1", name).replace("%2", str(row.line))


def words(row: Row) -> str:
    """Say what was read in another way than it stands there, or not at all."""
    detail, count = str(row.facts.get("detail", "")), str(row.facts.get("count", "1"))
    told = _known().get(row.reason, translate("Import", "not read as it stands there"))
    told = told.replace("%zone", str(row.facts.get("zone", ""))).replace("%count", count)
    return told.replace("%1", f"“{' '.join(detail.split())}”" if detail else translate("Import", "this"))


def _row(number: int, trouble: Trouble, zone: str, *, bare: bool) -> Row:
    return Row(
        key=f"{_KEY}{number}",
        state=State.LEFT_OUT,
        action=Action.SKIP,
        file=trouble.file,
        line=trouble.line,
        component=trouble.component,
        reason="not_a_calendar" if bare else trouble.what,
        facts={"detail": trouble.detail, "count": trouble.detail, "zone": zone},
    )


def _known() -> Mapping[str, str]:
    return _of_the_text() | _of_events() | _of_zones() | _of_limits()


def _of_the_text() -> dict[str, str]:
    return {
        "kept": translate("Import", "no events: %count kept as they came, and given back by an export"),
        "not_an_event": translate("Import", "no events: %count left out"),
        "not_a_calendar": translate("Import", "this is not a calendar file"),
        "no_calendar": translate("Import", "it does not say that it is a calendar; it was read all the same"),
        "end_missing": translate("Import", "its end is missing; read as if it were there"),
        "end_without_begin": translate("Import", "an end without a beginning, passed over"),
        "nested_too_deep": translate("Import", "nested too deep, passed over"),
        "not_a_line": translate("Import", "%1 is no line of a calendar, passed over"),
        "wrong_folding": translate("Import", "the lines of %1 were broken wrongly, and put together again"),
        "control_characters": translate("Import", "signs that nobody can see, left out"),
        "not_utf8": translate("Import", "a letter in an old encoding, read as %1"),
        "bad_bytes": translate("Import", "some letters cannot be read in any way"),
        "line_too_long": translate("Import", "%1 is too long, cut off"),
        "more_problems": translate("Import", "%count more remarks, not listed"),
    }


def _of_events() -> dict[str, str]:
    left_out = translate("Import", "%1 is no date, and was left out; the event is taken")
    return {
        "bad_date": left_out,
        "bad_rdate": left_out,
        "bad_exdate": left_out,
        "bad_stamp": translate("Import", "%1 is no moment; the event is taken without it"),
        "bad_duration": translate("Import", "%1 is no length; the event is taken without an end"),
        "end_before_start": translate("Import", "it ends before it begins (%1); the end was left out"),
        "bad_rule": translate("Import", "%1 is no rule of repetition; the event is taken once"),
        "rule_not_known": translate("Import", "the rule %1 is not known; the event is taken once"),
        "duplicate_property": translate("Import", "%1 is said more than once; the first counts"),
        "too_many_occurrences": translate("Import", "it comes more often than is taken in; the rest was left out"),
    }


def _of_zones() -> dict[str, str]:
    read_here = translate("Import", "the time zone %1 is not known; its times were read as those of %zone")
    return {
        "unknown_zone": read_here,
        "bad_offset": translate("Import", "%1 is no offset from UTC"),
        "zone_without_name": translate("Import", "a time zone without a name, passed over"),
        "zone_without_rules": translate("Import", "the time zone %1 has no rules; found by its name, or passed over"),
        "zone_incomplete": translate("Import", "a part of a time zone without %1, passed over"),
        "several_names": translate("Import", "the time zone is called %1 as well; both names count"),
        "zone_flood": translate("Import", "a time zone with too many changes; the last were left out"),
        "too_many_zones": translate("Import", "more time zones than are read; the last were left out"),
    }


def _of_limits() -> dict[str, str]:
    return {
        "too_many_dates": translate("Import", "more dates in %1 than are read; the last were left out"),
        "too_many_rules": translate("Import", "more rules than are read; the last were left out"),
        "too_many_attendees": translate("Import", "more people than are read; the last were left out"),
        "too_many_categories": translate("Import", "more categories than are read; the last were left out"),
    }
