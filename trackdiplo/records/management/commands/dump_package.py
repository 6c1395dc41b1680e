from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from trackdiplo.records.package.dump import dump


class Command(BaseCommand):
    help = "Write the public content as a data package; with --all, drafts and notes too."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="where to write it")
        parser.add_argument(
            "--all",
            action="store_true",
            help="for staff: drafts, withdrawn records and notes; only you can read the files",
        )

    def handle(self, *, folder: Path, all: bool, **options):
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        counts = dump(folder, everything=all)
        self.stdout.write(", ".join(f"{count} {table}" for table, count in counts.items()))
