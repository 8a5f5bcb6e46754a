"""Why something did not happen, in a sentence: the one place where a reason's code becomes words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Clash, Conflict, Forbidden, Invalid, NotFound, Refusal, Stale
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
Naming = Callable[[int], str]


def sentence(refusal: Refusal, zone: str = "UTC", naming: Naming | None = None) -> str:
    """Say why an operation did not happen.

    `naming` gives the words for a visit that stands in the way, such as its patient's name; without it, or where
    it gives nothing, the one who is taken and the time are told.
    """
    if isinstance(refusal, Conflict) and refusal.clashes:
        return clashes(refusal.clashes, zone, naming)
    if isinstance(refusal, NotFound):
        return _not_found(str(refusal.facts.get("kind", "")))
    known = _known(refusal).get(refusal.reason)
    return known if known is not None else _general(refusal)


def clashes(found: tuple[Clash, ...], zone: str, naming: Naming | None = None) -> str:
    """Say who is taken, from when to when, and by whom; the first three by name, the rest by number."""
    told = [_clash(each, zone, naming) for each in found[:3]]
    if len(found) > 3:
        told.append(translate("Refusals", "and %1 more").replace("%1", str(len(found) - 3)))
    return translate("Refusals", "Not free: %1").replace("%1", "; ".join(told))


def _clash(clash: Clash, zone: str, naming: Naming | None) -> str:
    name = naming(clash.appointment_id) if naming is not None else ""
    time = wording.time_range(clash.start, clash.end, zone)
    if name:
        said = translate("Refusals", "%1 has %2, %3").replace("%2", name)
    else:
        said = translate("Refusals", "%1 is taken, %3")
    return said.replace("%1", clash.subject).replace("%3", time)


def _not_found(kind: str) -> str:
    return {
        "appointment": translate("Refusals", "This visit is no longer in the book."),
        "patient": translate("Refusals", "This patient is no longer in the book."),
        "practitioner": translate("Refusals", "This practitioner is no longer in the book."),
        "service": translate("Refusals", "This service is no longer in the catalogue."),
        "location": translate("Refusals", "This location is no longer in the book."),
        "room": translate("Refusals", "This room is no longer in the book."),
        "changeset": translate("Refusals", "There is no such step in the history."),
    }.get(kind, translate("Refusals", "This is no longer in the book."))


def _general(refusal: Refusal) -> str:
    """Say what can be said of a reason that has no sentence of its own."""
    if isinstance(refusal, Invalid):
        allowed = _listed(refusal.facts.get("allowed", ""))
        said = translate("Refusals", "%1 cannot be that. Allowed: %2")
        return said.replace("%1", _field(refusal)).replace("%2", allowed)
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
    return {
        **_of_times(),
        **_of_visits(refusal),
        **_of_things(),
        **_of_words(refusal),
        **_of_people(),
        **_of_the_book(),
        **_of_rights(),
    }


def _of_times() -> Mapping[str, str]:
    return {
        "end_not_after_start": translate("Refusals", "The end must lie after the start."),
        "too_long": translate("Refusals", "A visit lasts 366 days at most."),
        "not_a_time": translate("Refusals", "This is no date and time."),
        "not_a_date": translate("Refusals", "This is no date. Write it as 2026-03-18."),
        "not_a_clock_time": translate("Refusals", "This is no time of day. Write it as 09:30."),
        "time_out_of_range": translate("Refusals", "The year must lie between 1900 and 2199."),
        "unknown_zone": translate("Refusals", "This time zone is not known. Write it as Europe/Madrid."),
        "no_such_weekday": translate("Refusals", "There is no such weekday."),
        "hours_not_in_one_day": translate("Refusals", "Hours must start and end on the same day."),
        "hours_overlap": translate("Refusals", "These hours overlap others of the same day."),
        "actual_end_before_start": translate("Refusals", "The visit cannot have ended before it started."),
    }


def _of_visits(refusal: Refusal) -> Mapping[str, str]:
    held, got = _status(refusal.facts.get("held", "")), _status(refusal.facts.get("got", ""))
    path = translate("Refusals", "A visit that is “%1” cannot become “%2”. Undo takes a wrong step back.")
    stays = translate("Refusals", "A visit that is “%1” is not moved any more.")
    return {
        "no_such_status_path": path.replace("%1", held).replace("%2", got),
        "status_forbids_move": stays.replace("%1", got),
        "one_patient_unless_group": translate("Refusals", "Only a group visit may have several patients."),
        "internal_has_no_service": translate("Refusals", "An internal visit has no service."),
        "reference_patients_only_internal": translate("Refusals", "Only an internal visit refers to patients."),
        "video_only_for_video_call": translate("Refusals", "A video link belongs to a video call only."),
        "address_only_in_person": translate("Refusals", "An address belongs to a visit in person only."),
        "time_taken": translate("Refusals", "This time is not free any more."),
    }


def _of_things() -> Mapping[str, str]:
    return {
        "bad_duration": translate("Refusals", "A service lasts whole minutes, from 1 minute to 24 hours."),
        "bad_buffer": translate("Refusals", "A buffer lasts whole minutes, up to 24 hours."),
        "bad_hue": translate("Refusals", "A colour is a number from 0 to 359."),
        "in_use": translate("Refusals", "This is still in use, so it cannot go."),
        "already_there": translate("Refusals", "There is one like this already."),
    }


def _of_words(refusal: Refusal) -> Mapping[str, str]:
    most = "".join(c for c in str(refusal.facts.get("allowed", "")) if c.isdigit())
    return {
        "empty": translate("Refusals", "Something must be written here."),
        "control_characters": translate("Refusals", "There is a character in this that cannot be kept."),
        "too_long_text": translate("Refusals", "This is too long. %1 characters are kept.").replace("%1", most),
        "archived": translate("Refusals", "This was put away. Bring it back first, or choose another."),
        "bad_capacity": translate("Refusals", "A room has 1 to 1000 seats."),
        "default_needed": translate("Refusals", "Make another location the usual one first."),
        "default_location": translate("Refusals", "The usual location cannot go. Make another the usual one first."),
        "room_elsewhere": translate("Refusals", "This room is at another location."),
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
        "changed_since": translate(
            "Refusals", "Someone changed this in the meantime. Look at it again, then repeat your step."
        ),
        "gone_since": translate("Refusals", "Someone removed this in the meantime."),
        "locked": translate("Refusals", "Another program keeps the file busy. Nothing was saved; try again."),
        "disk_full": translate("Refusals", "The disk is full. Nothing was saved; make room, then try again."),
        "read_only": translate("Refusals", "The file may only be read. Nothing was saved."),
        "cannot_open": translate("Refusals", "The file cannot be opened."),
        "damaged": translate("Refusals", "The file is damaged, or it is no Frontdesk file."),
        "disk_error": translate("Refusals", "The disk reports an error. Nothing was saved."),
        "sqlite_too_old": translate("Refusals", "The installed database engine is too old to keep the book safe."),
    }


def _of_rights() -> Mapping[str, str]:
    return {"right_missing": translate("Refusals", "You may not do this. Ask someone who may.")}
