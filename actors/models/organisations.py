"""Who acts: places, organisations, and organisations as donors."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.models import (
    Nested,
    Record,
    RecordQuerySet,
    Rule,
    Spanned,
    SpanQuerySet,
    Status,
    Vocabulary,
    cited,
)


class OrganisationKind(models.TextChoices):
    NGO = "ngo", _("non-governmental organisation")
    PRESS_CLUB = "press_club", _("press club")
    MEDIA = "media", _("media")
    RESEARCH = "research", _("research centre")
    FOUNDATION = "foundation", _("foundation")
    INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organisation")
    GOVERNMENT = "government", _("government body")
    MOVEMENT = "movement", _("movement")
    NETWORK = "network", _("network")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


def _found(among: models.QuerySet) -> models.Exists:
    """Return the condition that a row is `among` others: the search stops at the first match."""
    return models.Exists(among.filter(pk=models.OuterRef("pk")))


class PlaceQuerySet(models.QuerySet):
    def of_programmes(self) -> PlaceQuerySet:
        """Places where a published programme did something."""
        return self.filter(_found(Place.objects.filter(programmes__status=Status.PUBLISHED)))

    def of_events(self) -> PlaceQuerySet:
        """Places where a published event happened."""
        return self.filter(_found(Place.objects.filter(events__status=Status.PUBLISHED)))


class Place(Vocabulary):
    """A town or country under a neutral name."""

    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("ISO 3166 code, such as AM, AZ or GE. Leave it empty where it is disputed."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta(Vocabulary.Meta):
        abstract = False
        ordering = ["name"]


class OrganisationQuerySet(SpanQuerySet, RecordQuerySet):
    def donors(self) -> OrganisationQuerySet:
        """Organisations that are marked as donors, or that the public record shows to have paid."""
        funded = Organisation.objects.filter(fundings__programme__status=Status.PUBLISHED)
        return self.filter(models.Q(is_donor=True) | models.Q(_found(funded)))

    def for_document(self) -> OrganisationQuerySet:
        """All that the public may know of each."""
        return self.select_related("place", "parent").prefetch_related("names", *cited("citations"))

    def for_list(self) -> OrganisationQuerySet:
        """What a list row renders, in the public order: 2 queries however many rows."""
        return self.select_related("place").prefetch_related("names").in_order()


class Organisation(Nested, Spanned, Record):
    """An organisation, movement, body or network that takes part, hosts or pays."""

    KIND = "organisation"
    PREFIX = "org"
    RULES = (
        Rule("citation", _("Cite a source."), models.Q(citations__isnull=True)),
        Rule("kind", _("Choose the kind."), models.Q(kind="")),
    )
    SHOWS = ("place", "parent", "names", "citations", "citations__source", "citations__paragraph")
    CITABLE = ("name", "kind", "place", "parent", "when", "website", "is_donor", "summary")

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=OrganisationKind,
        blank=True,
        help_text=_("What it is, not what it does in one programme."),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("place"),
        help_text=_("Where it is based, if the source says so."),
    )
    website = models.URLField(
        _("website"),
        max_length=300,
        blank=True,
        help_text=_("Its own site, if the source gives it."),
    )
    is_donor = models.BooleanField(
        _("listed as donor"),
        default=False,
        help_text=_(
            "Mark it where a source names it as a donor without a programme. Who has paid for a"
            " programme is a donor without this mark."
        ),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences in your own words.")
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["sort_key", "pk"]
        constraints = [
            *Record.Meta.constraints, *Spanned.Meta.constraints, *Nested.Meta.constraints,
        ]  # fmt: skip
        indexes = Spanned.Meta.indexes

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.summary]


class DonorQuerySet(OrganisationQuerySet):
    def published(self) -> DonorQuerySet:
        """Published organisations that are donors on the public record."""
        return super().published().donors()

    def with_public_fundings(self) -> DonorQuerySet:
        """Prefetch what each paid for, as far as the public may know."""
        fundings = self.model._meta.get_field("fundings").related_model.objects
        paid = fundings.published().for_donor()
        return self.prefetch_related(models.Prefetch("fundings", paid, to_attr="public_fundings"))

    def for_document(self) -> DonorQuerySet:
        """All that the public may know of each."""
        return super().for_document().with_public_fundings()


class Donor(Organisation):
    """An organisation seen from the money: one record, one public_id, a page of its own."""

    KIND = "donor"
    SHOWS = ("fundings", "fundings__programme")

    objects = DonorQuerySet.as_manager()

    class Meta:
        proxy = True
        ordering = ["sort_key", "pk"]
        default_permissions = ()

    def get_organisation_url(self) -> str:
        """The address of the document of the organisation that it is."""
        return reverse("api:organisation-detail", args=[self.public_id])

    def get_organisation_page(self) -> str:
        return reverse("organisation-page", args=[self.slug])
