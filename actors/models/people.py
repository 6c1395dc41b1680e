"""People: who did it, as far as the public may know."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models.organisations import Organisation
from trackdiplo.records.models import (
    Citation,
    Record,
    RecordQuerySet,
    Rule,
    Status,
    Tracked,
    cited,
    validate_when,
)
from trackdiplo.records.spans import display


class PersonQuerySet(RecordQuerySet):
    def published(self) -> PersonQuerySet:
        """Published people whose names may stand on pages, in search and in answers."""
        return super().published().filter(indexed=True)

    def with_affiliations(self, affiliations: models.QuerySet) -> PersonQuerySet:
        """Prefetch where each works or worked, from the rows given."""
        rows = affiliations.for_person()
        return self.prefetch_related(
            models.Prefetch("affiliations", rows, to_attr="public_affiliations")
        )

    def for_list(self) -> PersonQuerySet:
        """What a list row renders, in the public order: 3 queries however many rows."""
        listed = self.with_affiliations(Affiliation.objects.published())
        return listed.prefetch_related("names").in_order()

    def for_document(self) -> PersonQuerySet:
        """All that the public may know of each."""
        public = self.with_affiliations(Affiliation.objects.published())
        return public.prefetch_related(
            "names", *cited("citations", "public_affiliations__citations")
        )

    def for_preview(self) -> PersonQuerySet:
        every = self.with_affiliations(Affiliation.objects.all())
        return every.prefetch_related(
            "names", *cited("citations", "public_affiliations__citations")
        )


class Person(Record):
    """Someone whom a source names. Some were persecuted for contacts like these."""

    KIND = "person"
    PREFIX = "prs"
    FOR_SEARCH_ENGINES = False  # some have been persecuted for contacts like these
    RULES = (
        Rule("citation", _("Cite a source."), models.Q(citations__isnull=True)),
        Rule("summary", _("Say who it is, as the source does."), models.Q(summary="")),
    )
    SHOWS = (
        "names",
        "affiliations",
        "affiliations__organisation",
        "affiliations__citations",
        "affiliations__citations__source",
        "affiliations__citations__paragraph",
        "citations",
        "citations__source",
        "citations__paragraph",
    )
    LINKS = ("affiliations__organisation",)
    CITABLE = ("name", "summary")

    summary = models.TextField(
        _("who it is"),
        blank=True,
        help_text=_("The part that the source gives them, in a sentence. Nothing private."),
    )
    indexed = models.BooleanField(
        _("may be found by name"),
        default=True,
        help_text=_(
            "Taken off, the name has no page and is in no list, search, file or answer. A"
            " publisher decides, and gives the reason."
        ),
    )
    unindexed_reason = models.CharField(
        _("reason for not being found"),
        max_length=300,
        blank=True,
        help_text=_("For colleagues only, such as “asked for it”. No detail that could harm."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name_plural = _("people")
        ordering = ["sort_key", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="person_unindexed_has_reason",
                condition=models.Q(indexed=True) | ~models.Q(unindexed_reason=""),
                violation_error_message=_("Give the reason why the name may not be found."),
            ),
        ]

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.summary]


class AffiliationQuerySet(models.QuerySet):
    def published(self) -> AffiliationQuerySet:
        """Rows whose ends are both public."""
        return self.filter(
            person__in=Person.objects.published(), organisation__status=Status.PUBLISHED
        )

    def for_person(self) -> AffiliationQuerySet:
        """What the page of a person shows: 1 query."""
        return self.select_related("organisation").order_by("organisation__sort_key", "pk")

    def for_organisation(self) -> AffiliationQuerySet:
        """What the page of an organisation shows: 1 query."""
        return self.select_related("person").order_by("person__sort_key", "pk")


class Affiliation(Tracked):
    """A person's place in an organisation."""

    CITABLE = ("role", "when")

    person = models.ForeignKey(
        Person,
        models.CASCADE,
        related_name="affiliations",
        verbose_name=_("person"),
        help_text=_("Who it is."),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="affiliations",
        verbose_name=_("organisation"),
        help_text=_("Type a part of any of its names."),
    )
    role = models.CharField(
        _("role"),
        max_length=100,
        blank=True,
        help_text=_("In short, as the source gives it: chair, director, expert."),
    )
    when = models.CharField(
        _("when"),
        max_length=100,
        blank=True,
        validators=[validate_when],
        help_text=_("In EDTF, if the source says so."),
    )
    citations = GenericRelation(Citation, related_query_name="%(class)s")

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                name="affiliation_once",
                violation_error_message=_("This affiliation is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role or _('at')} {self.organisation}"

    @property
    def in_words(self) -> str:
        """The claim that its citations are about."""
        return ", ".join(filter(None, [self.role, str(self.organisation)]))

    @property
    def when_display(self) -> str:
        return display(self.when) if self.when else ""

    def record_of(self):
        return self.person
