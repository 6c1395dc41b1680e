from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Bring the database up to date: its tables, the groups of staff, and what it lacks. It can "
        "be run any number of times."
    )

    def add_arguments(self, parser):
        parser.add_argument("content", nargs="?", help="the package that an empty database gets")
        parser.add_argument(
            "--curator", action="store_true", help="create an account where there is none of staff"
        )

    def handle(self, *, content: str | None, curator: bool, **options):
        told = {"stdout": self.stdout, "stderr": self.stderr}
        call_command("migrate", interactive=False, verbosity=0, **told)
        call_command("setup_groups", **told)
        if content:
            call_command("load_package", content, apply=True, if_empty=True, **told)
        if curator:
            call_command("create_curator", if_none=True, **told)
