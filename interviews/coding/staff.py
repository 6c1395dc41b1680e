"""What every page of the coders shares: who may open it, its frame, and discretion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interviews.models import Study

READ = "interviews.view_response"
IMPORT = "interviews.add_response"
CODE = "interviews.add_coding"
ADJUDICATE = "interviews.adjudicate_response"
WITHDRAW = "interviews.withdraw_respondent"
EXPORT = "interviews.export_respondent"
IMPORT_CODES = "interviews.add_code"
PREPARE = "interviews.add_preparedfinding"
QUOTE = "interviews.add_excerpt"
BUILD = "interviews.build_studyrelease"
CLEAR = "interviews.clear_excerpt"
PUBLISH = "interviews.publish_studyrelease"


@dataclass(frozen=True)
class Way:
    """A page of a study's coding: the name of its address, and of those below it."""

    name: str
    label: Promise
    permission: str
    below: tuple[str, ...] = ()


# In the order of the work.
STEPS = (
    Way("coding_import", _("Import answers"), IMPORT),
    Way("coding_study", _("Answers"), READ, ("coding_desk",)),
    Way("coding_disputed", _("Disagreements"), ADJUDICATE, ("coding_settle",)),
    Way("coding_agreement", _("Agreement"), ADJUDICATE),
    Way("coding_findings", _("Findings"), PREPARE),
    Way("coding_excerpts", _("Excerpts"), QUOTE, ("coding_write",)),
    Way("coding_releases", _("Releases"), BUILD, ("coding_build",)),
    Way("coding_respondents", _("Withdrawal"), WITHDRAW, ("coding_withdraw",)),
)
LOOKED_UP = (
    Way("coding_progress", _("Progress"), ADJUDICATE),
    Way("coding_matrix", _("Who said what"), READ),
    Way("coding_together", _("Said together"), READ),
    Way("coding_search", _("Search"), READ),
    Way("coding_files", _("Files"), READ, ("coding_codebook_in", "coding_codings_in")),
)


def ways(request, study: Study) -> list[list[tuple[str, Promise, bool]]]:
    """Return address, label, and whether it is here, of all pages of a study that are open.

    First the steps of the work, then what is looked up.
    """
    here = request.resolver_match.url_name
    return [
        [
            (
                reverse(f"admin:{way.name}", args=[study.pk]),
                way.label,
                here in (way.name, *way.below),
            )
            for way in group
            if request.user.has_perm(way.permission)
        ]
        for group in (STEPS, LOOKED_UP)
    ]


class Hidden(Exception):
    """An error whose words are kept back: PostgreSQL tells the whole row that it refused."""


def discreet(view):
    """Let no error of the database carry an answer into the log."""

    @wraps(view)
    def kept_back(*args, **kwargs):
        try:
            return view(*args, **kwargs)
        except (IntegrityError, DataError) as error:
            raise Hidden(type(error).__name__).with_traceback(error.__traceback__) from None

    return kept_back


def for_staff(permission: str):
    """Let only staff with `permission` in; the admin itself sends strangers to its login."""

    def decorate(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return discreet(checked)

    return decorate


def page(request, template: str, *, title: str, study: Study | None = None, **context):
    """Answer with a page of the admin; below the heading of a study, the ways through its work."""
    frame = admin.site.each_context(request) | {"is_nav_sidebar_enabled": False}
    shown = {"title": title, "study": study, "here": request.resolver_match.url_name, **context}
    if study:
        shown["ways"] = ways(request, study)
    return TemplateResponse(request, f"admin/interviews/{template}", frame | shown)
