"""What programmes are put side by side by, and what those of a lane share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from actors.models import Organisation
from programmes.models import Activity, Area, Funding, Participation, Programme, Word
from programmes.models.roles import ActorRow, RoleQuerySet


class Lanes(models.TextChoices):
    """By what programmes are put side by side."""

    AREA = "area", gettext_lazy("by area")
    ACTIVITY = "activity", gettext_lazy("by activity")
    DONOR = "donor", gettext_lazy("by donor")
    ORGANISATION = "organisation", gettext_lazy("by organisation")


# What the order of a lane begins with: a name, a label in place of one, nothing to name it by.
NAMED, WITHHELD, NONE = 0, 1, 2


@dataclass(frozen=True, order=True)
class LaneName:
    """What the programmes of a lane share. `order` puts names first, then labels, then none.

    A label, printed in place of a name that must not be known, has no slug and no address. What is
    no record, but a word, has no public_id.
    """

    order: tuple
    name: str
    slug: str = ""
    address: str = ""
    public_id: str = ""


# --- Of one programme ---------------------------------------------------------------------------


def no_lanes(programme: Programme) -> Iterator[LaneName]:
    yield from ()


def of_areas(programme: Programme) -> Iterator[LaneName]:
    yield from map(of_area, programme.areas.all())


def of_activities(programme: Programme) -> Iterator[LaneName]:
    yield from map(of_activity, programme.activities.all())


def of_donors(programme: Programme) -> Iterator[LaneName]:
    rows = programme.shown_fundings
    yield from (of_donor(row.donor) if row.donor else _label(row) for row in rows)
    if not rows:
        yield LaneName((NONE,), NO_DONOR)


def of_organisations(programme: Programme) -> Iterator[LaneName]:
    rows = programme.shown_participations
    yield from (
        of_organisation(row.organisation) if row.organisation else _label(row) for row in rows
    )
    if not rows:
        yield LaneName((NONE,), NO_ORGANISATION)


LANES: dict[str, Callable[[Programme], Iterator[LaneName]]] = {
    Lanes.AREA: of_areas,
    Lanes.ACTIVITY: of_activities,
    Lanes.DONOR: of_donors,
    Lanes.ORGANISATION: of_organisations,
}
NO_DONOR = gettext_lazy("No donor known")
NO_ORGANISATION = gettext_lazy("No organisation that is public")


def of_area(area: Area) -> LaneName:
    return _word("area", area)


def of_activity(activity: Activity) -> LaneName:
    return _word("activity", activity)


def of_donor(donor: Organisation) -> LaneName:
    return _actor("donor-page", donor)


def of_organisation(organisation: Organisation) -> LaneName:
    return _actor("organisation-page", organisation)


def _word(parameter: str, word: Word) -> LaneName:
    address = f"{reverse('programme-list')}?{parameter}={word.slug}"
    return LaneName((NAMED, word.order, word.name), word.name, word.slug, address)


def _actor(page: str, actor: Organisation) -> LaneName:
    address = reverse(page, args=[actor.slug])
    order = (NAMED, actor.sort_key, actor.pk)
    return LaneName(order, actor.name, actor.slug, address, actor.public_id)


def _label(row: ActorRow) -> LaneName:
    label = row.get_withheld_display()
    return LaneName((WITHHELD, label), label)


# --- Of many, in the database --------------------------------------------------------------------


@dataclass(frozen=True)
class Shared:
    """The same for counting: `path` leads from programmes to the `records` that they share.

    `rows` are those between, some of which may be withheld; `repeats`: several may lead to one.
    """

    path: str
    records: QuerySet
    name: Callable[[object], LaneName]
    rows: RoleQuerySet | None = None
    none: str = ""
    repeats: bool = False

    def withheld(self, programmes: QuerySet[Programme]) -> QuerySet:
        """Return the rows of `programmes` that name nobody."""
        return self.rows.exclude(withheld="").filter(programme__in=programmes)


SHARED = {
    Lanes.AREA: Shared("areas", Area.objects.all(), of_area),
    Lanes.ACTIVITY: Shared("activities", Activity.objects.all(), of_activity),
    Lanes.DONOR: Shared(
        "fundings__donor",
        Organisation.objects.published(),
        of_donor,
        rows=Funding.objects.published(),
        none=NO_DONOR,
    ),
    Lanes.ORGANISATION: Shared(
        "participations__organisation",
        Organisation.objects.published(),
        of_organisation,
        rows=Participation.objects.published(),
        none=NO_ORGANISATION,
        repeats=True,
    ),
}
