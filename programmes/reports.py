"""The pages of reports: on a period, a donor or an area, to be read, printed and cited."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Prefetch, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Donor
from interviews.models import ActorKind, Finding, Recommendation
from programmes.models import Area, Event, Output, Period, Programme
from programmes.report import Subject, write
from programmes.views import all_periods
from trackdiplo.records.metadata import kind_of, sentence
from trackdiplo.records.models import cited
from trackdiplo.records.references import Reference
from trackdiplo.records.views import RecordPage

# The kind of actor that studies speak of when they speak of those who pay.
DONORS = "donors"


class Report(RecordPage):
    """The history of a record as a document. A subclass says what of all that is public concerns it.

    `name`: how lists ask for such a record.
    """

    template_name = "programmes/report.html"
    name = ""
    title = ""

    def subject(self, record) -> Subject:
        raise NotImplementedError(f"{type(self).__name__} has no subject.")

    def address_of(self, record):
        return reverse(f"{self.name}-report", args=[record.slug])

    def page_of(self, record) -> str:
        """Return the address of what shows the same for looking around in."""
        return record.get_absolute_url()

    def lists(self, record, *names: str) -> dict[str, str]:
        """Return the addresses of lists of what is asked for by the record."""
        query = urlencode({self.name: record.slug})
        found = {f"{name}s": f"{reverse(f'{name}-list')}?{query}" for name in names}
        return found | {"timeline": f"{reverse('timeline')}?{query}"}

    def get_context_data(self, **context):
        number, at = self.request.state
        record, address = self.record, self.request.build_absolute_uri(self.request.path)
        reference = Reference(
            public_id=getattr(record, "public_id", record.slug),
            title=_("Report: %(name)s") % {"name": record.name},
            kind=str(record._meta.verbose_name),
            address=address,
            revision=number,
            changed=at.date(),
        )
        # Not what the page of a record tells of it: this tells of all that concerns it.
        return super(RecordPage, self).get_context_data(
            record=record,
            title=self.title,
            page=self.page_of(record),
            document=write(self.subject(record), all_periods()),
            reference=reference,
            by_number=self.request.build_absolute_uri(reverse("record-by-id", args=["NUMBER"])),
            **context,
        )


class PeriodReport(Report):
    name = "period"
    title = gettext_lazy("Report on a period")

    def get_queryset(self):
        return Period.objects.published().prefetch_related(*cited("citations"))

    def subject(self, record):
        programmes = Programme.objects.published().in_periods([record])
        return Subject(
            sentence=record.when_display,
            which=_("that may have been active in this period"),
            programmes=programmes,
            events=Event.objects.published().active_in(record.span).by_start(),
            outputs=with_programmes(Output.objects.published().of_time(record.span, programmes)),
            findings=with_studies(Finding.objects.published().linked("periods", [record])),
            judged=Q(period=record),
            text=record.summary,
            citations=record.citations.all(),
            titles={
                "text": _("What marked it"),
                "outputs": _("What came out in it"),
                "findings": _("What practitioners say of it"),
            },
            lists=self.lists(
                record, "programme", "organisation", "donor", "event", "output", "finding"
            ),
        )


class DonorReport(Report):
    name = "donor"
    title = gettext_lazy("Report on a donor")

    def get_queryset(self):
        donors = Donor.objects.published().select_related("place")
        return donors.prefetch_related(*cited("citations"))

    def subject(self, record):
        programmes = Programme.objects.published().funded_by([record])
        of_donors = ActorKind.objects.filter(slug=DONORS)
        recommended = Recommendation.objects.published().linked("addressees", of_donors)
        return Subject(
            sentence=sentence(
                kind_of(record, _("organisation")), record.place.name if record.place else ""
            ),
            which=_("that it is known to have funded or supported"),
            programmes=programmes,
            outputs=with_programmes(
                Output.objects.published().made_with("programmes", programmes.values("pk"))
            ),
            findings=with_studies(Finding.objects.published().linked("actor_kinds", of_donors)),
            recommendations=recommended.in_order().select_related("study"),
            text=record.summary,
            citations=record.citations.all(),
            payer=record,
            titles={
                "donors": _("Who else supported them"),
                "findings": _("What practitioners say of donors, this one or others"),
                "recommendations": _("What is recommended to donors"),
            },
            lists=self.lists(record, "programme", "organisation")
            | {
                "findings": f"{reverse('finding-list')}?actor_kind={DONORS}",
                "recommendations": f"{reverse('recommendation-list')}?addressee={DONORS}",
            },
        )


class AreaReport(Report):
    name = "area"
    title = gettext_lazy("Report on an area")

    def get_queryset(self):
        return Area.objects.public()

    def moved(self, queryset, slug):
        raise Http404  # a word keeps no former addresses

    def page_of(self, record):
        return self.lists(record, "programme")["programmes"]

    def subject(self, record):
        programmes = Programme.objects.published().in_areas([record])
        recommended = Recommendation.objects.published().linked("areas", [record])
        return Subject(
            sentence=record.definition,
            area=record,
            which=_("in this area"),
            programmes=programmes,
            outputs=with_programmes(
                Output.objects.published().made_with("programmes", programmes.values("pk"))
            ),
            findings=with_studies(Finding.objects.published().linked("areas", [record])),
            recommendations=recommended.in_order().select_related("study"),
            titles={"findings": _("What practitioners say of it")},
            lists=self.lists(
                record, "programme", "organisation", "donor", "finding", "recommendation"
            ),
        )


def with_programmes(outputs):
    """Return outputs in the order in which they came out, with the programmes that made them."""
    programmes = Programme.objects.published().in_order()
    return outputs.by_start().prefetch_related(
        Prefetch("programmes", programmes, to_attr="public_programmes")
    )


def with_studies(findings):
    """Return findings in the order of the questions, with the studies that they are of."""
    return findings.by_question().select_related("study")
