"""The names of the steps that can be undone, as they read after "Undone:"."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def known() -> dict[str, str]:
    """Name every operation that writes."""
    return _steps_with_visits() | _steps_with_people() | _steps_with_the_clinic() | _steps_with_the_catalogue()


def _steps_with_visits() -> dict[str, str]:
    return {
        "appointments.book": translate("Wording", "booking"),
        "repeats.book": translate("Wording", "booking of a series"),
        "group_appointments.create": translate("Wording", "booking of a class"),
        "series.book_left_out": translate("Wording", "booking of a date that was left out"),
        "holds.place": translate("Wording", "held time"),
        "holds.extend": translate("Wording", "longer hold"),
        "holds.release": translate("Wording", "release of a held time"),
        "holds.expire": translate("Wording", "end of a held time"),
        "appointments.move": translate("Wording", "move"),
        "appointments.update": translate("Wording", "change of a visit"),
        "appointments.set_status": translate("Wording", "change of status"),
        "appointments.cancel": translate("Wording", "cancellation"),
        "appointments.archive": translate("Wording", "archiving"),
        "appointments.restore": translate("Wording", "bringing back"),
        "appointments.delete": translate("Wording", "deletion"),
        "appointments.leave": translate("Wording", "leaving without being seen"),
        "appointments.set_times": translate("Wording", "actual times of a visit"),
        "delays.put": translate("Wording", "delay of a practitioner"),
        "notes.create": translate("Wording", "note"),
        "notes.update": translate("Wording", "change of a note"),
        "notes.delete": translate("Wording", "deletion of a note"),
        "history.restore": translate("Wording", "restoring from the past"),
        "service_bookings.create": translate("Wording", "booking"),
        "service_bookings.update": translate("Wording", "change of a visit"),
        "service_bookings.delete": translate("Wording", "deletion"),
        "blocks.create": translate("Wording", "block"),
        "blocks.update": translate("Wording", "change of a block"),
        "series.extend": translate("Wording", "further dates"),
        "blocks.delete": translate("Wording", "removal of a block"),
        "sick_day.apply": translate("Wording", "absence of a practitioner"),
        "patients.create": translate("Wording", "new patient"),
        "patients.update": translate("Wording", "change of a patient"),
        "patients.archive": translate("Wording", "archiving of a patient"),
        "patients.restore": translate("Wording", "bringing back of a patient"),
        "patients.merge": translate("Wording", "merging of patients"),
        "ics.import": translate("Wording", "import"),
        "ics.import_files": translate("Wording", "import"),
    }


def _steps_with_people() -> dict[str, str]:
    return {
        "group_appointments.update": translate("Wording", "change of a class"),
        "group_appointments.archive": translate("Wording", "archiving of a class"),
        "group_appointments.restore": translate("Wording", "bringing back of a class"),
        "attendees.add": translate("Wording", "sign-up"),
        "attendees.update": translate("Wording", "change of an attendee"),
        "attendees.remove": translate("Wording", "taking off a class"),
        "attendees.move": translate("Wording", "move to another session"),
        "waitlist.add": translate("Wording", "entry of the waiting list"),
        "waitlist.update": translate("Wording", "change of the waiting list"),
        "waitlist.remove": translate("Wording", "removal from the waiting list"),
        "waitlist.offer": translate("Wording", "offer"),
        "waitlist.accept": translate("Wording", "accepted offer"),
        "waitlist.decline": translate("Wording", "declined offer"),
    }


def _steps_with_the_clinic() -> dict[str, str]:
    return {
        "practitioners.create": translate("Wording", "new practitioner"),
        "practitioners.update": translate("Wording", "change of a practitioner"),
        "practitioners.archive": translate("Wording", "archiving of a practitioner"),
        "practitioners.restore": translate("Wording", "bringing back of a practitioner"),
        "working_hours.put": translate("Wording", "change of working hours"),
        "schedules.create": translate("Wording", "new schedule"),
        "schedules.update": translate("Wording", "change of working hours"),
        "schedules.delete": translate("Wording", "deletion of a schedule"),
        "schedules.archive": translate("Wording", "archiving of a schedule"),
        "schedules.restore": translate("Wording", "bringing back of a schedule"),
        "schedules.attach": translate("Wording", "tying of a schedule to a calendar"),
        "schedules.detach": translate("Wording", "untying of a schedule from a calendar"),
        "event_schedules.create": translate("Wording", "hours of a calendar"),
        "event_schedules.update": translate("Wording", "change of a calendar's hours"),
        "event_schedules.delete": translate("Wording", "removal of a calendar's hours"),
        "closures.create": translate("Wording", "new closure"),
        "closures.update": translate("Wording", "change of a closure"),
        "closures.delete": translate("Wording", "deletion of a closure"),
        "closures.choose_holidays": translate("Wording", "choice of public holidays"),
        "closures.strike": translate("Wording", "striking out of a holiday"),
        "closures.unstrike": translate("Wording", "keeping of a holiday"),
        "closures.extend": translate("Wording", "further public holidays"),
        "rooms.create": translate("Wording", "new room"),
        "rooms.update": translate("Wording", "change of a room"),
        "rooms.archive": translate("Wording", "archiving of a room"),
        "rooms.restore": translate("Wording", "bringing back of a room"),
        "rooms.delete": translate("Wording", "deletion of a room"),
        "locations.create": translate("Wording", "new location"),
        "locations.update": translate("Wording", "change of a location"),
        "locations.archive": translate("Wording", "archiving of a location"),
        "locations.restore": translate("Wording", "bringing back of a location"),
        "locations.delete": translate("Wording", "deletion of a location"),
        "profile.update": translate("Wording", "change of the clinic"),
        "reasons.put": translate("Wording", "change of the reasons"),
        "feeds.create": translate("Wording", "new calendar feed"),
        "feeds.update": translate("Wording", "change of a calendar feed"),
        "feeds.delete": translate("Wording", "deletion of a calendar feed"),
    }


def _steps_with_the_catalogue() -> dict[str, str]:
    return {
        "services.create": translate("Wording", "new service"),
        "services.update": translate("Wording", "change of a service"),
        "services.delete": translate("Wording", "deletion of a service"),
        "services.archive": translate("Wording", "archiving of a service"),
        "services.restore": translate("Wording", "bringing back of a service"),
        "equipment.create": translate("Wording", "new equipment"),
        "equipment.update": translate("Wording", "change of equipment"),
        "equipment.archive": translate("Wording", "archiving of equipment"),
        "equipment.restore": translate("Wording", "bringing back of equipment"),
        "equipment.delete": translate("Wording", "deletion of equipment"),
        "calendars.create": translate("Wording", "new calendar"),
        "calendars.update": translate("Wording", "change of a calendar"),
        "calendars.delete": translate("Wording", "deletion of a calendar"),
        "calendars.archive": translate("Wording", "archiving of a calendar"),
        "calendars.restore": translate("Wording", "bringing back of a calendar"),
        "calendars.import": translate("Wording", "import of calendars"),
        "calendar_groups.create": translate("Wording", "new group of calendars"),
        "calendar_groups.update": translate("Wording", "change of a group of calendars"),
        "calendar_groups.set_active": translate("Wording", "hiding or showing of a group"),
        "calendar_groups.delete": translate("Wording", "deletion of a group of calendars"),
    }
