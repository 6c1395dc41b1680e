from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from trackdiplo.records.models import Document, Source
from trackdiplo.records.package.loader import BadPackage, Report, load


class Command(BaseCommand):
    help = "Say what a data package would change; change it with --apply."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder with the package's CSV files")
        parser.add_argument("--apply", action="store_true", help="write what is new")
        parser.add_argument("--overwrite", action="store_true", help="also write what differs")
        parser.add_argument("--if-empty", action="store_true", help="only into an empty database")

    def handle(self, *, folder: Path, apply: bool, overwrite: bool, if_empty: bool, **options):
        if if_empty and (Document.objects.exists() or Source.objects.exists()):
            return
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        try:
            report = load(folder, apply=apply, overwrite=overwrite)
        except BadPackage as error:
            self.tell(error.report)
            raise CommandError("Nothing was written.") from None
        if apply:
            # PostgreSQL counts its rows by itself, after a while; SQLite never does, and then looks
            # for a donor among all programmes, once for each organisation.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        self.tell(report)
        self.sum_up(report, apply=apply, overwrite=overwrite)

    def tell(self, report: Report) -> None:
        for problem in report.problems:
            self.stderr.write(str(problem))
        for difference in report.different:
            self.stdout.write(f"differs: {difference}")
        for row in report.missing:
            self.stdout.write(f"not in the package: {row}")

    def sum_up(self, report: Report, *, apply: bool, overwrite: bool) -> None:
        counts = ", ".join(f"{count} {table}" for table, count in report.new.items()) or "nothing"
        self.stdout.write(f"{'Loaded' if apply else 'Would load'} {counts}.")
        if report.overwritten:
            rows = ", ".join(f"{count} {table}" for table, count in report.overwritten.items())
            self.stdout.write(f"{'Wrote over' if apply else 'Would write over'} {rows}.")
        same = sum(report.same.values())
        if same:
            self.stdout.write(f"{same} rows are as stored.")
        if report.different and not overwrite:
            self.stdout.write("What differs was left alone; --overwrite writes it.")
        if not apply:
            self.stdout.write("Nothing was written; --apply writes it.")
