"""What the next release shall say: a finding on each code under a question, in a full sentence."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from interviews.coding import work
from interviews.coding.staff import PREPARE, for_staff, page
from interviews.disclosure.release import hidden_names
from interviews.disclosure.wording import names_in, problems_of
from interviews.models import Code, Question, Study
from interviews.models.confidential import PreparedFinding


class PreparedForm(forms.ModelForm):
    class Meta:
        model = PreparedFinding
        fields = ["name", "statement"]
        widgets = {"statement": forms.Textarea(attrs={"rows": 2})}


class PreparedForms(forms.BaseModelFormSet):
    deletion_widget = forms.CheckboxInput

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = gettext_lazy("Leave it out")


Rows = forms.modelformset_factory(
    PreparedFinding, PreparedForm, formset=PreparedForms, extra=0, can_delete=True
)


@require_http_methods(["GET", "POST"])
@for_staff(PREPARE)
def findings(request, study: int):
    """Show, and keep, what is prepared under one question."""
    study = get_object_or_404(Study, pk=study)
    prepared = PreparedFinding.objects.filter(question__study=study)
    question = chosen_question(request, study, prepared)
    of_question = prepared.filter(question=question)
    rows = Rows(
        request.POST or None,
        queryset=of_question.open().select_related("code").order_by("code__sort_key", "pk"),
    )
    if request.method == "POST" and rows.is_valid():
        for form in filter(lambda form: form.has_changed(), rows):
            form.instance.prepared_by = request.user
        rows.save()
        messages.success(request, _("Kept."))
        return redirect(at_question("coding_findings", question))
    hidden = hidden_names(study)
    shown = {
        "questions": questions(study, prepared),
        "question": question,
        "forms": rows,
        "rows": [(form, refused(form.instance, hidden)) for form in rows],
        "released": of_question.released().select_related("code"),
        "missing": missing(question).count() if question else 0,
    }
    return page(request, "findings.html", title=_("Findings"), study=study, **shown)


def refused(finding: PreparedFinding, hidden: list[str]) -> list[str]:
    """Return for what words a release would be refused."""
    texts = (finding.name, finding.statement)
    found = [each for text in texts for each in (*problems_of(text), *names_in(text, hidden))]
    return list(dict.fromkeys(found))


def missing(question: Question):
    """Return the codes on which nothing is prepared under a question."""
    known = PreparedFinding.objects.filter(question=question).values("code")
    return Code.objects.filter(study=question.study).exclude(pk__in=known)


@require_POST
@for_staff(PREPARE)
def prepare(request, study: int):
    """Prepare a finding on every code of the study, under the question that was chosen."""
    study = get_object_or_404(Study, pk=study)
    question = get_object_or_404(Question, pk=request.POST.get("question") or 0, study=study)
    codes = list(missing(question).in_order())
    for code in codes:
        PreparedFinding.objects.create(
            question=question,
            code=code,
            name=code.name,
            statement=code.definition or code.name,
            prepared_by=request.user,
        )
    count = len(codes)
    said = ngettext("%s finding is prepared.", "%s findings are prepared.", count) % count
    messages.success(request, said)
    return redirect(at_question("coding_findings", question))


# --- The question of a page -------------------------------------------------------------------


def questions(study: Study, prepared) -> list[tuple[Question, int]]:
    """Return the questions of a study, each with how many findings are prepared on it."""
    counts = work.prepared_on(prepared)
    return [
        (each, counts.get(each.pk, 0)) for each in Question.objects.filter(study=study).by_number()
    ]


def chosen_question(request, study: Study, prepared) -> Question | None:
    """Return the question that is asked for, else the first with something prepared, or of all."""
    rows = list(Question.objects.filter(study=study).by_number())
    asked = request.GET.get("question")
    busy = set(prepared.values_list("question", flat=True))
    ranked = sorted(rows, key=lambda each: (str(each.pk) != asked, each.pk not in busy))
    return ranked[0] if ranked else None


def at_question(name: str, question: Question) -> str:
    address = reverse(f"admin:{name}", args=[question.study_id])
    return f"{address}?question={question.pk}"
