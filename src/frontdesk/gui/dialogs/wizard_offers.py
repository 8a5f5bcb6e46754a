"""What clinics of each kind usually offer, and the words of the wizard's choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from frontdesk.domain.names import folded
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.typed_week import DAYS
from frontdesk.gui.dialogs.wizard_draft import PATTERNS, Offer, Pattern, Person, Week
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
MIXED = "general"


def kinds() -> tuple[tuple[str, str], ...]:
    """Name the kinds of clinic, the most usual first."""
    return (
        ("general", translate("Wizard", "General practice")),
        ("physiotherapy", translate("Wizard", "Physiotherapy")),
        ("dental", translate("Wizard", "Dental practice")),
        ("psychology", translate("Wizard", "Psychology")),
        ("children", translate("Wizard", "Paediatrics")),
        ("women", translate("Wizard", "Gynaecology and midwifery")),
        ("skin", translate("Wizard", "Dermatology")),
        ("other", translate("Wizard", "Something else")),
    )


def specialities() -> tuple[str, ...]:
    """Name what practitioners mostly are, to be completed while it is typed."""
    return (
        translate("Wizard", "General practice"),
        translate("Wizard", "Physiotherapy"),
        translate("Wizard", "Dentistry"),
        translate("Wizard", "Dental hygiene"),
        translate("Wizard", "Orthodontics"),
        translate("Wizard", "Psychology"),
        translate("Wizard", "Psychotherapy"),
        translate("Wizard", "Psychiatry"),
        translate("Wizard", "Paediatrics"),
        translate("Wizard", "Gynaecology"),
        translate("Wizard", "Midwifery"),
        translate("Wizard", "Dermatology"),
        translate("Wizard", "Internal medicine"),
        translate("Wizard", "Cardiology"),
        translate("Wizard", "Nurse clinic"),
        translate("Wizard", "Osteopathy"),
        translate("Wizard", "Occupational therapy"),
        translate("Wizard", "Speech therapy"),
        translate("Wizard", "Dietetics"),
    )


# The beginnings of words that tell what kind of clinic someone works in.
_TELLING: Mapping[str, tuple[str, ...]] = {
    "physiotherapy": ("physio", "fisio", "osteop", "chiro", "occupational"),
    "dental": ("dent", "odonto", "ortho"),
    "psychology": ("psych", "psico", "counsel", "mental"),
    "children": ("paed", "pediat", "child"),
    "women": ("gyn", "gine", "midw", "matron", "obst"),
    "skin": ("derm",),
}


def kind_of(people: Iterable[Person]) -> str:
    """Guess the kind of a clinic from what most of its practitioners are."""
    counts = dict.fromkeys((kind for kind, _ in kinds()), 0)
    for person in people:
        words = folded(person.speciality).split()
        for kind, starts in _TELLING.items():
            counts[kind] += any(word.startswith(starts) for word in words)
        counts[MIXED] += bool(words) and any(word.startswith(("general", "family", "medic")) for word in words)
    return max(counts, key=lambda kind: counts[kind]) if any(counts.values()) else MIXED


def offers(kind: str) -> tuple[Offer, ...]:
    """Give what is usual for a kind of clinic, the commonest ticked."""
    return {
        "general": _general,
        "physiotherapy": _physiotherapy,
        "dental": _dental,
        "psychology": _psychology,
        "children": _children,
        "women": _women,
        "skin": _skin,
    }.get(kind, _anything)()


def _anything() -> tuple[Offer, ...]:
    return (
        _usual(translate("Wizard", "Appointment"), 30, _visits()),
        _usual(translate("Wizard", "Follow-up"), 15, _visits()),
    )


def _general() -> tuple[Offer, ...]:
    return (
        _usual(translate("Wizard", "Consultation"), 30, _visits()),
        _usual(translate("Wizard", "Follow-up"), 15, _visits()),
        _usual(translate("Wizard", "Video visit"), 20, _visits()),
        _usual(translate("Wizard", "Health check"), 45, _prevention()),
        _usual(translate("Wizard", "Vaccination"), 15, _prevention()),
        _usual(translate("Wizard", "Blood test"), 15, _care()),
        _seldom(translate("Wizard", "Minor procedure"), 45, _care()),
        _seldom(translate("Wizard", "Home visit"), 60, _visits()),
        _seldom(translate("Wizard", "Travel advice"), 30, _prevention()),
    )


def _physiotherapy() -> tuple[Offer, ...]:
    return (
        _usual(translate("Wizard", "First assessment"), 60, _visits()),
        _usual(translate("Wizard", "Treatment"), 30, _care()),
        _usual(translate("Wizard", "Long treatment"), 45, _care()),
        _usual(translate("Wizard", "Massage"), 30, _care()),
        _usual(translate("Wizard", "Exercise class"), 60, _groups(), seats=8),
        _seldom(translate("Wizard", "Lymph drainage"), 45, _care()),
        _seldom(translate("Wizard", "Ultrasound therapy"), 20, _care()),
        _seldom(translate("Wizard", "Home visit"), 60, _visits()),
    )


def _dental() -> tuple[Offer, ...]:
    return (
        _usual(translate("Wizard", "Check-up"), 30, _visits()),
        _usual(translate("Wizard", "Cleaning"), 45, _prevention()),
        _usual(translate("Wizard", "Filling"), 45, _care()),
        _usual(translate("Wizard", "Extraction"), 45, _care()),
        _usual(translate("Wizard", "Toothache, urgent"), 30, _visits()),
        _usual(translate("Wizard", "Root canal"), 90, _care()),
        _seldom(translate("Wizard", "Crown"), 60, _care()),
        _seldom(translate("Wizard", "Implant"), 90, _care()),
        _seldom(translate("Wizard", "Braces check"), 20, _care()),
    )


def _psychology() -> tuple[Offer, ...]:
    return (
        _usual(translate("Wizard", "First interview"), 60, _visits()),
        _usual(translate("Wizard", "Session"), 50, _visits()),
        _usual(translate("Wizard", "Session by video"), 50, _visits()),
        _usual(translate("Wizard", "Couple session"), 80, _visits()),
        _usual(translate("Wizard", "Group session"), 90, _groups(), seats=8),
        _seldom(translate("Wizard", "Assessment"), 90, _visits()),
        _seldom(translate("Wizard", "Family session"), 80, _visits()),
    )


def _children() -> tuple[Offer, ...]:
    return (
        _usual(translate("Wizard", "Consultation"), 20, _visits()),
        _usual(translate("Wizard", "Follow-up"), 15, _visits()),
        _usual(translate("Wizard", "Well-child check"), 30, _prevention()),
        _usual(translate("Wizard", "Vaccination"), 15, _prevention()),
        _usual(translate("Wizard", "Video visit"), 15, _visits()),
        _seldom(translate("Wizard", "Allergy test"), 45, _care()),
    )


def _women() -> tuple[Offer, ...]:
    return (
        _usual(translate("Wizard", "Consultation"), 30, _visits()),
        _usual(translate("Wizard", "Yearly check"), 30, _prevention()),
        _usual(translate("Wizard", "Ultrasound"), 20, _care()),
        _usual(translate("Wizard", "Prenatal check"), 30, _visits()),
        _usual(translate("Wizard", "Prenatal class"), 90, _groups(), seats=10),
        _seldom(translate("Wizard", "Coil fitting"), 45, _care()),
        _seldom(translate("Wizard", "Home visit after birth"), 60, _visits()),
    )


def _skin() -> tuple[Offer, ...]:
    return (
        _usual(translate("Wizard", "Consultation"), 20, _visits()),
        _usual(translate("Wizard", "Follow-up"), 15, _visits()),
        _usual(translate("Wizard", "Skin cancer screening"), 30, _prevention()),
        _usual(translate("Wizard", "Mole removal"), 30, _care()),
        _usual(translate("Wizard", "Allergy test"), 45, _care()),
        _seldom(translate("Wizard", "Light therapy"), 15, _care()),
        _seldom(translate("Wizard", "Laser treatment"), 45, _care()),
    )


def _visits() -> str:
    return translate("Wizard", "Visits")


def _care() -> str:
    return translate("Wizard", "Treatments")


def _prevention() -> str:
    return translate("Wizard", "Prevention")


def _groups() -> str:
    return translate("Wizard", "Groups")


def _usual(name: str, minutes: int, category: str, *, seats: int = 1) -> Offer:
    return Offer(name, length_text(minutes), category=category, seats=seats)


def _seldom(name: str, minutes: int, category: str) -> Offer:
    return Offer(name, length_text(minutes), category=category, ticked=False)


def length_text(minutes: int) -> str:
    """Write a length as it would be typed."""
    return translate("Wizard", "%1 min").replace("%1", str(minutes))


def week_words(week: Week) -> str:
    """Write a week in few words: Mon–Fri 9:00–12:30, 13:30–17:30; days with the same hours stand together."""
    first = QLocale().firstDayOfWeek().value - 1
    days = [(first + n) % DAYS for n in range(DAYS)]
    runs: list[tuple[list[int], str]] = []
    for day in days:
        hours = _day_words(week[day])
        if runs and runs[-1][1] == hours:
            runs[-1][0].append(day)
        else:
            runs.append(([day], hours))
    told = [f"{_span(run)} {hours}" for run, hours in runs if hours]
    return " · ".join(told) or translate("Wizard", "never open")


def pattern_words(pattern: Pattern, workdays: Sequence[int]) -> str:
    """Write what a pattern is."""
    return week_words(pattern.week(workdays))


def pattern_choices(workdays: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """List the patterns to choose from, with their words."""
    return tuple((pattern.id, pattern_words(pattern, workdays)) for pattern in PATTERNS)


def _day_words(text: str) -> str:
    read = typed.hours(text)
    if read is None:
        return "?"
    return ", ".join(f"{wording.brief_minute_of_day(a)}–{wording.brief_minute_of_day(b)}" for a, b in read)


def _span(days: Sequence[int]) -> str:
    names = [QLocale().standaloneDayName(day + 1, QLocale.FormatType.ShortFormat) for day in days]
    if len(names) < 3:
        return ", ".join(names)
    return f"{names[0]}–{names[-1]}"
