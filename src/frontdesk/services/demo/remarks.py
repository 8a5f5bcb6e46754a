"""What people at the desk write down: what a visit is about, why it was cancelled, why it was squeezed in."""

from __future__ import annotations

DESCRIPTIONS = {
    "Consultation": (
        "Bring latest blood results.",
        "Cough for two weeks, no fever.",
        "Headaches in the morning.",
        "New to the clinic: forms are sent by e-mail.",
        "Back pain after moving house.",
        "Asks for a second opinion, letter attached to the file.",
        "Tired since the summer; mother came along last time.",
        "Wants to talk about travel to Kenya in spring.",
    ),
    "Follow-up": (
        "Blood pressure diary, third check.",
        "Results of last week's scan.",
        "Remove stitches.",
        "Change of tablets: how is it going?",
        "Sick note to be renewed if needed.",
        "Fasting since midnight, please be on time.",
    ),
    "Physiotherapy": (
        "Knee, fourth of six.",
        "Shoulder after surgery: gentle.",
        "Brings own exercise band.",
        "Neck and jaw, last session helped.",
        "Gait training, uses a stick.",
    ),
    "Telehealth": (
        "Will be at work, call on the mobile.",
        "Test the camera beforehand.",
        "Daughter joins the call.",
        "Prescription renewal.",
    ),
    "Vaccination": (
        "Flu.",
        "Second dose, bring the card.",
        "Tetanus after a cut.",
        "Yellow fever: certificate needed.",
        "Afraid of needles, lie down.",
    ),
    "Group class": ("Mats are there.", "Bring water and a towel.", "Partners are welcome.", "One seat kept free."),
    "Health check": (
        "Fasting, water is fine.",
        "Employer pays: form in the tray.",
        "ECG first, then the doctor.",
        "Bring the medicines that are taken at home.",
    ),
    "Minor procedure": (
        "Mole on the left arm.",
        "Stops blood thinners two days before, confirmed by phone.",
        "Consent form signed.",
        "Joint injection, needs someone to drive.",
    ),
}
CANCELLING = (
    "Patient ill",
    "No childcare",
    "Work got in the way",
    "Feels better",
    "Moved away",
    "Goes elsewhere sooner",
    "Snow",
    "Practitioner ill",
    "Booked by mistake",
)
MISSING = ("Did not call", "Did not call", "Called too late", "Not reached")
JOTTED = (
    "Insurance card is missing, bring it along.",
    "Asked to be called when it gets late.",
    "Mother calls back about the results.",
    "Paid in advance.",
    "Letter from the hospital is in the tray.",
    "Needs a parking space near the door.",
    "Prefers to wait outside.",
    "Rang at eight: may be ten minutes late.",
    "Form handed over, signature still to come.",
)
SQUEEZING = (
    "Acute pain, doctor agreed",
    "Child with fever, squeezed in",
    "Short question, agreed beforehand",
    "Came a long way on the wrong day",
)
