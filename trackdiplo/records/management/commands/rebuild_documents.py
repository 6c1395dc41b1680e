from django.core.management.base import BaseCommand

from trackdiplo.records.models import KINDS, Counter, Document, changes, touch_shown
from trackdiplo.records.search.texts import searched


class Command(BaseCommand):
    help = "Make every stored document anew: needed when a release changes what documents say."

    def handle(self, **options):
        before = Counter.current()
        with changes(by=None):
            for name, kind in KINDS.items():
                touch_shown(name, kind.model.objects.all())
        for document in Document.objects.iterator(chunk_size=500):
            Document.objects.filter(pk=document.pk).update(**searched(document.body))
        self.stdout.write(f"{Counter.current() - before} documents have changed.")
