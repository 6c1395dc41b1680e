"""The query parameters of studies, questions, codes, findings and recommendations.

All of them ask of what is public about a finding. None asks of who was interviewed: a parameter
like that is unknown, and refused as every unknown one.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.models import (
    ActorKind,
    Band,
    Code,
    Conclusion,
    Finding,
    FindingKind,
    Question,
    Recommendation,
    Study,
)
from programmes.filters import of_kinds
from programmes.models import Area, Event, Period
from trackdiplo.records.filters import AddressFilter, ChoicesFilter, RecordFilterSet
from trackdiplo.records.models import Status


class StudyFilterSet(RecordFilterSet):
    """The parameters of the list of studies."""

    class Meta:
        model = Study
        fields: list[str] = []


class OfStudyFilterSet(RecordFilterSet):
    """The parameters of lists of what belongs to a study."""

    study = AddressFilter(
        path="study",
        queryset=Study.objects.published().in_order(),
        label=_("Study"),
        help_text=_("By slug or id. Of any of these."),
    )

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        studies = self.asked.get("study")
        return queryset.filter(study__in=studies) if studies else queryset


class QuestionFilterSet(OfStudyFilterSet):
    """The parameters of the list of questions."""

    class Meta:
        model = Question
        fields: list[str] = []


class CodeFilterSet(OfStudyFilterSet):
    """The parameters of the codebook."""

    class Meta:
        model = Code
        fields: list[str] = []


class OfQuestionFilterSet(OfStudyFilterSet):
    """The parameters of lists of what answers a question."""

    question = AddressFilter(
        path="question",
        whole="question__parent",
        given=Q(question__status=Status.PUBLISHED),
        queryset=Question.objects.published().by_number(),
        label=_("Question"),
        help_text=_("By slug or id. On any of these, or on a part of one."),
    )

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        questions = self.asked.get("question")
        return queryset.on(questions) if questions else queryset

    def linked(self, queryset, relations: dict[str, str]):
        """Return the rows of `queryset` that link to what was asked for, by parameter."""
        for name, relation in relations.items():
            if name in self.asked:
                queryset = queryset.linked(relation, self.asked[name])
        return queryset


class FindingFilterSet(OfQuestionFilterSet):
    """The parameters of the list of findings, in HTML and in the API."""

    period = AddressFilter(
        path="periods",
        queryset=Period.objects.published().in_order(),
        label=_("Period"),
        help_text=_("By slug or id. Speaking of any of these."),
    )
    area = AddressFilter(
        path="areas",
        queryset=Area.objects.filter(findings__in=Finding.objects.published()).distinct(),
        label=_("Area"),
        help_text=_("By slug. Speaking of any of these."),
    )
    actor_kind = AddressFilter(
        path="actor_kinds",
        queryset=ActorKind.objects.concerned(),
        label=_("Whom it concerns"),
        help_text=_("By slug. Speaking of any of these kinds of actor."),
    )
    event = AddressFilter(
        path="events",
        ranked=True,
        queryset=Event.objects.published()
        .filter(findings__in=Finding.objects.published())
        .by_start()
        .distinct(),
        label=_("Event"),
        help_text=_("By slug or id. Speaking of any of these."),
    )
    prevalence = ChoicesFilter(
        path="band",
        choices=Band.choices,
        label=_("How common"),
        help_text=_("Which part of those asked, never how many. Any of these."),
    )
    kind = ChoicesFilter(
        path="kind",
        choices=FindingKind.choices,
        label=_("Kind of quantity"),
        help_text=_("How it is told how common it is. Any of these."),
    )

    class Meta:
        model = Finding
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = self.linked(super().filter_queryset(queryset), FINDING_RELATIONS)
        if "prevalence" in self.asked:
            queryset = queryset.filter(band__in=self.asked["prevalence"])
        return of_kinds(queryset, self)


FINDING_RELATIONS = {
    "period": "periods",
    "area": "areas",
    "actor_kind": "actor_kinds",
    "event": "events",
}


class RecommendationFilterSet(OfQuestionFilterSet):
    """The parameters of the list of recommendations and conclusions."""

    addressee = AddressFilter(
        path="addressees",
        queryset=ActorKind.objects.addressed(),
        label=_("Addressed to"),
        help_text=_("By slug. To any of these kinds of actor."),
    )
    area = AddressFilter(
        path="areas",
        queryset=Area.objects.filter(
            recommendations__in=Recommendation.objects.published()
        ).distinct(),
        label=_("Area"),
        help_text=_("By slug. Speaking of any of these."),
    )
    kind = ChoicesFilter(
        path="kind", choices=Conclusion.choices, label=_("Kind"), help_text=_("Any of these.")
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def filter_queryset(self, queryset):
        relations = {"addressee": "addressees", "area": "areas"}
        return of_kinds(self.linked(super().filter_queryset(queryset), relations), self)
