"""The form of a record: it knows which version was read, and says why a save was refused."""

from __future__ import annotations

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.spans import SpanError, suggest


class EchoInput(AdminTextInputWidget):
    """A text field with a line below that says how what was typed is understood.

    `url` answers {"text": ..., "links": [...]}; without JavaScript the line shows the saved value.
    """

    template_name = "admin/widgets/echo_input.html"

    class Media:
        js = ["admin/echo.js"]
        css = {"all": ["admin/record.css"]}

    def __init__(self, url: str, *, read=None):
        super().__init__({"data-echo-url": url})
        self.read = read

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["echo"] = self.read(value) if self.read and value else ""
        return context


def reading_of(text: str) -> str:
    """Return how an EDTF text is read, or what is wrong with it."""
    try:
        return suggest(text)
    except SpanError as error:
        return str(error)


class TrackedForm(forms.ModelForm):
    """Refusals that come up while the rows are saved are shown on the form, values kept."""

    refusals: tuple[str, ...] = ()

    def clean(self):
        cleaned = super().clean()
        for refusal in self.refusals:
            self.add_error(None, refusal)
        return cleaned


class RecordForm(TrackedForm):
    """A record's form carries the version that its reader saw."""

    version_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version_seen"].initial = self.instance.version


STALE = _(
    "Somebody else saved this record while you were editing it, so nothing of yours was saved. What"
    " you typed is still here: open the record in another window, compare, and enter it there."
)
