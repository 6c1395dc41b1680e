# All of them in one, for a new database. Those that it replaces go with the first release.

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from trackdiplo.records.migrations._search_index import create, drop


class Migration(migrations.Migration):

    replaces = [('records', '0001_initial'), ('records', '0002_paragraph_no_record_reason'), ('records', '0003_distinctpair'), ('records', '0004_search'), ('records', '0005_search_index'), ('records', '0006_no_record_reason_in_package')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Short and permanent: it stands in addresses, such as tv-bridge.', max_length=80, unique=True, verbose_name='address')),
                ('name', models.CharField(help_text='As printed on the work, in its own language.', max_length=300, verbose_name='title')),
                ('kind', models.CharField(choices=[('report', 'report or study'), ('book', 'book'), ('article', 'article'), ('website', 'website'), ('document', 'document'), ('other', 'other')], help_text='What sort of work it is.', max_length=10, verbose_name='kind')),
                ('authors', models.CharField(blank=True, help_text='Surname first; several with “;”.', max_length=300, verbose_name='authors')),
                ('publisher', models.CharField(blank=True, help_text='Who brought it out.', max_length=200, verbose_name='publisher')),
                ('published', models.CharField(blank=True, help_text='Year, month or day in EDTF: 2025, 2025-10 or 2025-10-03.', max_length=100, verbose_name='published')),
                ('language', models.CharField(blank=True, help_text='A BCP 47 tag: en, hy, az, ru.', max_length=20, verbose_name='language')),
                ('url', models.URLField(blank=True, help_text='Where it can be read.', max_length=500, verbose_name='web address')),
                ('archived_url', models.URLField(blank=True, help_text='The address of a copy that will stay when the original goes.', max_length=500, verbose_name='archived copy')),
                ('note', models.TextField(blank=True, help_text='Public. What a reader must know.', verbose_name='note')),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('public_id', models.CharField(max_length=11)),
                ('action', models.CharField(choices=[('upsert', 'published or changed'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'indexes': [models.Index(fields=['public_id', 'kind'], name='change_of_record')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('public_id', models.CharField(max_length=11)),
                ('body', models.TextField()),
                ('revision', models.PositiveBigIntegerField()),
                ('name_key', models.CharField(default='', max_length=250)),
                ('words', models.TextField(default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('public_id', 'kind'), name='document_one_per_record')],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('slug', models.SlugField(max_length=80)),
                ('public_id', models.CharField(max_length=11)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='former_slug_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80)),
                ('section', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('opening', models.CharField(max_length=100)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='records.source')),
                ('no_record_reason', models.TextField(blank=True, help_text='On no page, but in the data package: what the paragraph holds instead of a fact for a record, such as the method of the study. Empty where a record cites it.', verbose_name='why no record cites it')),
            ],
            options={
                'ordering': ['source', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='paragraph_key_once_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('field', models.CharField(blank=True, help_text='The field that this citation is about; empty for the whole record.', max_length=30, verbose_name='claim')),
                ('locator', models.CharField(blank=True, help_text='Where in the source: the key of a paragraph (stages-12), or a page (p. 12).', max_length=80, verbose_name='locator')),
                ('note', models.CharField(blank=True, help_text='Public, in your own words: what the source says. No quotation.', max_length=500, verbose_name='note')),
                ('confidence', models.CharField(choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='high', help_text='High: it says so. Medium: it follows from what it says. Low: it may mean so.', max_length=10, verbose_name='confidence')),
                ('checked_on', models.DateField(blank=True, help_text='When a second reader checked it.', null=True, verbose_name='checked on')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('paragraph', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='records.paragraph')),
                ('source', models.ForeignKey(help_text='The work that says so. Add it with “+” if it is not there yet.', on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='records.source', verbose_name='source')),
            ],
            options={
                'ordering': ['field', 'pk'],
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='citation_target')],
                'constraints': [models.CheckConstraint(condition=models.Q(('confidence__in', ['high', 'medium', 'low'])), name='citation_confidence_valid')],
            },
        ),
        migrations.CreateModel(
            name='AlternateName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('name', models.CharField(help_text='As it is written, in its own script.', max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('former', 'former name'), ('acronym', 'acronym'), ('transliteration', 'transliteration'), ('translation', 'translation'), ('variant', 'spelling in a source')], default='variant', help_text='A former name is still the same record, not another one.', max_length=20, verbose_name='kind')),
                ('language', models.CharField(blank=True, help_text='A BCP 47 tag: hy, az, ru, en.', max_length=20, verbose_name='language')),
                ('script', models.CharField(blank=True, choices=[('Latn', 'Latin'), ('Armn', 'Armenian'), ('Cyrl', 'Cyrillic')], help_text='Needed only where a language is written in several.', max_length=4, verbose_name='script')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
            ],
            options={
                'ordering': ['kind', 'name', 'pk'],
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='name_target')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'name', 'kind'), name='name_once_a_record', violation_error_message='This name is given twice.')],
            },
        ),
        migrations.CreateModel(
            name='DistinctPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('other_id', models.PositiveBigIntegerField()),
                ('reason', models.TextField(help_text='For colleagues, such as: a father and his son; two meetings of one series.', verbose_name='why they are two')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'pair told apart',
                'verbose_name_plural': 'pairs told apart',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'other_id'), name='distinct_pair_once', violation_error_message='These two are told apart already.'), models.CheckConstraint(condition=models.Q(('object_id', models.F('other_id')), _negated=True), name='distinct_pair_is_two', violation_error_message='These two are the same record.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='distinct_pair_has_reason')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
