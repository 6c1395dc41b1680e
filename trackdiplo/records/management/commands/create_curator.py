import secrets

from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError

from trackdiplo.records.management.commands.setup_groups import ACTIONS


class Command(BaseCommand):
    help = "Create an account that may curate and publish; print its password, this once."

    def add_arguments(self, parser):
        parser.add_argument("--name", default="curator", help="the user name (curator)")
        parser.add_argument(
            "--if-none", action="store_true", help="only where no staff account exists"
        )

    def handle(self, *, name: str, if_none: bool, **options):
        if if_none and User.objects.filter(is_staff=True).exists():
            return
        if User.objects.filter(username=name).exists():
            raise CommandError(f"There is a user “{name}” already.")
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(name, password=password, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=ACTIONS))
        self.stdout.write(f"Curator account: {name}, password: {password} (shown only this once)")
