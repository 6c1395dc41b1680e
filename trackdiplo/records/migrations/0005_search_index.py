from django.db import migrations

from trackdiplo.records.migrations._search_index import create, drop


def fill(apps, schema_editor):
    """Fill the columns of documents that were stored before there was a search."""
    from trackdiplo.records.search.texts import searched

    documents = apps.get_model("records", "Document").objects
    for document in documents.all().iterator(chunk_size=500):
        documents.filter(pk=document.pk).update(**searched(document.body))


class Migration(migrations.Migration):
    # PostgreSQL makes no index on rows that the same transaction changed.
    atomic = False

    dependencies = [("records", "0004_search")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(create, drop),
    ]
