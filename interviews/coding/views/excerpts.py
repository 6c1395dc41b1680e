"""Excerpts: a new text after a passage, written by one person and cleared by another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews.coding.staff import CLEAR, QUOTE, for_staff, page
from interviews.coding.views.findings import at_question, chosen_question, questions
from interviews.disclosure.release import MOST_EXCERPTS, MOST_OF_ONE, hidden_names
from interviews.disclosure.wording import names_in, problems_of
from interviews.models import Study
from interviews.models.confidential import (
    LONGEST_REASON,
    MAX_EXCERPT_WORDS,
    AuditEntry,
    Coding,
    Excerpt,
    PreparedFinding,
)


@dataclass
class Choice:
    """A passage that an excerpt may be written after, or has been."""

    coding: Coding
    excerpt: Excerpt | None
    of_one: int
    problems: list[str]


@dataclass
class Place:
    """A finding, and the passages that its excerpts are chosen from."""

    finding: PreparedFinding
    choices: list[Choice]

    @property
    def written(self) -> int:
        return sum(choice.excerpt is not None for choice in self.choices)


@require_safe
@for_staff(QUOTE)
def excerpts(request, study: int):
    """Show, finding by finding, the agreed passages of those who may be quoted."""
    study = get_object_or_404(Study, pk=study)
    # What a release says has its excerpts, and gets no other.
    prepared = PreparedFinding.objects.filter(question__study=study).open()
    question = chosen_question(request, study, prepared)
    places = list(_places(study, prepared.filter(question=question)))
    shown = {
        "questions": questions(study, prepared),
        "question": question,
        "places": places,
        "any_choice": any(place.choices for place in places),
        "most": MOST_EXCERPTS,
        "most_of_one": MOST_OF_ONE,
        "most_words": MAX_EXCERPT_WORDS,
    }
    return page(request, "excerpts.html", title=_("Excerpts"), study=study, **shown)


def _places(study: Study, prepared) -> Iterable[Place]:
    """Yield each finding with its passages, in 6 queries however many."""
    written = Excerpt.objects.filter(coding__response__respondent__study=study)
    of_one = Counter(written.values_list("coding__response__respondent", flat=True))
    people = written.select_related("prepared_by", "cleared_by")
    by_coding = {each.coding_id: each for each in people}
    hidden = hidden_names(study)
    passages: dict[int, list[Choice]] = {}
    for coding in quotable().filter(response__question__in=prepared.values("question")):
        excerpt = by_coding.get(coding.pk)
        problems = refused(excerpt, hidden) if excerpt else []
        choice = Choice(coding, excerpt, of_one[coding.response.respondent_id], problems)
        passages.setdefault(coding.code_id, []).append(choice)
    for finding in prepared.select_related("code", "question"):
        yield Place(finding, passages.get(finding.code_id, []))


def quotable():
    """Return the agreed passages of those who may be quoted, as they stand in the answers."""
    rows = Coding.objects.agreed().filter(response__respondent__quote_consent=True)
    return rows.select_related(
        "code__study", "response__respondent", "response__question"
    ).in_order()


def refused(excerpt: Excerpt, hidden: list[str]) -> list[str]:
    """Return for what words a release would be refused."""
    return [*problems_of(excerpt.public_text), *names_in(excerpt.public_text, hidden)]


# --- Writing ----------------------------------------------------------------------------------


class ExcerptForm(forms.ModelForm):
    class Meta:
        model = Excerpt
        fields = ["public_text"]
        widgets = {"public_text": forms.Textarea(attrs={"rows": 5, "spellcheck": "false"})}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@for_staff(QUOTE)
def write(request, coding: int):
    """Write an excerpt after a passage, or write it anew: then it waits to be cleared again."""
    coding = get_object_or_404(quotable(), pk=coding)
    excerpt = coding.excerpts.first() or Excerpt(coding=coding)
    form = ExcerptForm(request.POST or None, instance=excerpt)
    text, response = coding.response.text, coding.response
    if excerpt.pk and excerpt.is_released:
        messages.error(request, _("A release says it: it stays as it is."))
        return redirect(at_question("coding_excerpts", response.question))
    if request.method == "POST" and form.is_valid():
        excerpt.prepared_by, excerpt.cleared_by = request.user, None
        form.save()
        messages.success(request, _("Kept. Somebody else clears it."))
        return redirect(at_question("coding_excerpts", response.question))
    shown = {
        "coding": coding,
        "before": text[: coding.start],
        "after": text[coding.end :],
        "form": form,
        "back": at_question("coding_excerpts", response.question),
        "most_words": MAX_EXCERPT_WORDS,
    }
    title = _("Write an excerpt")
    return page(request, "excerpt.html", title=title, study=coding.code.study, **shown)


# --- Clearing ---------------------------------------------------------------------------------


class ClearForm(forms.Form):
    reason = forms.CharField(max_length=LONGEST_REASON)


def _with_place():
    return Excerpt.objects.select_related("coding__code__study", "coding__response__question")


@require_POST
@for_staff(CLEAR)
@transaction.atomic
def clear(request, excerpt: int):
    """Clear what somebody else prepared, with the reason on record."""
    excerpt = get_object_or_404(_with_place().filter(cleared_by__isnull=True), pk=excerpt)
    form = ClearForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words why it gives nobody away."))
    elif excerpt.prepared_by == request.user:
        messages.error(request, _("Somebody else must clear what you prepared."))
    else:
        excerpt.cleared_by = request.user
        excerpt.save()
        AuditEntry.objects.create(
            study=excerpt.coding.code.study,
            action=AuditEntry.Action.CLEARED,
            by=request.user,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("Cleared."))
    return redirect(at_question("coding_excerpts", excerpt.coding.response.question))


@require_POST
@for_staff(QUOTE)
def remove(request, excerpt: int):
    """Take away an excerpt that no release says."""
    excerpt = get_object_or_404(_with_place(), pk=excerpt)
    question = excerpt.coding.response.question
    if excerpt.is_released:
        messages.error(request, _("A release says it: it stays as it is."))
    else:
        excerpt.delete()
        messages.success(request, _("Taken away."))
    return redirect(at_question("coding_excerpts", question))
