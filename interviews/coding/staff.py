"""What every page of the coders shares: who may open it, its frame, and discretion."""

from __future__ import annotations

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError
from django.template.response import TemplateResponse

from interviews.models import Study

READ = "interviews.view_response"
IMPORT = "interviews.add_response"
CODE = "interviews.add_coding"
ADJUDICATE = "interviews.adjudicate_response"
WITHDRAW = "interviews.withdraw_respondent"
EXPORT = "interviews.export_respondent"
IMPORT_CODES = "interviews.add_code"
BUILD = "interviews.build_studyrelease"
PUBLISH = "interviews.publish_studyrelease"


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
    return TemplateResponse(request, f"admin/interviews/{template}", frame | shown)
