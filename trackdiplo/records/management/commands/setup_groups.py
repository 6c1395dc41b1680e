"""The groups of staff and what each may do. A data migration would find no permissions yet."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from trackdiplo.records.models import Tracked

CURATOR, PUBLISHER = "Curators", "Publishers"
EDITING = ("view", "add", "change", "delete")
ACTIONS = {CURATOR: EDITING, PUBLISHER: (*EDITING, "publish")}


def permissions_of(group: str) -> list[Permission]:
    """Return what `group` may do: its actions on every kind that the public may see."""
    wanted = [
        f"{action}_{model._meta.model_name}"
        for model in apps.get_models()
        if issubclass(model, Tracked) and not model._meta.proxy
        for action in ACTIONS[group]
    ]
    return list(Permission.objects.filter(codename__in=wanted))


class Command(BaseCommand):
    help = "Create the groups of staff, or bring their permissions up to date."

    @transaction.atomic
    def handle(self, **options):
        for name in ACTIONS:
            group, _created = Group.objects.get_or_create(name=name)
            group.permissions.set(permissions_of(name))
