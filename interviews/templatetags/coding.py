"""How figures of agreement are said."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def alpha(found):
    """Say alpha with its interval, or that there is none: never a kinder number in its place."""
    if found.alpha is None:
        return format_html('<span class="quiet">{}</span>', _("not defined: no variation"))
    if found.interval is None:
        return f"{found.alpha:.2f}"
    low, high = found.interval
    interval = f"({low:.2f} to {high:.2f})"
    return format_html('{} <span class="quiet">{}</span>', f"{found.alpha:.2f}", interval)
