"""What stands at the permanent address of a record: the way to its page, and how to cite it."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from trackdiplo.records import parameters
from trackdiplo.records.models import KINDS, Change, Record
from trackdiplo.records.references import FORMS, Reference
from trackdiplo.records.views import PublicPage, bad_request, site


class ById(PublicPage):
    """An answer about the public record with an id. A subclass says what, and its parameters."""

    class Asked(forms.Form):
        """The parameters."""

    def answer(self, request, public_id: str):
        asked = self.Asked(request.GET)
        problems = parameters.check(request.GET, single=asked.fields) or asked.errors
        if problems:
            return bad_request(request, problems=problems)
        record = published(public_id)
        if record:
            return self.found(record, **asked.cleaned_data)
        if Change.of(public_id).exists():
            return render(request, "410.html", site(), status=HTTPStatus.GONE)
        raise Http404

    def found(self, record: Record, **asked) -> HttpResponse:
        raise NotImplementedError(f"{type(self).__name__} answers nothing.")


def published(public_id: str) -> Record | None:
    """Return the public record with this id, of whichever kind."""
    prefix = public_id.partition("-")[0]
    for kind in (kind for kind in KINDS.values() if prefix == kind.model.PREFIX):
        record = kind.model.objects.published().filter(public_id=public_id).first()
        if record:
            return record
    return None


class ToThePage(ById):
    """`/id/<public_id>/`: the address that is cited; it leads to the record wherever it is."""

    def found(self, record):
        return HttpResponseRedirect(record.get_absolute_url())


class Cite(ById):
    """The reference to a record: in words, or a file for a reference manager."""

    class Asked(forms.Form):
        format = forms.ChoiceField(choices=[*FORMS.items()], required=False)
        accessed = forms.DateField(input_formats=["%Y-%m-%d"], required=False)

    def found(self, record, *, format, accessed):
        form = FORMS[format or "text"]
        address = self.request.build_absolute_uri(record.get_permanent_url())
        change = Change.of(record.public_id).first()
        reference = Reference.of(record, change, address, accessed)
        response = HttpResponse(
            form.write(reference), content_type=f"{form.media_type}; charset=utf-8"
        )
        if form.ending:
            filename = f"{record.public_id}.{form.ending}"
            response["Content-Disposition"] = f'attachment; filename="{filename}"'
        return response
