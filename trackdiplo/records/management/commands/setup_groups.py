"""The groups of staff and what each may do. A data migration would find no permissions yet."""

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from trackdiplo.records.models import Tracked

CURATOR, PUBLISHER = "Curators", "Publishers"
EDITING = ("view", "add", "change", "delete")
ACTIONS = {CURATOR: EDITING, PUBLISHER: (*EDITING, "publish")}


def permissions_of(group: str) -> list[Permission]:
    """Return what `group` may do: its actions on every kind that the public may see.

    Not on what says of itself that it is for coders: their groups are their app's.
    """
    wanted = [
        f"{action}_{model._meta.model_name}"
        for model in apps.get_models()
        if issubclass(model, Tracked) and not model._meta.proxy and not model.FOR_CODERS
        for action in ACTIONS[group]
    ]
    return list(Permission.objects.filter(codename__in=wanted))


def permissions_in(app: AppConfig, actions: dict[str, tuple[str, ...]]) -> list[Permission]:
    """Return the permissions of an app that are written out as actions by model."""
    wanted = [f"{action}_{model}" for model, each in actions.items() for action in each]
    found = Permission.objects.filter(content_type__app_label=app.label, codename__in=wanted)
    return list(found)


class Command(BaseCommand):
    help = "Create the groups of staff, or bring their permissions up to date."

    @transaction.atomic
    def handle(self, **options):
        for name in ACTIONS:
            group, _created = Group.objects.get_or_create(name=name)
            group.permissions.set(permissions_of(name))
        # Groups of an app's own, whose members have its work and no other.
        for app in apps.get_app_configs():
            for name, actions in getattr(app, "staff_groups", {}).items():
                group, _created = Group.objects.get_or_create(name=name)
                group.permissions.set(permissions_in(app, actions))
