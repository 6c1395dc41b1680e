from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

CONFIDENTIAL = "interviews.models.confidential"


def confidential_tables() -> list[str]:
    """Return the tables that no process which answers the public needs to read."""
    models = [
        model
        for model in apps.get_app_config("interviews").get_models(include_auto_created=True)
        if _owner(model).__module__.startswith(CONFIDENTIAL)
    ]
    return sorted(model._meta.db_table for model in models)


def _owner(model):
    """Return the model that a table between two others belongs to, or the model itself."""
    if not model._meta.auto_created:
        return model
    return model._meta.auto_created


class Command(BaseCommand):
    help = (
        "Let a PostgreSQL role read what the public pages need, and nothing that is confidential:"
        " for a site whose public process is not the one that staff use."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", help="A role that exists.")

    @transaction.atomic
    def handle(self, *, role: str, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        quoted = connection.ops.quote_name(role)
        hidden = [connection.ops.quote_name(table) for table in confidential_tables()]
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
            cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {quoted}")
            for table in [*hidden, *_of_accounts()]:
                cursor.execute(f"REVOKE ALL ON {table} FROM {quoted}")
        self.stdout.write(f"{role} reads what is public, and not {len(hidden)} tables.")


def _of_accounts() -> list[str]:
    """Return the tables of accounts, sessions, the admin's log and the history."""
    own = {"auth", "sessions", "admin", "reversion"}
    return sorted(
        connection.ops.quote_name(model._meta.db_table)
        for label in own
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    )
