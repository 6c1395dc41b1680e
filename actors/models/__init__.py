"""Who acts: places, organisations, organisations as donors, and people."""

from actors.models.organisations import Donor, Organisation, OrganisationKind, Place
from actors.models.people import Affiliation, Person

__all__ = ["Affiliation", "Donor", "Organisation", "OrganisationKind", "Person", "Place"]
