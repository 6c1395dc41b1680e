# All of them in one, for a new database. Those that it replaces go with the first release.

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('interviews', '0001_initial'), ('interviews', '0002_confidential'), ('interviews', '0003_reading'), ('interviews', '0004_release'), ('interviews', '0005_quotation'), ('interviews', '0006_refusals')]

    initial = True

    dependencies = [
        ('programmes', '0001_squashed'),
        ('records', '0001_squashed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActorKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Short and permanent: it stands in addresses, such as tv-bridge.', max_length=80, unique=True, verbose_name='address')),
                ('name', models.CharField(help_text='As readers see it, in English.', max_length=200, verbose_name='name')),
                ('definition', models.TextField(help_text='What belongs here and what does not, in a sentence or two.', verbose_name='definition')),
                ('order', models.PositiveSmallIntegerField(default=100, help_text='Small numbers stand first in lists and filters.', verbose_name='order')),
            ],
            options={
                'verbose_name': 'kind of actor',
                'verbose_name_plural': 'kinds of actor',
                'ordering': ['order', 'name'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
            },
        ),
        migrations.CreateModel(
            name='Study',
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
                ('voices', models.CharField(blank=True, help_text='Who was interviewed, in a sentence, with no names. It stands on every page.', max_length=300, verbose_name='whose voices')),
                ('missing_voices', models.CharField(blank=True, help_text='Who was not asked and should be thought of, in a sentence.', max_length=300, verbose_name='missing voices')),
                ('summary', models.TextField(blank=True, help_text='In your own words.', verbose_name='what was studied, and how')),
                ('min_base', models.PositiveSmallIntegerField(default=10, help_text='With fewer people than this, no quantity is shown. Never below 10.', validators=[django.core.validators.MinValueValidator(10)], verbose_name='smallest base')),
                ('is_fictional', models.BooleanField(default=False, help_text='Made up to try things out: every page and answer says so.', verbose_name='fictional')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(blank=True, help_text='The publication that reports it. Empty for a study whose answers are coded here.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='studies', to='records.source', verbose_name='printed as')),
            ],
            options={
                'verbose_name_plural': 'studies',
                'ordering': ['sort_key', 'pk'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'withdrawn'])), name='study_status_valid'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='study_is_named'), models.CheckConstraint(condition=models.Q(('min_base__gte', 10), ('min_base__isnull', False)), name='study_min_base_10', violation_error_message='The smallest base is 10 or more.')],
            },
        ),
        migrations.CreateModel(
            name='Question',
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
                ('number', models.CharField(help_text='As in the questionnaire: 8, or 8b for a part.', max_length=10, verbose_name='number')),
                ('order', models.PositiveSmallIntegerField(default=0, help_text='Its place in the questionnaire; parts come after.', verbose_name='order')),
                ('wording', models.TextField(blank=True, help_text='In your own words where the questionnaire belongs to somebody else.', verbose_name='what was asked')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, help_text='The larger one that it belongs to, if a source says so.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='interviews.question', verbose_name='part of')),
                ('study', models.ForeignKey(help_text='The study that it belongs to.', on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='interviews.study', verbose_name='study')),
            ],
            options={
                'ordering': ['study', 'order', 'pk'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'withdrawn'])), name='question_status_valid'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='question_is_named'), models.UniqueConstraint(fields=('study', 'number'), name='question_number_uniq', violation_error_message='The study has a question with this number.'), models.CheckConstraint(condition=models.Q(('parent', models.F('pk')), _negated=True), name='question_not_own_parent', violation_error_message='A question is no part of itself.')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
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
                ('order', models.PositiveSmallIntegerField(default=0, help_text='Its place among those of the study.', verbose_name='order')),
                ('statement', models.TextField(blank=True, help_text='One or two full sentences in your own words that say who says so: “Respondents ...”.', verbose_name='statement')),
                ('kind', models.CharField(choices=[('recommendation', 'recommendation'), ('conclusion', 'conclusion')], default='recommendation', help_text='A recommendation says what somebody should do; a conclusion, how things are.', max_length=15, verbose_name='kind')),
                ('addressees', models.ManyToManyField(blank=True, help_text='Who should act on it.', related_name='recommendations', to='interviews.actorkind', verbose_name='addressed to')),
                ('areas', models.ManyToManyField(blank=True, help_text='Areas of interaction that it speaks of.', related_name='recommendations', to='programmes.area', verbose_name='areas')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(blank=True, help_text='The question that it answers; empty where it answers none in particular.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='interviews.question', verbose_name='question')),
                ('study', models.ForeignKey(help_text='The study that says so.', on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='interviews.study', verbose_name='study')),
            ],
            options={
                'ordering': ['study', 'order', 'pk'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'withdrawn'])), name='recommendation_status_valid'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='recommendation_is_named'), models.CheckConstraint(condition=models.Q(('kind__in', ['recommendation', 'conclusion'])), name='recommendation_kind_valid')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
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
                ('order', models.PositiveSmallIntegerField(default=0, help_text='Its place among those of the study.', verbose_name='order')),
                ('statement', models.TextField(blank=True, help_text='One or two full sentences in your own words that say who says so: “Respondents ...”.', verbose_name='statement')),
                ('stance', models.CharField(blank=True, help_text='Where the study separates camps: which one says so, in a few words.', max_length=100, verbose_name='stance')),
                ('kind', models.CharField(choices=[('none', 'no quantity'), ('words', "in the source's words"), ('comparative', 'more or less than others'), ('computed', 'counted from coded answers')], default='none', help_text='Whether, and in which way, the source says how many hold it.', max_length=12, verbose_name='quantity')),
                ('source_words', models.CharField(blank=True, help_text='Only its words for the quantity: “about a quarter”, “one respondent”.', max_length=100, verbose_name='how many, as the source says')),
                ('band', models.CharField(blank=True, choices=[('few', 'few or none'), ('some', 'some: about a quarter to under half'), ('many', 'half or more'), ('most', 'most or all'), ('under-half', 'under half'), ('half-and-up', 'half and up')], help_text='Nearest to those words, for comparing. Empty where they do not tell; “most” only where they say so plainly.', max_length=12, verbose_name='band')),
                ('highlighted', models.BooleanField(default=False, help_text='One of the few most telling findings, which the home page shows.', verbose_name='on the home page')),
                ('actor_kinds', models.ManyToManyField(blank=True, help_text='Kinds of actor that it speaks of.', related_name='findings', to='interviews.actorkind', verbose_name='whom it concerns')),
                ('areas', models.ManyToManyField(blank=True, help_text='Areas of interaction that it speaks of.', related_name='findings', to='programmes.area', verbose_name='areas')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('events', models.ManyToManyField(blank=True, help_text='Events that it speaks of.', related_name='findings', to='programmes.event', verbose_name='events')),
                ('periods', models.ManyToManyField(blank=True, help_text='Periods that it speaks of.', related_name='findings', to='programmes.period', verbose_name='periods')),
                ('question', models.ForeignKey(blank=True, help_text='The question that it answers; empty where it answers none in particular.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='interviews.question', verbose_name='question')),
                ('study', models.ForeignKey(help_text='The study that says so.', on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='interviews.study', verbose_name='study')),
                ('excerpts', models.JSONField(blank=True, default=list, editable=False, verbose_name='excerpts')),
                ('released', models.BooleanField(default=False, editable=False, verbose_name='released')),
            ],
            options={
                'ordering': ['study', 'order', 'pk'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'withdrawn'])), name='finding_status_valid'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='finding_is_named'), models.CheckConstraint(condition=models.Q(('kind__in', ['none', 'words', 'comparative', 'computed'])), name='finding_kind_valid'), models.CheckConstraint(condition=models.Q(('band__in', ['', 'few', 'some', 'many', 'most', 'under-half', 'half-and-up'])), name='finding_band_valid'), models.CheckConstraint(condition=models.Q(models.Q(('band', ''), ('kind', 'none'), ('source_words', '')), models.Q(('kind', 'words'), models.Q(('source_words', ''), _negated=True)), models.Q(('band', ''), ('kind', 'comparative'), models.Q(('source_words', ''), _negated=True)), models.Q(('kind', 'computed'), ('source_words', ''), models.Q(('band', ''), _negated=True)), _connector='OR'), name='finding_kind_fields', violation_error_message="No quantity: neither words nor band. The source's words: words, and a band if they tell. More or less than others: words and no band."), models.CheckConstraint(condition=models.Q(('released', False), ('kind', 'computed'), _connector='OR'), name='finding_released_is_computed')],
            },
        ),
        migrations.CreateModel(
            name='Code',
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
                ('key', models.SlugField(help_text='Short and lasting, such as trust-lost.', verbose_name='key')),
                ('definition', models.TextField(blank=True, help_text='What it means, in a sentence. Public.', verbose_name='definition')),
                ('include_when', models.TextField(blank=True, help_text='For coders only: what counts.', verbose_name='include when')),
                ('exclude_when', models.TextField(blank=True, help_text='For coders only: what does not, and what does.', verbose_name='exclude when')),
                ('example', models.TextField(blank=True, help_text='For coders only: a typical passage.', verbose_name='example')),
                ('codable', models.BooleanField(default=True, help_text='Off for a heading that only groups other codes.', verbose_name='codable')),
                ('guid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, help_text='The larger one that it belongs to, if a source says so.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='interviews.code', verbose_name='part of')),
                ('study', models.ForeignKey(help_text='The study that it belongs to.', on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='interviews.study', verbose_name='study')),
            ],
            options={
                'ordering': ['study', 'sort_key', 'pk'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'withdrawn'])), name='code_status_valid'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='code_is_named'), models.UniqueConstraint(fields=('study', 'key'), name='code_key_uniq', violation_error_message='The study has a code with this key.'), models.UniqueConstraint(fields=('study', 'parent', 'name'), name='code_sibling_name_uniq', violation_error_message='There is a code of this name beside it.'), models.UniqueConstraint(condition=models.Q(('parent__isnull', True)), fields=('study', 'name'), name='code_root_name_uniq', violation_error_message='There is a code of this name at the top.'), models.CheckConstraint(condition=models.Q(('parent', models.F('pk')), _negated=True), name='code_not_own_parent', violation_error_message='A code is no part of itself.'), models.CheckConstraint(condition=models.Q(('codable', False), models.Q(('definition', ''), _negated=True), _connector='OR'), name='codable_code_is_defined', violation_error_message='Define it, or make it a heading.')],
            },
        ),
        migrations.CreateModel(
            name='UndisclosedName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(help_text='In any script: other spellings of it are found as well.', max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('person', 'person'), ('organisation', 'organisation'), ('place', 'place'), ('other', 'other')], default='person', max_length=20, verbose_name='kind')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='undisclosed_names', to='interviews.study', verbose_name='study')),
            ],
            options={
                'ordering': ['study', 'kind', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('study', 'term'), name='undisclosed_name_uniq', violation_error_message='It is on the list.'), models.CheckConstraint(condition=models.Q(('term', ''), _negated=True), name='undisclosed_name_has_term')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('imported', 'imported answers'), ('exported', 'exported answers or codings'), ('withdrawn', 'erased what a respondent said'), ('unquoted', 'took out what a respondent is quoted with'), ('built', 'built a release'), ('refused', 'was refused a release'), ('published', 'published a release'), ('cleared', 'cleared an excerpt')], max_length=20, verbose_name='what')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audit_entries', to='interviews.study', verbose_name='study')),
            ],
            options={
                'verbose_name_plural': 'audit entries',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('action__in', ['imported', 'exported', 'withdrawn', 'unquoted', 'built', 'refused', 'published', 'cleared'])), name='audit_entry_action_valid')],
            },
        ),
        migrations.CreateModel(
            name='Respondent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pseudonym', models.CharField(help_text='Drawn at random. Never initials, never the order of the interviews.', max_length=20, verbose_name='pseudonym')),
                ('sector', models.CharField(choices=[('ngo', 'non-governmental organisation'), ('expert', 'expert community'), ('media', 'media')], max_length=10, verbose_name='sector')),
                ('quote_consent', models.BooleanField(default=False, help_text='Agreed to be quoted in a text that gives nobody away.', verbose_name='may be quoted')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrew')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='respondents', to='interviews.study', verbose_name='study')),
            ],
            options={
                'ordering': ['study', 'pseudonym'],
                'permissions': [('withdraw_respondent', 'Can erase what a respondent said'), ('export_respondent', 'Can export answers and codings')],
                'constraints': [models.UniqueConstraint(fields=('study', 'pseudonym'), name='respondent_pseudonym_uniq', violation_error_message='The study has a respondent with this pseudonym.'), models.CheckConstraint(condition=models.Q(('sector__in', ['ngo', 'expert', 'media'])), name='respondent_sector_valid'), models.CheckConstraint(condition=models.Q(('pseudonym', ''), _negated=True), name='respondent_has_pseudonym')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, help_text='As it was said. It cannot be changed once somebody has coded it.', verbose_name='answer')),
                ('asked', models.BooleanField(default=True, help_text='Off where the question was not put: that is not the same as no answer.', verbose_name='asked')),
                ('adjudicated', models.BooleanField(default=False, editable=False, help_text='The codes of this answer are agreed on, even where there is none.', verbose_name='agreed')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.question', verbose_name='question')),
                ('respondent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='interviews.respondent', verbose_name='respondent')),
            ],
            options={
                'ordering': ['question__order', 'respondent__pseudonym', 'pk'],
                'permissions': [('adjudicate_response', 'Can settle which codes an answer has')],
                'constraints': [models.UniqueConstraint(fields=('respondent', 'question'), name='response_uniq', violation_error_message='This respondent has an answer to this question.'), models.CheckConstraint(condition=models.Q(('asked', True), ('text', ''), _connector='OR'), name='response_not_asked_is_empty', violation_error_message='Who was not asked has no answer.')],
            },
        ),
        migrations.CreateModel(
            name='Coding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(verbose_name='from')),
                ('end', models.PositiveIntegerField(verbose_name='to')),
                ('quote', models.TextField(verbose_name='passage')),
                ('phase', models.CharField(choices=[('independent', 'each coder alone'), ('agreed', 'agreed on')], default='independent', max_length=12, verbose_name='phase')),
                ('memo', models.TextField(blank=True, verbose_name='memo')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.code', verbose_name='code')),
                ('coder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='coder')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='interviews.response', verbose_name='answer')),
            ],
            options={
                'ordering': ['response', 'start', 'end', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('response', 'code', 'coder', 'phase', 'start', 'end'), name='coding_uniq', violation_error_message='This passage has this code.'), models.UniqueConstraint(condition=models.Q(('phase', 'agreed')), fields=('response', 'code', 'start', 'end'), name='coding_agreed_once', violation_error_message='This code is agreed on for this passage.'), models.CheckConstraint(condition=models.Q(('phase__in', ['independent', 'agreed'])), name='coding_phase_valid'), models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='coding_span_order', violation_error_message='Mark at least one character.'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('quote'), django.db.models.expressions.CombinedExpression(models.F('end'), '-', models.F('start'))), name='coding_quote_fits_span', violation_error_message='The passage is not as long as its place says.')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_ref', models.CharField(blank=True, max_length=100, verbose_name='place in a source')),
                ('coding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='interviews.coding', verbose_name='coding')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.finding', verbose_name='finding')),
            ],
            options={
                'verbose_name_plural': 'evidence',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('coding__isnull', True), models.Q(('source_ref', ''), _negated=True)), models.Q(('coding__isnull', False), ('source_ref', '')), _connector='OR'), name='evidence_exactly_one', violation_error_message='Either a coding or a place in a source.')],
            },
        ),
        migrations.CreateModel(
            name='Excerpt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_text', models.TextField(help_text='A new text in English of at most 60 words, [brackets] around what was replaced. No date, place, organisation, post, event, rank or gender.', verbose_name='text for the public')),
                ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cleared by')),
                ('coding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='excerpts', to='interviews.coding', verbose_name='coding')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
            ],
            options={
                'permissions': [('clear_excerpt', 'Can clear an excerpt that somebody else prepared')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cleared_by__isnull', True), models.Q(('prepared_by__isnull', False), models.Q(('cleared_by', models.F('prepared_by')), _negated=True)), _connector='OR'), name='excerpt_cleared_by_another', violation_error_message='Somebody else must clear it than who prepared it.'), models.CheckConstraint(condition=models.Q(('public_text', ''), _negated=True), name='excerpt_has_text')],
            },
        ),
        migrations.CreateModel(
            name='StudyRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('payload', models.TextField(help_text='JSON, as it is published.', verbose_name='content')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the content')),
                ('built_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='built')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('base', models.ManyToManyField(related_name='+', to='interviews.respondent', verbose_name='respondents that it rests on')),
                ('built_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='built by')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='interviews.study', verbose_name='study')),
            ],
            options={
                'ordering': ['study', 'number'],
                'permissions': [('build_studyrelease', 'Can build a release'), ('publish_studyrelease', 'Can publish a release that somebody else built')],
                'constraints': [models.UniqueConstraint(fields=('study', 'number'), name='study_release_number_uniq'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='study_release_published_with_time'), models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('built_by__isnull', False), models.Q(('published_by', models.F('built_by')), _negated=True)), _connector='OR'), name='study_release_published_by_another', violation_error_message='Somebody else must clear it than who prepared it.')],
            },
        ),
        migrations.CreateModel(
            name='FindingBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n_with', models.PositiveSmallIntegerField(verbose_name='respondents with the code')),
                ('n_base', models.PositiveSmallIntegerField(verbose_name='respondents asked')),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.code', verbose_name='code')),
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.finding', verbose_name='finding')),
                ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cleared by')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bases', to='interviews.studyrelease', verbose_name='release')),
            ],
            options={
                'verbose_name_plural': 'bases of findings',
                'constraints': [models.CheckConstraint(condition=models.Q(('n_with__lte', models.F('n_base'))), name='finding_count_within_base', violation_error_message='No more than were asked.'), models.CheckConstraint(condition=models.Q(('n_base__gte', 10), ('n_base__isnull', False)), name='finding_no_band_under_base_10', violation_error_message='Fewer than 10 were asked: no quantity is shown.'), models.CheckConstraint(condition=models.Q(('cleared_by__isnull', True), models.Q(('prepared_by__isnull', False), models.Q(('cleared_by', models.F('prepared_by')), _negated=True)), _connector='OR'), name='finding_cleared_by_another', violation_error_message='Somebody else must clear it than who prepared it.')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('coder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='coder')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='interviews.response', verbose_name='answer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('response', 'coder'), name='reading_once', violation_error_message='This coder is done with it.')],
            },
        ),
        migrations.CreateModel(
            name='PreparedFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('statement', models.TextField(help_text='What the code means as a full sentence about respondents, without any quantity, name, sector or place.', verbose_name='statement')),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.code', verbose_name='code')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.question', verbose_name='question')),
            ],
            options={
                'ordering': ['question__order', 'code__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('question', 'code'), name='prepared_finding_uniq', violation_error_message='It is prepared already.')],
            },
        ),
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='text')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.finding', verbose_name='finding')),
                ('respondent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.respondent', verbose_name='respondent')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('finding', 'respondent'), name='quotation_once')],
            },
        ),
    ]
