"""The smallest valid record of each kind. All arguments are keywords; what matters is given.

`published=True` adds what publication asks for and publishes; a draft has only what was given.
"""

from itertools import count

from django.contrib.auth.models import Group, User

from actors.models import Affiliation, Organisation, OrganisationKind, Person, Place
from interviews.models import ActorKind, Code, Finding, Question, Recommendation, Study
from interviews.models.confidential import FindingBasis
from programmes.models import (
    Activity,
    Area,
    Assessment,
    AssessmentKind,
    Event,
    EventKind,
    Funding,
    Involvement,
    Output,
    OutputKind,
    Participation,
    Period,
    Programme,
    Role,
)
from trackdiplo.records.models import (
    AlternateName,
    Citation,
    DistinctPair,
    Paragraph,
    Source,
    changes,
)

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


def create_paragraph(*, source, **values):
    place = {"key": "stages-1", "section": "Stages", "number": 1, "opening": "In the"}
    with changes(by=None):
        return Paragraph.objects.create(source=source, **place | values)


def create_citation(*, target, source=None, **values):
    with changes(by=None):
        return Citation.objects.create(target=target, source=source or create_source(), **values)


def create_name(*, target, name, **values):
    with changes(by=None):
        return AlternateName.objects.create(target=target, name=name, **values)


def create_distinct_pair(target, other, reason="They are two."):
    with changes(by=None):
        return DistinctPair.objects.create(target=target, other=other, reason=reason)


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
        programme.areas.add(*(areas or [create_area()]))
        programme.activities.add(*(activities or [create_activity()]))
        programme.places.add(*places)
        programme.periods.add(*periods)
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


def create_withheld(*, programme, note="", when="", **money):
    """A partner and a donor who must not be known: their labels are printed in their place."""
    shared = {"programme": programme, "note": note}
    create_participation(**shared, role=Role.HOST, withheld="partner_azerbaijan", when=when)
    create_funding(**shared, withheld="donor", **money)


def create_person(*, published=True, **values):
    """A person; `indexed=False` with a reason, where none is given."""
    values = {"summary": "Who it is."} | values
    if not values.get("indexed", True):
        values.setdefault("unindexed_reason", "asked for it")
    with changes(by=None):
        return _finish(Person.objects.create(**_named(values, "Person")), published=published)


def create_affiliation(*, person, organisation=None, **values):
    with changes(by=None):
        organisation = organisation or create_organisation()
        return Affiliation.objects.create(person=person, organisation=organisation, **values)


def create_involvement(*, programme, person=None, **values):
    with changes(by=None):
        person = person or create_person()
        return Involvement.objects.create(programme=programme, person=person, **values)


def create_event(*, published=True, places=(), **values):
    values = {"kind": EventKind.TALKS, "when": "1999"} | values
    with changes(by=None):
        event = Event.objects.create(**_named(values, "Event"))
        event.places.add(*places)
        return _finish(event, published=published)


def create_output(*, published=True, authors=(), publishers=(), programmes=(), **values):
    values = {"kind": OutputKind.BOOK, "when": "2005", "summary": "What it is."} | values
    with changes(by=None):
        output = Output.objects.create(**_named(values, "Output"))
        output.authors.add(*authors)
        output.publishers.add(*publishers)
        output.programmes.add(*programmes)
        return _finish(output, published=published)


def create_assessment(*, published=True, **values):
    """A judgement of a `programme` or a `period`; of a programme of its own where none is given."""
    values = {"kind": AssessmentKind.LESSON, "summary": "What is judged."} | values
    with changes(by=None):
        if "programme" not in values and "period" not in values:
            values["programme"] = create_programme()
        made = Assessment.objects.create(**_named(values, "Assessment"))
        return _finish(made, published=published)


def create_actorkind(**values):
    return _create_word(ActorKind, values)


def create_study(*, published=True, **values):
    values = {
        "voices": "Twenty people.",
        "missing_voices": "All the others.",
        "summary": "What was asked.",
    } | _named(values, "Study")
    with changes(by=None):
        return _finish(Study.objects.create(**values), published=published)


def create_question(*, published=True, **values):
    number = next(_numbers)
    values = {"number": str(number), "order": number, "wording": "What was asked."} | values
    with changes(by=None):
        values["study"] = values.get("study") or create_study()
        made = Question.objects.create(**_named(values, "Question"))
        return _finish(made, published=published)


def create_code(*, published=True, **values):
    values = {"key": f"code-{next(_numbers)}", "definition": "What it means."} | values
    with changes(by=None):
        values["study"] = values.get("study") or create_study()
        return _finish(Code.objects.create(**_named(values, "Code")), published=published)


def create_finding(*, published=True, periods=(), areas=(), events=(), actor_kinds=(), **values):
    """A finding without a quantity, of a study of its own where none is given."""
    with changes(by=None):
        values["study"] = values.get("study") or create_study()
        values.setdefault("statement", "Respondents say so.")
        finding = Finding.objects.create(**_named(values, "Finding"))
        finding.periods.add(*periods)
        finding.areas.add(*areas)
        finding.events.add(*events)
        finding.actor_kinds.add(*actor_kinds)
        return _finish(finding, published=published)


def create_recommendation(*, published=True, addressees=(), areas=(), **values):
    with changes(by=None):
        values["study"] = values.get("study") or create_study()
        values.setdefault("statement", "Somebody should do so.")
        made = Recommendation.objects.create(**_named(values, "Recommendation"))
        made.addressees.add(*(addressees or [create_actorkind()]))
        made.areas.add(*areas)
        return _finish(made, published=published)


@changes(by=None)
def create_findingbasis(**values):
    """What a computed finding rests on: 5 of 20."""
    values = {"n_with": 5, "n_base": 20} | values
    if "finding" not in values:
        values["finding"] = create_finding(kind="computed", band="some", released=True)
    if "code" not in values:
        values["code"] = create_code(study=values["finding"].study)
    return FindingBasis.objects.create(**values)


def _finish(record, *, published):
    if published:
        create_citation(target=record)
        record.publish(by=None)
    return record
