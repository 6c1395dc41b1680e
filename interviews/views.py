"""Findings and recommendations, the questions and studies they come from, and how they are made."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from interviews.filters import (
    CodeFilterSet,
    FindingFilterSet,
    QuestionFilterSet,
    RecommendationFilterSet,
    StudyFilterSet,
)
from interviews.models import SMALLEST_BASE, Band, Code, Finding, Question, Recommendation, Study
from programmes.views import claims_of
from trackdiplo.records.views import ListPage, PublicPage, RecordPage


class VoicedList(ListPage):
    """A list that says whose voices these are: those of all public studies."""

    def get_context_data(self, **context):
        return super().get_context_data(studies=Study.objects.published().for_list(), **context)


class FindingList(VoicedList):
    filterset_class = FindingFilterSet
    template_name = "interviews/finding_list.html"
    resource = "finding"
    title = _("Findings")
    page_size = 20  # each is a text to read

    def get_queryset(self):
        return Finding.objects.published().for_list()


class FindingPage(RecordPage):
    template_name = "interviews/finding_page.html"

    def get_queryset(self):
        return Finding.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        return {"claims": claims_of(record)}


class RecommendationList(VoicedList):
    filterset_class = RecommendationFilterSet
    template_name = "interviews/recommendation_list.html"
    resource = "recommendation"
    title = _("Recommendations and conclusions")
    page_size = 20  # each is a text to read

    def get_queryset(self):
        return Recommendation.objects.published().for_list()


class RecommendationPage(RecordPage):
    template_name = "interviews/recommendation_page.html"

    def get_queryset(self):
        return Recommendation.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        return {"claims": claims_of(record)}


class QuestionList(VoicedList):
    filterset_class = QuestionFilterSet
    template_name = "interviews/question_list.html"
    resource = "question"
    title = _("Questions")

    def get_queryset(self):
        return Question.objects.published().for_list()


class QuestionPage(RecordPage):
    template_name = "interviews/question_page.html"

    def get_queryset(self):
        return Question.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        whole = record.public_parent or record
        return {
            "questions": Question.objects.published().whole().filter(study=record.study).in_order(),
            "whole": whole,
            "findings": Finding.objects.published().on([record]).for_list(),
            "recommendations": Recommendation.objects.published().on([record]).for_list(),
            "claims": claims_of(record),
        }


class StudyList(VoicedList):
    filterset_class = StudyFilterSet
    template_name = "interviews/study_list.html"
    resource = "study"
    title = _("Studies")

    def get_queryset(self):
        return Study.objects.published().for_list()


class StudyPage(RecordPage):
    template_name = "interviews/study_page.html"

    def get_queryset(self):
        return Study.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        questions = Question.objects.published().whole().filter(study=record)
        return {
            "questions": questions.for_list(),
            "finding_count": Finding.objects.published().filter(study=record).count(),
            "recommendation_count": Recommendation.objects.published().filter(study=record).count(),
            "code_count": Code.objects.published().filter(study=record).count(),
            "claims": claims_of(record),
        }


class CodeList(VoicedList):
    filterset_class = CodeFilterSet
    template_name = "interviews/code_list.html"
    resource = "code"
    title = _("Codes")

    def get_queryset(self):
        return Code.objects.published().for_list()


class CodePage(RecordPage):
    template_name = "interviews/code_page.html"

    def get_queryset(self):
        return Code.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        return {"claims": claims_of(record)}


class Methods(PublicPage):
    """How findings are made, what is withheld, and why."""

    template_name = "interviews/methods.html"

    def get_context_data(self, **context):
        return super().get_context_data(
            studies=Study.objects.published().for_list(),
            bands=[Band.FEW, Band.SOME, Band.MANY, Band.MOST],
            smallest_base=SMALLEST_BASE,
            **context,
        )
