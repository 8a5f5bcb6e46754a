"""Why something did not happen, in a sentence: the one place where a reason's code becomes words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.actor import called
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Clash, Conflict, Forbidden, Invalid, NotFound, Refusal, Stale
from frontdesk.domain.instants import DAY, MINUTE
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
Naming = Callable[[int], str]
_CLOSED = ("closure", "block")


def sentence(refusal: Refusal, zone: str = "UTC", naming: Naming | None = None) -> str:
    """Say why an operation did not happen.

    `naming` gives the words for a visit that stands in the way, such as its patient's name; without it, or where
    it gives nothing, the one who is taken and the time are told.
    """
    if isinstance(refusal, Conflict) and refusal.clashes and refusal.reason != "no_seat_left":
        if refusal.reason == "comes_elsewhere":
            from frontdesk.gui.ground.refused_waitlist import comes_elsewhere

            return comes_elsewhere(refusal.clashes[0], zone)
        return clashes(refusal.clashes, zone, naming)
    if isinstance(refusal, NotFound):
        return _not_found(str(refusal.facts.get("kind", "")))
    known = _known(refusal).get(refusal.reason)
    return known if known is not None else _general(refusal)


def clashes(found: tuple[Clash, ...], zone: str, naming: Naming | None = None) -> str:
    """Say what is closed, and who is taken, from when to when, and by whom; three of each, the rest by number."""
    closed = [each for each in found if each.kind in _CLOSED]
    taken = [each for each in found if each.kind not in _CLOSED]
    told = [_listed_with_rest([_closed(each, zone, naming) for each in closed])] if closed else []
    if taken:
        listed = _listed_with_rest([_clash(each, zone, naming) for each in taken])
        told.append(translate("Refusals", "Not free: %1").replace("%1", listed))
    return " · ".join(told)


def _listed_with_rest(told: list[str]) -> str:
    shown = told[:3]
    if len(told) > 3:
        shown.append(translate("Refusals", "and %1 more").replace("%1", str(len(told) - 3)))
    return "; ".join(shown)


def _closed(clash: Clash, zone: str, naming: Naming | None) -> str:
    """Say what closes a time: Closed: Good Friday, or Blocked: Lunch, 12:00–13:00."""
    if clash.kind == "closure":
        return translate("Refusals", "Closed: %1").replace("%1", clash.subject)
    name, time = clash.subject, wording.time_range(clash.start, clash.end, zone)
    told = naming(clash.appointment_id) if naming is not None else name
    if not told.strip("• "):
        # Names are masked, and a title may hold one.
        name = told
    return translate("Refusals", "Blocked: %1").replace("%1", f"{name}, {time}" if name else time)


def _clash(clash: Clash, zone: str, naming: Naming | None) -> str:
    name = naming(clash.appointment_id) if naming is not None else ""
    time = wording.time_range(clash.start, clash.end, zone)
    if name:
        return wording.filled(translate("Refusals", "%1 has %2, %3"), clash.subject, name, time)
    return wording.filled(translate("Refusals", "%1 is taken, %2"), clash.subject, time)


def _not_found(kind: str) -> str:
    return {
        "appointment": translate("Refusals", "This visit is no longer in the book."),
        "service_booking": translate("Refusals", "This visit is no longer in the book."),
        "patient": translate("Refusals", "This patient is no longer in the book."),
        "practitioner": translate("Refusals", "This practitioner is no longer in the book."),
        "service": translate("Refusals", "This service is no longer in the catalogue."),
        "location": translate("Refusals", "This location is no longer in the book."),
        "room": translate("Refusals", "This room is no longer in the book."),
        "calendar": translate("Refusals", "This calendar is no longer in the book."),
        "attendee": translate("Refusals", "This patient does not come to this any more."),
        "group_appointment": translate("Refusals", "This group appointment is no longer in the book."),
        "calendar_group": translate("Refusals", "This group of calendars is no longer in the book."),
        "changeset": translate("Refusals", "There is no such step in the history."),
    }.get(kind, translate("Refusals", "This is no longer in the book."))


def _general(refusal: Refusal) -> str:
    """Say what can be said of a reason that has no sentence of its own."""
    if isinstance(refusal, Invalid):
        allowed = _listed(refusal.facts.get("allowed", ""))
        said = translate("Refusals", "%1 cannot be that. Allowed: %2")
        return wording.filled(said, _field(refusal), allowed)
    if isinstance(refusal, Forbidden):
        return translate("Refusals", "You may not do this.")
    if isinstance(refusal, Stale):
        return translate("Refusals", "Someone changed this in the meantime. Look at it again, then repeat your step.")
    if isinstance(refusal, Conflict):
        return translate("Refusals", "Something else stands in the way of this.")
    return translate("Refusals", "This could not be done (%1).").replace("%1", refusal.reason)


def _field(refusal: Refusal) -> str:
    return str(refusal.facts.get("field", "")).replace("_", " ").capitalize() or translate("Refusals", "This")


def _listed(allowed: object) -> str:
    return ", ".join(str(each) for each in allowed) if isinstance(allowed, list | tuple) else str(allowed)


def _status(value: object) -> str:
    try:
        return wording.status_words(Status(str(value)))
    except ValueError:
        return str(value)


def _known(refusal: Refusal) -> Mapping[str, str]:
    # Imported late: most days begin without a refusal, and the first picture must not wait for the words of one.
    from frontdesk.gui.ground.refused_areas import of_areas

    return {
        **_of_times(),
        **_of_schedules(refusal),
        **_of_visits(refusal),
        **_of_steps(refusal),
        **_of_things(),
        **_of_the_catalogue(refusal),
        **_of_offers(refusal),
        **_of_slots(refusal),
        **of_areas(refusal),
        **_of_teams(refusal),
        **_of_words(refusal),
        **_of_people(),
        **_of_the_book(),
        **_of_rights(),
    }


def _of_times() -> Mapping[str, str]:
    return {
        "end_not_after_start": translate("Refusals", "The end must lie after the start."),
        "last_before_first": translate("Refusals", "The last day must not lie before the first."),
        "too_long": translate("Refusals", "A visit lasts 366 days at most."),
        "not_a_time": translate("Refusals", "This is no date and time."),
        "not_a_date": translate("Refusals", "This is no date. Write it as 2026-03-18."),
        "not_a_clock_time": translate("Refusals", "This is no time of day. Write it as 09:30."),
        "time_out_of_range": translate("Refusals", "The year must lie between 1900 and 2199."),
        "unknown_zone": translate("Refusals", "This time zone is not known. Write it as Europe/Madrid."),
        "no_such_weekday": translate("Refusals", "There is no such weekday."),
        "hours_not_in_one_day": translate("Refusals", "Hours must start and end on the same day."),
        "not_hours": translate("Refusals", "These are no hours. Write them as 8:30-12:30, 13:30-17:30."),
        "hours_overlap": translate("Refusals", "These hours overlap others of the same day."),
        "actual_end_before_start": translate("Refusals", "The visit cannot have ended before it started."),
    }


def _of_schedules(refusal: Refusal) -> Mapping[str, str]:
    got = str(refusal.facts.get("got", ""))
    return {
        "not_in_one_day": translate("Refusals", "Hours start and end on the same day, the end after the start."),
        "dates_cross": translate("Refusals", "Another entry already speaks of these dates."),
        "day_xor_date": translate("Refusals", "A rule is for a weekday or for dates, not for both."),
        "date_repeats": translate("Refusals", "Dates do not repeat."),
        "bad_every": translate("Refusals", "A rota has 1 to 52 weeks."),
        "since_needed": translate("Refusals", "A rota needs the date of its first week."),
        "until_before_start": translate("Refusals", "The last day must not lie before the first."),
        "split_outside": translate("Refusals", "This date lies outside of the weeks that are shown."),
        "period_there": translate("Refusals", "There are such weeks from this date on already."),
        "too_many": translate("Refusals", "There are too many entries."),
        "not_theirs": translate("Refusals", "This schedule is someone else's."),
        "both_times": translate("Refusals", "Write both times, or none for whole days."),
        "unknown_country": translate("Refusals", "The holidays of “%1” are not known.").replace("%1", got),
        "unknown_region": translate("Refusals", "The region “%1” is not known.").replace("%1", got),
        "region_without_country": translate("Refusals", "Choose the country first."),
        "is_a_holiday": translate("Refusals", "A public holiday is not changed, only struck out."),
        "not_a_holiday": translate("Refusals", "Only a public holiday is struck out."),
    }


def _of_visits(refusal: Refusal) -> Mapping[str, str]:
    held, got = _status(refusal.facts.get("held", "")), _status(refusal.facts.get("got", ""))
    path = translate("Refusals", "A visit that is “%1” cannot become “%2”. Undo takes a wrong step back.")
    stays = translate("Refusals", "A visit that is “%1” is not moved any more.")
    return {
        "no_such_status_path": wording.filled(path, held, got),
        "status_forbids_move": wording.filled(stays, got),
        "one_patient_unless_group": translate("Refusals", "Only a group visit may have several patients."),
        "internal_has_no_service": translate("Refusals", "An internal visit has no service."),
        "reference_patients_only_internal": translate("Refusals", "Only an internal visit refers to patients."),
        "video_only_for_video_call": translate("Refusals", "A video link belongs to a video call only."),
        "address_only_in_person": translate("Refusals", "An address belongs to a visit in person only."),
        "time_taken": translate("Refusals", "This time is not free any more."),
        "bad_first_status": translate("Refusals", "A new visit cannot begin like that."),
        "closed": translate("Refusals", "This time is closed."),
        **_of_blocks(),
    }


def _of_blocks() -> Mapping[str, str]:
    return {
        "calendar_or_practitioner": translate("Refusals", "A block is either a practitioner's or a calendar's."),
        "not_on_a_block": translate("Refusals", "A block closes time: it has no patient, service or room."),
        "block_has_no_status": translate("Refusals", "A block has no status: it can be changed, moved or removed."),
        "bad_rule": translate("Refusals", "This is no rule of repetition, or it gives more than 2,000 times."),
        "rule_fixes_days": translate("Refusals", "The rule names the days itself. Change it, or keep the day."),
        "rule_of_a_series": translate("Refusals", "The rule is that of the series: change what follows, or all."),
    }


def _of_steps(refusal: Refusal) -> Mapping[str, str]:
    who, what = str(refusal.facts.get("who", "")), wording.operation_words(str(refusal.facts.get("operation", "")))
    since = translate("Refusals", "Someone changed this in the meantime. Look at it again, then repeat your step.")
    if who:
        built = translate("Refusals", "This cannot be undone any more: “%1” by %2 stands on it. Undo that first.")
        since = wording.filled(built, what, called(who))
    return {
        "changed_since": since,
        "gone_since": translate("Refusals", "Someone removed this in the meantime."),
        "nothing_to_undo": translate("Refusals", "There is nothing to undo."),
        "nothing_to_redo": translate("Refusals", "There is nothing to redo."),
        "already_undone": translate("Refusals", "This step was undone already."),
        "not_undoable": translate("Refusals", "An undo is taken back by Redo."),
        "not_that_step": translate("Refusals", "This was not your own step on this visit. Do it again, then to more."),
    }


def _of_things() -> Mapping[str, str]:
    return {
        "bad_duration": translate("Refusals", "A service lasts whole minutes, from 1 minute to 24 hours."),
        "bad_buffer": translate("Refusals", "A buffer lasts whole minutes, up to 24 hours."),
        "bad_position": translate("Refusals", "A place in the order is a number from 0 on."),
        "bad_hue": translate("Refusals", "A colour is a number from 0 to 359."),
        "in_use": translate("Refusals", "This is still in use, so it cannot go."),
        "already_there": translate("Refusals", "There is one like this already."),
    }


def _of_the_catalogue(refusal: Refusal) -> Mapping[str, str]:
    most = str(refusal.facts.get("allowed", "")).rpartition(" ")[2]
    return {
        "not_a_price": translate("Refusals", "This is no price. Write it as 45 or 45.50."),
        "bad_rooms": translate("Refusals", "Write a number of rooms from 0 to 200."),
        "bad_price": translate("Refusals", "A price is 0 or more, and less than a million."),
        "bad_max_attendees": translate("Refusals", "From 1 to 100 seats."),
        "bad_units": translate("Refusals", "From 1 to %1 units.").replace("%1", most),
        "name_twice": translate("Refusals", "Another line has this name already."),
        "equipment_twice": translate("Refusals", "This stands in the list already."),
        "choose_one": translate("Refusals", "Choose one of the list."),
        "practitioner_needed": translate("Refusals", "Tick at least one practitioner, or everyone."),
        "bad_slug": translate("Refusals", "A short name has at least one letter or digit."),
    }


def _of_offers(refusal: Refusal) -> Mapping[str, str]:
    most = "".join(c for c in str(refusal.facts.get("allowed", "")) if c.isdigit())
    return {
        "does_not_give": translate("Refusals", "This practitioner does not give this service."),
        "room_too_small": translate("Refusals", "The room is too small: it has %1 seats.").replace("%1", most),
        "variation_removed": translate("Refusals", "This variation is not offered any more."),
        "variation_without_service": translate("Refusals", "Choose the service first."),
        "cannot_change": translate("Refusals", "This stays as it is once it is made."),
    }


def _of_slots(refusal: Refusal) -> Mapping[str, str]:
    allowed = str(refusal.facts.get("allowed", ""))
    name = str(refusal.facts.get("got", ""))
    return {
        "not_a_number": translate("Refusals", "This is no whole number."),
        "bad_amount": translate("Refusals", "This number is too large or too small."),
        "bad_length": _span(allowed),
        "bad_unit": translate("Refusals", "This is counted in days, weeks or months."),
        "months_vary": translate("Refusals", "Months are not equally long. Count this in days or weeks."),
        "notice_beyond_window": translate(
            "Refusals", "It could never be booked: the notice is longer than the booking window."
        ),
        "bad_per_slot": translate("Refusals", "From 1 to 100 at a time."),
        "bad_per_day": translate("Refusals", "From 1 to 1000 a day, or nothing for no limit."),
        "bad_percent": translate("Refusals", "From 0 to 100 percent."),
        "bad_count": translate("Refusals", "From 1 to 24 times."),
        "stray_brace": translate("Refusals", "A brace is left over. A field is written as {{patient}}."),
        "unknown_template_field": translate("Refusals", "There is no field called “%1”.").replace("%1", name),
    }


def _span(allowed: str) -> str:
    """Say between which lengths one must lie."""
    numbers = [int(word) for word in allowed.split() if word.isdecimal()]
    if len(numbers) != 2:
        return translate("Refusals", "This length cannot be.")
    size = DAY if allowed.endswith("days") else MINUTE
    told = [wording.minutes(number * size) for number in numbers]
    return wording.filled(translate("Refusals", "From %1 to %2."), *told)


def _of_teams(refusal: Refusal) -> Mapping[str, str]:
    most = str(refusal.facts.get("allowed", "")).startswith("at most")
    exactly = translate("Refusals", "Exactly one of the team is the primary practitioner.")
    return {
        "member_twice": translate("Refusals", "Each practitioner stands in the team once."),
        "bad_priority": translate("Refusals", "A priority is a number from 0 to 100."),
        "one_member": translate("Refusals", "A personal calendar has exactly one practitioner."),
        "member_needed": translate("Refusals", "At least one practitioner is needed."),
        "one_primary": translate("Refusals", "At most one of the team is the primary practitioner.")
        if most
        else exactly,
        "no_video_for_events": translate("Refusals", "An event does not take place by video link."),
        "one_place": translate("Refusals", "Several places are for a team of exactly one practitioner."),
        "place_needed": translate("Refusals", "Choose where it is that this is about."),
        "one_place_each": translate("Refusals", "Here every practitioner has one place at most."),
        "repeats_need_one_member": translate("Refusals", "Visits repeat only with exactly one practitioner."),
    }


def _of_words(refusal: Refusal) -> Mapping[str, str]:
    most = "".join(c for c in str(refusal.facts.get("allowed", "")) if c.isdigit())
    return {
        "unknown_row": translate("Refusals", "There is no such line in the file."),
        "not_text": translate("Refusals", "There are signs in this that are no text."),
        "empty": translate("Refusals", "Something must be written here."),
        "control_characters": translate("Refusals", "There is a character in this that cannot be kept."),
        "too_long_text": translate("Refusals", "This is too long. %1 characters are kept.").replace("%1", most),
        "archived": translate("Refusals", "This was put away. Bring it back first, or choose another."),
        "bad_capacity": translate("Refusals", "A room has 1 to 1000 seats."),
        "bad_quantity": translate("Refusals", "There are 1 to 100 of a thing."),
        "bad_out_of_service": translate("Refusals", "From none to all of them can be out of service."),
        "bad_currency": translate("Refusals", "A currency is written in three letters, such as EUR."),
        "calendar_elsewhere": translate("Refusals", "This calendar is at another location."),
        "default_needed": translate("Refusals", "Make another location the usual one first."),
        "default_location": translate("Refusals", "The usual location cannot go. Make another the usual one first."),
        "room_elsewhere": translate("Refusals", "This room is at another location."),
        "equipment_elsewhere": translate("Refusals", "The equipment that this needs is at another location."),
        "end_or_service_needed": translate("Refusals", "Say how long it takes, or choose a service."),
        "slug_taken": translate("Refusals", "This short name is taken."),
    }


def _of_people() -> Mapping[str, str]:
    return {
        "bad_birth_date": translate("Refusals", "Nobody can have been born then."),
        "bad_phone": translate("Refusals", "A phone number has 3 to 20 digits."),
        "bad_email": translate("Refusals", "This is no e-mail address. Write it as name@example.org."),
        "same_patient": translate("Refusals", "Both are the same record."),
        "merged": translate("Refusals", "This record is part of another one by now."),
    }


def _of_the_book() -> Mapping[str, str]:
    return {
        "locked": translate("Refusals", "Another program keeps the file busy. Nothing was saved; try again."),
        "disk_full": translate("Refusals", "The disk is full. Nothing was saved; make room, then try again."),
        "read_only": translate("Refusals", "The file may only be read. Nothing was saved."),
        "cannot_write": translate("Refusals", "The file cannot be written there."),
        "cannot_open": translate("Refusals", "The file cannot be opened."),
        "damaged": translate("Refusals", "The file is damaged, or it is no Frontdesk file."),
        "disk_error": translate("Refusals", "The disk reports an error. Nothing was saved."),
        "newer_version": translate("Refusals", "A newer Frontdesk keeps this file in a form not known here."),
        "other_version": translate("Refusals", "Another version of Frontdesk uses this file now. Open it again."),
        "upgrade_failed": translate("Refusals", "The file could not be brought to the form of this version."),
        "cannot_copy": translate("Refusals", "No copy of the file could be made, so nothing was changed."),
        "empty_file": translate("Refusals", "The file is empty."),
        "is_folder": translate("Refusals", "This is a folder, not a file."),
        "no_such_file": translate("Refusals", "The file is not there."),
        "no_such_folder": translate("Refusals", "The folder is not there."),
        "not_a_book": translate("Refusals", "This is no file of Frontdesk."),
        "network_share": translate("Refusals", "The file lies on a network share, which cannot keep it safe."),
        "replaced": translate("Refusals", "Another file was put in the place of this one. Open it again."),
        "cannot_read": translate("Refusals", "The file cannot be read."),
        "sqlite_too_old": translate("Refusals", "The installed database engine is too old to keep the book safe."),
    }


def _of_rights() -> Mapping[str, str]:
    return {"right_missing": translate("Refusals", "You may not do this. Ask someone who may.")}
