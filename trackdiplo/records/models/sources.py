"""Where a claim comes from: sources, their paragraphs, citations; and the names of things."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.models.changes import Tracked, current_user
from trackdiplo.records.spans import SpanError, display, read


class SourceKind(models.TextChoices):
    REPORT = "report", _("report or study")
    BOOK = "book", _("book")
    ARTICLE = "article", _("article")
    WEBSITE = "website", _("website")
    DOCUMENT = "document", _("document")
    OTHER = "other", _("other")


class Confidence(models.TextChoices):
    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class NameKind(models.TextChoices):
    FORMER = "former", _("former name")
    ACRONYM = "acronym", _("acronym")
    TRANSLITERATION = "transliteration", _("transliteration")
    TRANSLATION = "translation", _("translation")
    VARIANT = "variant", _("spelling in a source")


class Script(models.TextChoices):
    """ISO 15924 codes of the scripts that names here are written in."""

    LATIN = "Latn", _("Latin")
    ARMENIAN = "Armn", _("Armenian")
    CYRILLIC = "Cyrl", _("Cyrillic")


# What a language is written in where nothing else is said (BCP 47, Suppress-Script): its tag must
# not say it again. Azerbaijani has no such script.
USUAL_SCRIPTS = {
    "hy": Script.ARMENIAN, "ru": Script.CYRILLIC, "uk": Script.CYRILLIC,
    "en": Script.LATIN, "tr": Script.LATIN, "de": Script.LATIN, "fr": Script.LATIN,
}  # fmt: skip


class Vocabulary(Tracked):
    """A word that many records share. It has no status: it is public once a public record uses it."""

    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        help_text=_("Short and permanent: it stands in addresses, such as tv-bridge."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As readers see it, in English.")
    )

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")

    def __str__(self) -> str:
        return self.name


class Source(Vocabulary):
    """A work that claims rest on, with its bibliographic data and an archived copy's address."""

    name = models.CharField(
        _("title"), max_length=300, help_text=_("As printed on the work, in its own language.")
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=SourceKind, help_text=_("What sort of work it is.")
    )
    authors = models.CharField(
        _("authors"), max_length=300, blank=True, help_text=_("Surname first; several with “;”.")
    )
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("Who brought it out.")
    )
    published = models.CharField(
        _("published"),
        max_length=100,
        blank=True,
        help_text=_("Year, month or day in EDTF: 2025, 2025-10 or 2025-10-03."),
    )
    language = models.CharField(
        _("language"), max_length=20, blank=True, help_text=_("A BCP 47 tag: en, hy, az, ru.")
    )
    url = models.URLField(
        _("web address"), max_length=500, blank=True, help_text=_("Where it can be read.")
    )
    archived_url = models.URLField(
        _("archived copy"),
        max_length=500,
        blank=True,
        help_text=_("The address of a copy that will stay when the original goes."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Public. What a reader must know."))

    class Meta(Vocabulary.Meta):
        abstract = False
        ordering = ["name"]

    @property
    def published_display(self) -> str:
        """The date of publication in words; empty where unknown."""
        return display(self.published) if self.published else ""

    @property
    def short(self) -> str:
        """Whose work it is and of when, as lists name it; its title where no author is known."""
        return ", ".join(filter(None, [self.authors or self.name, self.published_display]))

    def clean(self):
        if self.published:
            try:
                read(self.published)
            except SpanError as error:
                raise ValidationError({"published": str(error)}) from error


class Coverage(models.TextChoices):
    """Whether a paragraph has been read for the records: cited by one, or marked, and not both."""

    CITED = "cited", _("cited")
    MARKED = "marked", _("marked as holding no fact")
    UNCOVERED = "uncovered", _("neither cited nor marked")
    CONTRADICTORY = "contradictory", _("cited, and marked as holding no fact")


class ParagraphQuerySet(models.QuerySet):
    # As the source has them: sections as they came first, paragraphs by number. Sources by address,
    # so that a dump does not depend on which of them a database met first.
    ORDER = (
        models.F("source__slug"),
        models.Window(models.Min("pk"), [models.F("source"), models.F("section")]),
        models.F("number"),
        models.F("pk"),
    )

    def in_order(self) -> ParagraphQuerySet:
        return self.order_by(*self.ORDER)

    def with_coverage(self) -> ParagraphQuerySet:
        """Annotate `coverage`: a value of Coverage."""
        cited = models.Exists(Citation.objects.filter(paragraph=models.OuterRef("pk")))
        unmarked = models.Q(no_record_reason="")
        return self.annotate(
            coverage=models.Case(
                models.When(cited & unmarked, then=models.Value(Coverage.CITED)),
                models.When(cited, then=models.Value(Coverage.CONTRADICTORY)),
                models.When(unmarked, then=models.Value(Coverage.UNCOVERED)),
                default=models.Value(Coverage.MARKED),
            )
        )

    def with_citing(self) -> ParagraphQuerySet:
        """Fetch what cites them, for `citing()`: a query for each kind of row, however many."""
        rows = GenericPrefetch("target", [rows_with_ends(model) for model in citable_models()])
        citations = Citation.objects.select_related("content_type").prefetch_related(rows)
        return self.prefetch_related(models.Prefetch("citations", citations.order_by("pk")))


class Paragraph(Tracked):
    """A numbered paragraph of a source: what the locator of a citation points to."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="paragraphs")
    key = models.SlugField(max_length=80)
    section = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    opening = models.CharField(max_length=100)
    no_record_reason = models.TextField(
        _("why no record cites it"),
        blank=True,
        help_text=_(
            "On no page, but in the data package: what the paragraph holds instead of a fact for a"
            " record, such as the method of the study. Empty where a record cites it."
        ),
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["source", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="paragraph_key_once_a_source")
        ]

    def __str__(self) -> str:
        return f"{self.section}, paragraph {self.number}"

    def citing(self) -> list[Citing]:
        """Return what cites it, each row once. Read it with `with_citing()`."""
        found = {}
        for citation in self.citations.all():
            found.setdefault(citation.target, []).append(citation.claim)
        return [Citing(row, tuple(claims)) for row, claims in found.items()]


@dataclass(frozen=True)
class Citing:
    """A record, or a row of one, that cites a paragraph. `claims`: fields; empty for the whole."""

    row: models.Model
    claims: tuple[str, ...]

    @property
    def record(self) -> models.Model:
        return self.row.record_of()

    @property
    def what(self) -> str:
        """The kind of the record; which row of it; which fields, where it is not the whole."""
        row = "" if self.row is self.record else str(self.row.in_words)
        claims = [claim or str(_("the whole")) for claim in self.claims if any(self.claims)]
        return "; ".join(filter(None, [self.record._meta.verbose_name, row, ", ".join(claims)]))


class Satellite(Tracked):
    """A row that belongs to a record and is public when, and only when, that is."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True

    def record_of(self):
        return self.target.record_of() if self.target else None

    def owner_model(self):
        # Django keeps these by their keys, but reads the relation anew for each row.
        return ContentType.objects.get_for_id(self.content_type_id).model_class()

    def end_pk(self, name: str) -> int:
        """Return the key of a row that it is about, by its relation, without reading the row."""
        return getattr(self, self._meta.get_field(name).fk_field)


class Citation(Satellite):
    """What ties a record, a role, a funding, or one named field of it, to a source."""

    field = models.CharField(
        _("claim"),
        max_length=30,
        blank=True,
        help_text=_("The field that this citation is about; empty for the whole record."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="citations",
        verbose_name=_("source"),
        help_text=_("The work that says so. Add it with “+” if it is not there yet."),
    )
    locator = models.CharField(
        _("locator"),
        max_length=80,
        blank=True,
        help_text=_("Where in the source: the key of a paragraph (stages-12), or a page (p. 12)."),
    )
    paragraph = models.ForeignKey(
        Paragraph, models.PROTECT, null=True, blank=True, editable=False, related_name="citations"
    )
    note = models.CharField(
        _("note"),
        max_length=500,
        blank=True,
        help_text=_("Public, in your own words: what the source says. No quotation."),
    )
    confidence = models.CharField(
        _("confidence"),
        max_length=10,
        choices=Confidence,
        default=Confidence.HIGH,
        help_text=_("High: it says so. Medium: it follows from what it says. Low: it may mean so."),
    )
    checked_by = models.ForeignKey(
        "auth.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("When a second reader checked it.")
    )

    class Meta:
        ordering = ["field", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="citation_target")]
        constraints = [
            models.CheckConstraint(
                name="citation_confidence_valid",
                condition=models.Q(confidence__in=Confidence.values),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.place}" if self.locator else str(self.source)

    @property
    def place(self) -> str:
        """Where in the source, in words: section and paragraph where the source has them."""
        return str(self.paragraph) if self.paragraph else self.locator

    @property
    def claim(self) -> str:
        """The field that the citation is about, in words; empty for the whole record."""
        if not self.field:
            return ""
        return str(self.content_type.model_class()._meta.get_field(self.field).verbose_name)

    def clean(self):
        self.clean_field()
        if not self.source_id:
            return
        self.paragraph = self.find_paragraph()
        if self.paragraph is None and self.locator and self.source.paragraphs.exists():
            message = _(
                "“%(locator)s” is no paragraph of this source. Paragraphs look like %(example)s."
            )
            example = self.source.paragraphs.first().key
            raise ValidationError(
                {"locator": message % {"locator": self.locator, "example": example}}
            )

    def clean_field(self):
        if not self.content_type_id:
            return  # a new row of a form, which gets its record only when that is saved
        if self.field and self.field not in self.citable_fields():
            choices = ", ".join(self.citable_fields())
            message = _("“%(field)s” is no field to cite. Leave it empty or choose: %(choices)s.")
            raise ValidationError({"field": message % {"field": self.field, "choices": choices}})

    def citable_fields(self) -> list[str]:
        """Return the names of the fields of the target that a citation may be about."""
        return list(getattr(self.content_type.model_class(), "CITABLE", ()))

    def find_paragraph(self) -> Paragraph | None:
        """Return the paragraph that the locator names; None where there is none."""
        if not self.locator:
            return None
        return self.source.paragraphs.filter(key=self.locator).first()

    def save(self, *args, **kwargs):
        self.paragraph = self.find_paragraph()
        if self.checked_on and not self.checked_by_id:
            self.checked_by = current_user()
        super().save(*args, **kwargs)


def citable_models() -> list[type[models.Model]]:
    """Return the models whose rows have citations: kinds of records, and rows of records."""
    return [
        model
        for model in apps.get_models()
        if not model._meta.proxy
        and any(field.name == "citations" for field in model._meta.private_fields)
    ]


def rows_with_ends(model: type[models.Model]) -> models.QuerySet:
    """Return all rows of a model with the rows that they point to."""
    ends = [field.name for field in model._meta.fields if field.many_to_one]
    return model._base_manager.select_related(*ends)


def cited(*lookups: str) -> list[models.Prefetch]:
    """Return the prefetches of citations with all that the public sees of them."""
    citations = Citation.objects.select_related("source", "paragraph")
    return [models.Prefetch(lookup, citations) for lookup in lookups]


class AlternateName(Satellite):
    """Another name of a record: former, an acronym, in another language, script or spelling."""

    name = models.CharField(
        _("name"), max_length=200, help_text=_("As it is written, in its own script.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=NameKind,
        default=NameKind.VARIANT,
        help_text=_("A former name is still the same record, not another one."),
    )
    language = models.CharField(
        _("language"), max_length=20, blank=True, help_text=_("A BCP 47 tag: hy, az, ru, en.")
    )
    script = models.CharField(
        _("script"),
        max_length=4,
        choices=Script,
        blank=True,
        help_text=_("Needed only where a language is written in several."),
    )

    class Meta:
        ordering = ["kind", "name", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="name_target")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "name", "kind"],
                name="name_once_a_record",
                violation_error_message=_("This name is given twice."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lang(self) -> str:
        """The value of an HTML `lang` attribute; empty where the language is unknown."""
        usual = not self.script or USUAL_SCRIPTS.get(self.language) == self.script
        return self.language if usual or not self.language else f"{self.language}-{self.script}"
