from django.core.management.base import BaseCommand

from trackdiplo.records.models import KINDS, Counter, changes, touch_shown


class Command(BaseCommand):
    help = "Make every stored document anew: needed when a release changes what documents say."

    def handle(self, **options):
        before = Counter.current()
        with changes(by=None):
            for name, kind in KINDS.items():
                touch_shown(name, kind.model.objects.all())
        self.stdout.write(f"{Counter.current() - before} documents have changed.")
