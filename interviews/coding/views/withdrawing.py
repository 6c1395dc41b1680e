"""Withdrawal: what a respondent said is erased for good."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from interviews.coding.staff import WITHDRAW, for_staff, page
from interviews.disclosure.withdrawal import withdraw
from interviews.models import Study
from interviews.models.confidential import Respondent


@require_safe
@for_staff(WITHDRAW)
def respondents(request, study: int):
    """List the respondents of a study, each with the way to erase what they said."""
    study = get_object_or_404(Study, pk=study)
    answers = Count("responses", filter=~Q(responses__text=""))
    rows = Respondent.objects.filter(study=study).annotate(answers=answers).order_by("pseudonym")
    return page(request, "respondents.html", title=_("Withdrawal"), study=study, rows=rows)


@require_http_methods(["GET", "POST"])
@for_staff(WITHDRAW)
def withdrawal(request, respondent: int):
    """Say what would be erased; erase it once that is confirmed."""
    found = get_object_or_404(Respondent.objects.counted(), pk=respondent)
    if request.method == "POST" and request.POST.get("pseudonym") == found.pseudonym:
        withdraw(found, by=request.user)
        messages.success(request, _("What %s said is erased.") % found)
        return redirect("admin:coding_respondents", found.study_id)
    shown = {
        "respondent": found,
        "answers": found.responses.exclude(text="").count(),
        "wrong": request.method == "POST",
    }
    return page(request, "withdraw.html", title=_("Erase"), study=found.study, **shown)
