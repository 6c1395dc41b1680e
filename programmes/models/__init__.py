"""Periods, programmes, who took part and who paid, events, outputs and assessments."""

from programmes.models.assessments import Assessment, AssessmentKind
from programmes.models.events import Bearing, Event, EventKind
from programmes.models.outputs import Output, OutputKind
from programmes.models.programmes import Period, Programme, ProgrammeKind, Track, hull
from programmes.models.roles import (
    Funding,
    Involvement,
    Part,
    Participation,
    ProgrammeRow,
    Role,
    WithheldDonor,
    WithheldPartner,
)
from programmes.models.vocabulary import Activity, Area, Word

__all__ = [
    "Activity", "Area", "Assessment", "AssessmentKind", "Bearing", "Event", "EventKind", "Funding",
    "Involvement", "Output", "OutputKind", "Part", "Participation", "Period", "Programme",
    "ProgrammeKind", "ProgrammeRow", "Role", "Track", "WithheldDonor", "WithheldPartner", "Word", "hull",
]  # fmt: skip
