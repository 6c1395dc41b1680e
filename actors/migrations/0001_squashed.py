# All of them in one, for a new database. Those that it replaces go with the first release.

import datetime
import django.db.models.deletion
import django.utils.timezone
import trackdiplo.records.models.spanned
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('actors', '0001_initial'), ('actors', '0002_no_parent_of_itself')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Short and permanent: it stands in addresses, such as tv-bridge.', max_length=80, unique=True, verbose_name='address')),
                ('name', models.CharField(help_text='As readers see it, in English.', max_length=200, verbose_name='name')),
                ('country', models.CharField(blank=True, help_text='ISO 3166 code, such as AM, AZ or GE. Leave it empty where it is disputed.', max_length=2, verbose_name='country')),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=11, unique=True, verbose_name='permanent id')),
                ('name', models.CharField(help_text='In English, as the source gives it. Other names go below, one in a row.', max_length=200, verbose_name='name')),
                ('slug', models.SlugField(blank=True, help_text='Made from the name when empty. Change it only when it misleads: the old address will lead to the new one.', max_length=80, unique=True, verbose_name='address')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=250)),
                ('search_text', models.TextField(editable=False)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last changed')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('withdrawn_reason', models.CharField(blank=True, editable=False, max_length=500)),
                ('internal_note', models.TextField(blank=True, help_text='For colleagues only: never shown to the public, in no page, file or answer.', verbose_name='internal note')),
                ('when', models.CharField(blank=True, help_text='A date or a span in EDTF: 2003, 2003-09, 2003/2009, 2023-12~/.. (from around December 2023, still going on), 1998/ (went on, not known till when), 199X. Never fill in a month or a day that the source does not give.', max_length=100, verbose_name='when')),
                ('as_of', models.CharField(blank=True, help_text='Only for a span that ends in “..”: when it was known to go on, such as 2025-10.', max_length=10, verbose_name='as of')),
                ('earliest_start', models.DateField(default=datetime.date(1, 1, 1), editable=False)),
                ('latest_start', models.DateField(default=datetime.date(9999, 12, 31), editable=False)),
                ('earliest_end', models.DateField(default=datetime.date(1, 1, 1), editable=False)),
                ('latest_end', models.DateField(default=datetime.date(9999, 12, 31), editable=False)),
                ('kind', models.CharField(blank=True, choices=[('ngo', 'non-governmental organisation'), ('press_club', 'press club'), ('media', 'media'), ('research', 'research centre'), ('foundation', 'foundation'), ('intergovernmental', 'intergovernmental organisation'), ('government', 'government body'), ('movement', 'movement'), ('network', 'network'), ('company', 'company'), ('other', 'other')], help_text='What it is, not what it does in one programme.', max_length=20, verbose_name='kind')),
                ('website', models.URLField(blank=True, help_text='Its own site, if the source gives it.', max_length=300, verbose_name='website')),
                ('is_donor', models.BooleanField(default=False, help_text='Mark it where a source names it as a donor without a programme. Who has paid for a programme is a donor without this mark.', verbose_name='listed as donor')),
                ('summary', models.TextField(blank=True, help_text='One or two sentences in your own words.', verbose_name='summary')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, help_text='The larger one that it belongs to, if a source says so.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='actors.organisation', verbose_name='part of')),
                ('place', models.ForeignKey(blank=True, help_text='Where it is based, if the source says so.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='actors.place', verbose_name='place')),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'indexes': [models.Index(fields=['earliest_start', 'latest_end'], name='organisation_span')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'withdrawn'])), name='organisation_status_valid'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='organisation_is_named'), models.CheckConstraint(condition=models.Q(('earliest_start__lte', models.F('latest_start')), ('earliest_end__lte', models.F('latest_end'))), name='organisation_bounds_in_order'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='organisation_is_not_its_own_parent', violation_error_message='It cannot be a part of itself.')],
            },
        ),
        migrations.CreateModel(
            name='Donor',
            fields=[
            ],
            options={
                'ordering': ['sort_key', 'pk'],
                'proxy': True,
                'default_permissions': (),
            },
            bases=('actors.organisation',),
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=11, unique=True, verbose_name='permanent id')),
                ('name', models.CharField(help_text='In English, as the source gives it. Other names go below, one in a row.', max_length=200, verbose_name='name')),
                ('slug', models.SlugField(blank=True, help_text='Made from the name when empty. Change it only when it misleads: the old address will lead to the new one.', max_length=80, unique=True, verbose_name='address')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=250)),
                ('search_text', models.TextField(editable=False)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last changed')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('withdrawn_reason', models.CharField(blank=True, editable=False, max_length=500)),
                ('internal_note', models.TextField(blank=True, help_text='For colleagues only: never shown to the public, in no page, file or answer.', verbose_name='internal note')),
                ('summary', models.TextField(blank=True, help_text='The part that the source gives them, in a sentence. Nothing private.', verbose_name='who it is')),
                ('indexed', models.BooleanField(default=True, help_text='Taken off, the name has no page and is in no list, search, file or answer. A publisher decides, and gives the reason.', verbose_name='may be found by name')),
                ('unindexed_reason', models.CharField(blank=True, help_text='For colleagues only, such as “asked for it”. No detail that could harm.', max_length=300, verbose_name='reason for not being found')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['sort_key', 'pk'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'withdrawn'])), name='person_status_valid'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='person_is_named'), models.CheckConstraint(condition=models.Q(('indexed', True), models.Q(('unindexed_reason', ''), _negated=True), _connector='OR'), name='person_unindexed_has_reason', violation_error_message='Give the reason why the name may not be found.')],
            },
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, help_text='In short, as the source gives it: chair, director, expert.', max_length=100, verbose_name='role')),
                ('when', models.CharField(blank=True, help_text='In EDTF, if the source says so.', max_length=100, validators=[trackdiplo.records.models.spanned.validate_when], verbose_name='when')),
                ('organisation', models.ForeignKey(help_text='Type a part of any of its names.', on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='actors.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(help_text='Who it is.', on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='actors.person', verbose_name='person')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'organisation', 'role'), name='affiliation_once', violation_error_message='This affiliation is there already.')],
            },
        ),
    ]
