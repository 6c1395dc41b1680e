"""Rows below a record's form: citations and names."""

from django import forms
from django.contrib.contenttypes.admin import GenericTabularInline
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.models import AlternateName, Citation


class StartsWithOne:
    """An empty row on a new record's form; on an old one, rows are added by the link."""

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class CitationInline(StartsWithOne, GenericTabularInline):
    model = Citation
    verbose_name = _("citation")
    verbose_name_plural = _("Citations: where each claim comes from")
    autocomplete_fields = ["source"]
    fields = ["field", "source", "locator", "note", "confidence", "checked_on"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name != "field":
            return field
        model_field = self.parent_model._meta.get_field
        named = [(name, model_field(name).verbose_name) for name in self.parent_model.CITABLE]
        return forms.ChoiceField(
            choices=[("", _("the whole record")), *named],
            required=False,
            label=field.label,
            help_text=field.help_text,
        )


class NameInline(GenericTabularInline):
    model = AlternateName
    extra = 0
    verbose_name = _("other name")
    verbose_name_plural = _("Other names: former, short, in other languages and spellings")
    fields = ["name", "kind", "language", "script"]
