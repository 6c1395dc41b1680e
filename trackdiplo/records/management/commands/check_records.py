from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from trackdiplo.records.models import KINDS, Nested, Record, in_circles, out_of_step


class Command(BaseCommand):
    help = "Find what no form would let in: after a restore, an upgrade, or work in the database."

    def handle(self, **options):
        models = {kind.model._meta.concrete_model for kind in KINDS.values()}
        found = [
            line
            for model in sorted(models, key=lambda model: model.__name__)
            for line in [*circles(model), *unfinished(model)]
        ]
        found += [
            f"{kind} {public_id}: its document is not what the record says."
            for kind, public_id in out_of_step()
        ]
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} things are not as they should be.")
        self.stdout.write("All is as it should be.")


def circles(model: type[Record]) -> Iterator[str]:
    if issubclass(model, Nested):
        for record in in_circles(model):
            yield f"{named(record)}: going from parent to parent one comes back to it."


def unfinished(model: type[Record]) -> Iterator[str]:
    """Yield what published records lack that publishing asks for."""
    for rule in model.RULES:
        for record in model.objects.filter(status="published").lacking(rule.code).order_by("pk"):
            yield f"{named(record)}: {rule.message}"


def named(record: Record) -> str:
    return f"{record.KIND} {record.public_id} ({record})"
