"""The people of the cases of an import: those that the book has, those of the file, those of the series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.ics.writer import PRODUCT
from frontdesk.services.ics.cases import Case
from frontdesk.services.ics.people import People
from frontdesk.services.ics.preview import Choice
from frontdesk.services.ics.titles import Untitled


def meet(cases: Sequence[Case], people: People, choices: Mapping[str, Choice], untitled: Untitled) -> None:
    """Find the people of all cases: of series first, whose versions of single times need not name them again."""
    versions = [case for case in cases if case.entry.event.recurrence_id is not None]
    wanted = {case.entry.event.uid for case in versions}
    series: dict[str, Case] = {}
    for case in cases:
        if case.entry.event.recurrence_id is None:
            _meet(case, people, choices.get(case.entry.key), untitled)
            if case.entry.event.uid in wanted:
                series[case.entry.event.uid] = case
    for case in versions:
        choice = choices.get(case.entry.key)
        _meet(case, people, choice, untitled)
        if not _is_ours(case) and _held(case) is None:
            _inherit(case, people, series.get(case.entry.event.uid), choice)


def _meet(case: Case, people: People, choice: Choice | None, untitled: Untitled) -> None:
    """Find the people of a case; an appointment that the book has keeps those it has."""
    practitioner: Id | Keep | None = KEEP if choice is None else choice.practitioner
    patient: Id | Keep | None = KEEP if choice is None else choice.patient
    held = _held(case)
    if held is not None and untitled.is_made(held, case.words.title):
        case.words.title = ""
    if held is None or not isinstance(practitioner, Keep):
        case.practitioner = people.practitioner(case.entry, practitioner)
    else:
        case.practitioner = people.held_practitioner(held.practitioner_id)
    if held is None or not isinstance(patient, Keep):
        case.patient = people.patient(case.entry, patient)
    else:
        case.patient = people.held_patient(held.patient_id)


def _inherit(case: Case, people: People, series: Case | None, choice: Choice | None) -> None:
    """Give a version of one time that names nobody the people of its series, in the file or else in the book."""
    event, row = case.entry.event, next(iter(case.held.values()), None)
    if event.organizer is None and (choice is None or isinstance(choice.practitioner, Keep)):
        if series is not None:
            case.practitioner = series.practitioner
        elif row is not None:
            case.practitioner = people.held_practitioner(row.practitioner_id)
    if not event.attendees and (choice is None or isinstance(choice.patient, Keep)):
        if series is not None:
            case.patient = series.patient
        elif row is not None:
            case.patient = people.held_patient(row.patient_id)


def _held(case: Case) -> Appointment | None:
    return next((case.held[draft.key] for draft in case.drafts if draft.key in case.held), None)


def _is_ours(case: Case) -> bool:
    """Tell whether a file is ours: those say in each event whose it is, and what names nobody is nobody's."""
    return case.entry.file.feed.product == PRODUCT
