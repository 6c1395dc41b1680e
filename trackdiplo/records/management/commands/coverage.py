from collections import Counter
from itertools import groupby

from django.core.management.base import BaseCommand, CommandError

from trackdiplo.records.models import Coverage, Paragraph

TO_SETTLE = (Coverage.UNCOVERED, Coverage.CONTRADICTORY)


class Command(BaseCommand):
    help = "Say which paragraphs of the sources no record cites, although they are not marked so."

    def add_arguments(self, parser):
        parser.add_argument("--section", default="", help="only sections that begin so: Stages")
        parser.add_argument(
            "--strict", action="store_true", help="fail when a paragraph is still to be settled"
        )

    def handle(self, *, section: str, strict: bool, verbosity: int, **options):
        paragraphs = self.paragraphs(section)
        for source, of_source in groupby(paragraphs, lambda each: each.source):
            self.stdout.write(str(source))
            for name, found in groupby(of_source, lambda each: each.section):
                self.sum_up(name, Counter(each.coverage for each in found))
        to_settle = [each for each in paragraphs if each.coverage in TO_SETTLE]
        for paragraph in paragraphs if verbosity > 1 else to_settle:
            self.tell(paragraph)
        if strict and to_settle:
            raise CommandError(f"{len(to_settle)} paragraphs are still to be settled.")

    def paragraphs(self, section: str) -> list[Paragraph]:
        """Return the paragraphs of the sections that begin with `section`, in their order."""
        paragraphs = Paragraph.objects.select_related("source").with_coverage().with_citing()
        found = list(paragraphs.filter(section__istartswith=section).in_order())
        if not found and section:
            raise CommandError(f"There is no section “{section}”.")
        return found

    def sum_up(self, section: str, counts: Counter) -> None:
        """Write a line on a section: how many paragraphs of each sort it has."""
        sorts = [f"{counts[each]} {each.label}" for each in Coverage if counts[each]]
        self.stdout.write(f"    {section}: {', '.join(sorts)}")

    def tell(self, paragraph: Paragraph) -> None:
        """Write what there is of one paragraph, on a line and one for each that cites it."""
        coverage = Coverage(paragraph.coverage).label
        self.stdout.write(f"{paragraph.key} “{paragraph.opening} …”: {coverage}")
        if paragraph.no_record_reason:
            self.stdout.write(f"    {paragraph.no_record_reason}")
        for citing in paragraph.citing():
            self.stdout.write(f"    {citing.record}, {citing.what}")
