"""Periods, programmes, who took part and who paid."""

from programmes.models.programmes import Period, Programme, ProgrammeKind, Track, hull
from programmes.models.roles import Funding, Participation, ProgrammeRow, Role, Withheld
from programmes.models.vocabulary import Activity, Area, Word

__all__ = [
    "Activity", "Area", "Funding", "Participation", "Period", "Programme", "ProgrammeKind",
    "ProgrammeRow", "Role", "Track", "Withheld", "Word", "hull",
]  # fmt: skip
