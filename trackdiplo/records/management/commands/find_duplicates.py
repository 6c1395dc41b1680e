from django.core.management.base import BaseCommand, CommandError

from trackdiplo.records.models import Record
from trackdiplo.records.similar import candidates, compared_kinds


class Command(BaseCommand):
    help = "List pairs of records that may be the same thing and are not told apart."

    def add_arguments(self, parser):
        parser.add_argument("--kind", default="", help="only records of this kind: person")
        parser.add_argument("--strict", action="store_true", help="fail when there is a pair")

    def handle(self, *, kind: str, strict: bool, **options):
        kinds = compared_kinds()
        if kind and kind not in kinds:
            raise CommandError(f"There is no kind “{kind}”. Kinds: {', '.join(kinds)}.")
        found = [each for name in kinds if kind in ("", name) for each in candidates(kinds[name])]
        for each in found:
            self.stdout.write(f"{each.one.KIND}, {each.score} of 100, {each.why}")
            self.tell(each.one)
            self.tell(each.other)
        if strict and found:
            raise CommandError(f"{len(found)} pairs are still to be settled.")

    def tell(self, record: Record) -> None:
        state = "" if record.status == "published" else f" ({record.get_status_display()})"
        self.stdout.write(f"    {record}: {record.get_absolute_url()}{state}")
