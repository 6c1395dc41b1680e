"""A form of the admin as its reader has it in hand: read from the page, changed, sent back."""

from django.urls import reverse

CITATIONS = "records-citation-content_type-object_id"


def data_of(response) -> dict[str, object]:
    """Return what a browser would send for the form on a page, unchanged."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = _sent(value)
    return data


def _sent(value):
    if isinstance(value, list | tuple):
        return [getattr(item, "pk", item) for item in value]
    return "on" if value is True else getattr(value, "pk", value)


def add_row(data: dict[str, object], prefix: str, **values) -> dict[str, object]:
    """Return `data` with one more row of the inline `prefix`."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | row | {f"{prefix}-TOTAL_FORMS": number + 1}


def change_url(record):
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk]
    )


def open_form(client, record):
    return data_of(client.get(change_url(record)))


def save(client, record, data):
    return client.post(change_url(record), data)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def refusals_of(response):
    return response.context["adminform"].form.non_field_errors()
