"""Home, the timeline, and the pages of periods and programmes."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from csp.decorators import csp_replace
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt

from actors.models import Donor, Organisation
from interviews.models import Finding
from programmes.filters import (
    AssessmentFilterSet,
    EventFilterSet,
    OutputFilterSet,
    PeriodFilterSet,
    ProgrammeFilterSet,
    TimelineFilterSet,
)
from programmes.geometry import Axis
from programmes.in_time import in_time
from programmes.models import Area, Assessment, Event, Output, Period, Programme
from programmes.pictures import FilePage
from programmes.sheet import Sheet
from programmes.timeline import Timeline, drawn_or_counted
from trackdiplo.records.first import First
from trackdiplo.records.models import Counter, Match
from trackdiplo.records.templatetags.records import counted
from trackdiplo.records.views import ListPage, PublicPage, RecordPage, with_query


class Home(PublicPage):
    """What this is, how much there is, and the ways in."""

    template_name = "programmes/home.html"

    def get_context_data(self, **context):
        programmes, periods = Programme.objects.published(), all_periods()
        numbers = programmes.count_within(periods, Match.POSSIBLE)
        return super().get_context_data(
            timeline=drawn_or_counted(programmes.for_list(), periods=periods),
            strip=[(period, numbers[str(period.pk)]) for period in periods],
            donor_count=Donor.objects.published().count(),
            organisation_count=Organisation.objects.published().count(),
            areas=Area.objects.public(),
            findings=Finding.objects.published().highlighted().for_list(),
            revision=Counter.current(),
            **context,
        )


class TimelinePage(FilePage):
    """All programmes that were asked for, on one axis with the periods and the events."""

    filterset_class = TimelineFilterSet
    template_name = "programmes/timeline.html"
    resource = "programme"
    title = _("Timeline")
    name = "timeline"

    def get_queryset(self):
        return Programme.objects.published().for_list()

    def content(self, context):
        return getattr(self.sheet(context), self.wanted)()

    def sheet(self, context: dict) -> Sheet:
        title = render_to_string("records/partials/list_title.html", context)
        return Sheet(
            context["timeline"],
            said={
                "title": unescape(title).strip(),
                "counted": counted(context["count"], self.filterset),
                "base": self.request.build_absolute_uri("/").rstrip("/"),
                "address": context["whole"],
                "site_name": context["site_name"],
                "content_licence": context["content_licence"],
            },
        )

    def drawn(self, queryset):
        timeline = self.filterset.drawn()
        drawn = {"count": timeline.count, "timeline": timeline}
        return drawn | {"zooms": self.zooms(timeline), "steps": self.steps(timeline)}

    def zooms(self, timeline: Timeline) -> list[Zoom]:
        """Return the ways to see the same of another period."""
        asked = self.filterset.form.cleaned_data["period"]
        return [Zoom(None, self.within(), timeline.axis == timeline.whole)] + [
            Zoom(period, self.within(period=period.slug), asked == [period])
            for period in timeline.periods
        ]

    def steps(self, timeline: Timeline) -> list[Step]:
        """Return the ways to see the same a little earlier or later, nearer or farther."""
        steps = timeline.axis.steps(timeline.whole)
        return [Step(name, axis, self.stepped(axis, timeline)) for name, axis in steps.items()]

    def stepped(self, axis: Axis, timeline: Timeline) -> str:
        """Return the address of the same on `axis`; empty where that leads nowhere."""
        if axis == timeline.axis:
            return ""
        if axis == timeline.whole:
            return self.within()
        return self.within(active_from=str(axis.first), active_to=str(axis.last))

    def within(self, **time: str) -> str:
        """Return the address of the same in `time`, or in all time."""
        query = self.asked()
        for name in ("period", "active_from", "active_to"):
            query.pop(name, None)
        query.update(time)
        return with_query(self.request.path, query)

    def downloads(self):
        """What is shown, as files and in the API."""
        return super().downloads() | {"JSON": with_query(reverse("api:timeline"), self.asked())}

    def get_context_data(self, **context):
        """Add the whole addresses of the page, and of what other sites show of it."""
        addresses = {"whole": reverse("timeline"), "embed": reverse("timeline-embed")}
        absolute = self.request.build_absolute_uri
        query = self.asked()
        told = {name: absolute(with_query(path, query)) for name, path in addresses.items()}
        return super().get_context_data(**told, **context)


@dataclass(frozen=True)
class Zoom:
    """A period to zoom to; none for all time."""

    period: Period | None
    address: str
    is_current: bool


@dataclass(frozen=True)
class Step:
    """A step on the axis, and where it leads; without an address it leads nowhere."""

    name: str
    axis: Axis
    address: str

    SIGNS = {"earlier": "←", "later": "→", "in": "+", "out": "−"}
    LABELS = {
        "earlier": _("Earlier"),
        "later": _("Later"),
        "in": _("Zoom in"),
        "out": _("Zoom out"),
    }

    @property
    def sign(self) -> str:
        return self.SIGNS[self.name]

    @property
    def label(self) -> str:
        return self.LABELS[self.name]


@method_decorator([xframe_options_exempt, csp_replace({"frame-ancestors": ["*"]})], name="dispatch")
class TimelineEmbed(TimelinePage):
    """The timeline in a frame of any other site: the only page that may be in one."""

    template_name = "programmes/timeline_embed.html"
    files = ()
    has_form = False


class ProgrammeList(ListPage):
    filterset_class = ProgrammeFilterSet
    template_name = "programmes/programme_list.html"
    resource = "programme"
    title = _("Programmes")

    def get_queryset(self):
        return Programme.objects.published().for_list()


class ProgrammePage(RecordPage):
    template_name = "programmes/programme_page.html"

    def get_queryset(self):
        return Programme.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        periods = all_periods()
        return {
            "periods": record.periods_among(periods),
            "parts": Programme.objects.published().filter(parent=record).by_start(),
            "outputs": Output.objects.published().filter(programmes=record).for_list(),
            **in_time(record, periods),
            "assessments": Assessment.objects.published().filter(programme=record).for_list(),
            "claims": claims_of(record),
        }


class PeriodList(ListPage):
    filterset_class = PeriodFilterSet
    template_name = "programmes/period_list.html"
    resource = "period"
    title = _("Periods")

    def get_queryset(self):
        return Period.objects.published().for_list()


class PeriodPage(RecordPage):
    template_name = "programmes/period_page.html"

    def get_queryset(self):
        return Period.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        periods = all_periods()
        return {
            "periods": periods,
            **in_time(record, periods),
            "programmes": First.of(Programme.objects.published().in_periods([record]).for_list()),
            "events": First.of(Event.objects.published().active_in(record.span).for_list()),
            "assessments": Assessment.objects.published().filter(period=record).for_list(),
            "findings": Finding.objects.published().linked("periods", [record]).for_list(),
            "claims": claims_of(record),
        }


class EventList(ListPage):
    filterset_class = EventFilterSet
    template_name = "programmes/event_list.html"
    resource = "event"
    title = _("Events")

    def get_queryset(self):
        return Event.objects.published().for_list()


class EventPage(RecordPage):
    template_name = "programmes/event_page.html"

    def get_queryset(self):
        return Event.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        periods = all_periods()
        return {
            "periods": [each for each in periods if each.span.possibly_overlaps(record.span)],
            "findings": Finding.objects.published().linked("events", [record]).for_list(),
            **in_time(record, periods),
            "claims": claims_of(record),
        }


class OutputList(ListPage):
    filterset_class = OutputFilterSet
    template_name = "programmes/output_list.html"
    resource = "output"
    title = _("Outputs")

    def get_queryset(self):
        return Output.objects.published().for_list()


class OutputPage(RecordPage):
    template_name = "programmes/output_page.html"

    def get_queryset(self):
        return Output.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        return {"claims": claims_of(record)} | in_time(record, all_periods())


class AssessmentList(ListPage):
    filterset_class = AssessmentFilterSet
    template_name = "programmes/assessment_list.html"
    resource = "assessment"
    title = _("Assessments")

    def get_queryset(self):
        return Assessment.objects.published().for_list()


class AssessmentPage(RecordPage):
    template_name = "programmes/assessment_page.html"

    def get_queryset(self):
        return Assessment.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        return {"claims": claims_of(record)}


def all_periods() -> list[Period]:
    return list(Period.objects.published().for_list())


# Rows with citations of their own, as their record has them prefetched.
CITED_ROWS = (
    "shown_participations",
    "shown_fundings",
    "public_involvements",
    "public_affiliations",
)


def claims_of(record) -> list[tuple[str, list]]:
    """Return (claim in words, its citations) in the order of a page, from prefetched rows.

    The claim is empty for what stands under the whole record.
    """
    claims: dict[str, list] = {}
    for citation in record.citations.all():
        claims.setdefault(citation.claim, []).append(citation)
    for row in (row for name in CITED_ROWS for row in getattr(record, name, [])):
        for citation in row.citations.all():
            claims.setdefault(row.in_words, []).append(citation)
    return sorted(claims.items(), key=lambda claim: claim[0] != "")
