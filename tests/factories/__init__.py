"""The smallest valid record of each kind. All arguments are keywords; what matters is given.

`published=True` adds what publication asks for and publishes; a draft has only what was given.
"""

from itertools import count

from django.contrib.auth.models import Group, User

from actors.models import Organisation, OrganisationKind, Place
from programmes.models import Activity, Area, Funding, Participation, Period, Programme, Role
from trackdiplo.records.models import AlternateName, Citation, Paragraph, Source, changes

_numbers = count(1)


def _named(values, kind):
    values.setdefault("name", f"{kind} {next(_numbers)}")
    return values


def create_user(*, groups=(), **values):
    """A member of staff; `groups` by name, as `setup_groups` has made them."""
    values = {"username": f"user-{next(_numbers)}", "is_staff": True} | values
    user = User.objects.create_user(**values)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def create_source(**values):
    values = {"slug": f"source-{next(_numbers)}", "kind": "report"} | _named(values, "Source")
    with changes(by=None):
        return Source.objects.create(**values)


def create_paragraph(*, source, key="stages-1", section="Stages", number=1, opening="In the"):
    with changes(by=None):
        return Paragraph.objects.create(
            source=source, key=key, section=section, number=number, opening=opening
        )


def create_citation(*, target, source=None, **values):
    with changes(by=None):
        return Citation.objects.create(target=target, source=source or create_source(), **values)


def create_name(*, target, name, **values):
    with changes(by=None):
        return AlternateName.objects.create(target=target, name=name, **values)


def create_place(**values):
    values = {"slug": f"place-{next(_numbers)}"} | _named(values, "Place")
    with changes(by=None):
        return Place.objects.create(**values)


def create_area(**values):
    return _create_word(Area, values)


def create_activity(**values):
    return _create_word(Activity, values)


def _create_word(model, values):
    values = {"slug": f"word-{next(_numbers)}", "definition": "What it is."} | _named(
        values, "Word"
    )
    with changes(by=None):
        return model.objects.create(**values)


def create_organisation(*, published=True, **values):
    values = {"kind": OrganisationKind.NGO} | _named(values, "Organisation")
    with changes(by=None):
        return _finish(Organisation.objects.create(**values), published=published)


def create_period(*, published=True, **values):
    number = next(_numbers)
    values = {"number": number, "when": "1988/1991", "summary": "What marked it."} | values
    with changes(by=None):
        return _finish(Period.objects.create(**_named(values, "Period")), published=published)


def create_programme(
    *,
    published=True,
    areas=(),
    activities=(),
    places=(),
    periods=(),
    organisations=(),
    donors=(),
    **values,
):
    """A programme; `organisations` implement it, `donors` pay for it."""
    values = {"when": "2003", "summary": "What was done.", "outcome": "What came of it."} | values
    with changes(by=None):
        programme = Programme.objects.create(**_named(values, "Programme"))
        programme.areas.set(areas or [create_area()])
        programme.activities.set(activities or [create_activity()])
        programme.places.set(places)
        programme.periods.set(periods)
        for organisation in organisations or [create_organisation()]:
            create_participation(programme=programme, organisation=organisation)
        for donor in donors:
            create_funding(programme=programme, donor=donor)
        return _finish(programme, published=published)


def create_participation(*, programme, role=Role.IMPLEMENTER, **values):
    with changes(by=None):
        return Participation.objects.create(programme=programme, role=role, **values)


def create_funding(*, programme, **values):
    with changes(by=None):
        return Funding.objects.create(programme=programme, **values)


def _finish(record, *, published):
    if published:
        create_citation(target=record)
        record.publish(by=None)
    return record
