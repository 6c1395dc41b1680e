"""The design of the site on one page: its colours as the style sheet has them, its parts as pages do.

Nothing on it is a copy. The parts are the templates of the pages, with the first records that suit.
"""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from interviews.models import Finding
from programmes.filters import ProgrammeFilterSet
from programmes.lanes import Lanes
from programmes.matrix import matrix_of
from programmes.models import Event, Programme
from programmes.timeline import draw
from programmes.views import Step, all_periods
from trackdiplo.records.asked import ActiveFilter, Offer, Offers
from trackdiplo.records.colours import colours
from trackdiplo.records.models import Match
from trackdiplo.records.views import PublicPage

LOOKED_AT, SHOWN, MARKED = 60, 3, 8


class Design(PublicPage):
    """Colours with what they mean and how they contrast, letters, space, and every component."""

    template_name = "programmes/design.html"

    def get_context_data(self, **context):
        periods, published = all_periods(), Programme.objects.published()
        numbers = published.count_within(periods, Match.POSSIBLE)
        found = list(published.for_list()[:LOOKED_AT])
        dated, undated = [
            [each for each in found if bool(each.when) is has] for has in (True, False)
        ]
        paid = next((each for each in found if each.shown_fundings), None)
        events = list(Event.objects.published().for_list()[:MARKED])
        timeline = draw([*dated[:SHOWN], *undated[:1]], periods, events)
        steps = timeline.axis.steps(timeline.whole)
        return super().get_context_data(
            colours=[each for each in colours().values() if not each.period],
            hues=[each for each in colours().values() if each.period],
            timeline=timeline,
            steps=[Step(name, axis, reverse("timeline")) for name, axis in steps.items()],
            strip=[(each, numbers[str(each.pk)]) for each in periods[:SHOWN]],
            listed=[*dated[:2], *([paid] if paid else [])],
            events=events[:SHOWN],
            record=published.for_document().filter(pk__in=[each.pk for each in dated[:1]]).first(),
            periods=dated[0].periods_among(periods) if dated else [],
            paid=paid.shown_fundings if paid else [],
            findings=Finding.objects.published().highlighted().for_list()[:SHOWN],
            matrix=matrix_of(published, periods, Lanes.AREA, whole=_("All programmes")),
            **self.said(periods, published.count()),
            **context,
        )

    def said(self, periods, count: int) -> dict[str, object]:
        """Return what is said of a question: that it was asked, finds nothing, is not understood."""
        whole = reverse("programme-list")
        chips = [(_("Period"), each.name) for each in periods[:1]] + [(_("Words"), "bridge")]
        return {
            "address": whole,
            "filterset": ProgrammeFilterSet(QueryDict(), Programme.objects.none()),
            "active": [ActiveFilter(*chip, typed=False, without=whole) for chip in chips],
            "offers": Offers([Offer(_("Words"), "no-such-word", whole, count)], [], count),
            "problems": {"colour": [_("“colour” is no parameter here.")]},
        }
