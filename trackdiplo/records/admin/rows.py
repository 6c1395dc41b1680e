"""A row of a record on its own page: for its citations. One reaches it from the record."""

from trackdiplo.records.admin.base import TrackedAdmin
from trackdiplo.records.admin.inlines import CitationInline
from trackdiplo.records.models.record import UNPUBLISHED


class RowAdmin(TrackedAdmin):
    """A role, a funding, an involvement, an affiliation. `owner` names the field of its record."""

    owner = "programme"
    inlines = [CitationInline]

    def get_readonly_fields(self, request, obj=None):
        return [self.owner]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def may_publish(self, request):
        model = self.model._meta.get_field(self.owner).related_model._meta
        return request.user.has_perm(f"{model.app_label}.publish_{model.model_name}")

    def is_live(self, row):
        return row.record_of().status not in UNPUBLISHED

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # The record's history and version move with what its page shows.
        form.instance.record_of().save()
