"""Who took part in a programme and who paid for it: named, or withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person
from trackdiplo.records.models import Citation, Status, Tracked, validate_when

Row = TypeVar("Row", bound="ActorRow")


class Role(models.TextChoices):
    LEAD = "lead", _("lead")
    IMPLEMENTER = "implementer", _("implementer")
    PARTNER = "partner", _("partner")
    HOST = "host", _("host")
    MODERATOR = "moderator", _("moderator")
    BROADCASTER = "broadcaster", _("broadcaster")


class WithheldPartner(models.TextChoices):
    """What is printed in place of a name that must not be known. The name itself is nowhere."""

    ARMENIA = "partner_armenia", _("a partner organisation in Armenia")
    AZERBAIJAN = "partner_azerbaijan", _("a partner organisation in Azerbaijan")
    GEORGIA = "partner_georgia", _("a partner organisation in Georgia")
    ELSEWHERE = "partner_elsewhere", _("a partner organisation")


class WithheldDonor(models.TextChoices):
    """What is printed in place of a donor that must not be known."""

    DONOR = "donor", _("a donor")


def once_withheld(rows: Iterable[Row], label: Callable[[Row], object]) -> list[Row]:
    """Return `rows` with each withheld label once: how many stand behind it is nobody's business."""
    shown, labels = [], set()
    for row in rows:
        if row.withheld and label(row) in labels:
            continue
        if row.withheld:
            labels.add(label(row))
        shown.append(row)
    return shown


class RoleQuerySet(models.QuerySet):
    """Rows between a programme and an organisation that may be withheld."""

    actor = ""

    def published(self) -> RoleQuerySet:
        """Rows whose ends are all public. A withheld end is no row, so it hides nothing."""
        named = models.Q(**{f"{self.actor}__status": Status.PUBLISHED})
        withheld = models.Q(**{f"{self.actor}__isnull": True})
        return self.filter(named | withheld, programme__status=Status.PUBLISHED)

    def of_public_actors(self) -> RoleQuerySet:
        """Rows of organisations that are public: to find, among public programmes, theirs."""
        return self.filter(**{f"{self.actor}__status": Status.PUBLISHED})

    def programmes_of(self, actors: Iterable[Organisation]) -> dict[int, int]:
        """Return in how many programmes each of them is, by key; of none, nothing. 1 query."""
        rows = self.filter(**{f"{self.actor}__in": list(actors)}).order_by()
        return dict(rows.values_list(self.actor).annotate(models.Count("programme", distinct=True)))

    def for_programme(self) -> RoleQuerySet:
        """What the page of a programme shows, in its order: 1 query."""
        # Where withheld rows stand is said: SQLite would put them first, PostgreSQL last.
        by_name = models.F(f"{self.actor}__sort_key").asc(nulls_last=True)
        return self.select_related(self.actor).order_by("order", by_name, "pk")


class ParticipationQuerySet(RoleQuerySet):
    actor = "organisation"

    def for_organisation(self) -> ParticipationQuerySet:
        """What the page of an organisation shows: by the start of the programme, 1 query."""
        return self.select_related("programme").order_by(
            "programme__earliest_start", "programme__sort_key", "order", "pk"
        )


class FundingQuerySet(RoleQuerySet):
    actor = "donor"

    def for_donor(self) -> FundingQuerySet:
        """What the page of a donor shows: by programme."""
        return self.select_related("programme").order_by("programme__sort_key", "pk")


WITHHELD_HELP = _(
    "Where the name must not be known: choose what is printed, and leave the organisation empty. Do"
    " not write the name anywhere, not even in a note."
)


class ProgrammeRow(Tracked):
    """A row that belongs to a programme."""

    programme = models.ForeignKey("Programme", models.CASCADE, related_name="%(class)ss")
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Public: a detail of the role.")
    )
    order = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text=_("Lead first; see Role.")
    )
    citations = GenericRelation(Citation, related_query_name="%(class)s")

    class Meta:
        abstract = True

    def record_of(self):
        return self.programme


class ActorRow(ProgrammeRow):
    """A row that names an organisation, or has a label (`withheld`) in its place."""

    class Meta:
        abstract = True


class Participation(ActorRow):
    """An organisation's role in a programme."""

    CITABLE = ("role", "organisation", "when")

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
        help_text=_(
            "Type a part of any of its names. Add it with “+” only if it is not there yet."
        ),
    )
    withheld = models.CharField(
        _("withheld: print instead"),
        max_length=30,
        choices=WithheldPartner,
        blank=True,
        help_text=WITHHELD_HELP,
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Role,
        default=Role.PARTNER,
        help_text=_("“Partner” where the source does not say more. Two roles are two rows."),
    )
    when = models.CharField(
        _("when"),
        max_length=100,
        blank=True,
        validators=[validate_when],
        help_text=_("EDTF, where it differs."),
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="participation_named_or_withheld",
                condition=models.Q(organisation__isnull=False, withheld="")
                | models.Q(organisation__isnull=True, withheld__in=WithheldPartner.values),
                violation_error_message=_(
                    "Choose the organisation or the label that stands for it: exactly one."
                ),
            ),
            models.CheckConstraint(
                name="participation_role_valid", condition=models.Q(role__in=Role.values)
            ),
            models.UniqueConstraint(
                fields=["programme", "organisation", "role"],
                name="participation_once_a_role",
                violation_error_message=_("This organisation has this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.get_withheld_display()}, {self.get_role_display()}"

    @property
    def in_words(self) -> str:
        """The claim that its citations are about."""
        return str(self)

    def save(self, *args, **kwargs):
        self.order = Role.values.index(self.role)
        super().save(*args, **kwargs)


class Funding(ActorRow):
    """A donor's money for a programme. Unknown is not zero; currencies are never added up."""

    CITABLE = ("donor", "amount", "currency")

    donor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fundings",
        verbose_name=_("donor"),
        help_text=_("Who gave the money, not who passed it on: that is a role."),
    )
    withheld = models.CharField(
        _("withheld: print instead"),
        max_length=30,
        choices=WithheldDonor,
        blank=True,
        help_text=WITHHELD_HELP,
    )
    amount = models.DecimalField(
        _("amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty where it is not known: unknown is not zero."),
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("ISO 4217, such as EUR.")
    )

    objects = FundingQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="funding_named_or_withheld",
                condition=models.Q(donor__isnull=False, withheld="")
                | models.Q(donor__isnull=True, withheld__in=WithheldDonor.values),
                violation_error_message=_(
                    "Choose the donor or the label that stands for it: exactly one."
                ),
            ),
            models.CheckConstraint(
                name="funding_amount_has_currency",
                condition=models.Q(amount__isnull=True, currency="")
                | (models.Q(amount__isnull=False) & ~models.Q(currency="")),
                violation_error_message=_("Give the amount and its currency, or neither."),
            ),
            models.CheckConstraint(
                name="funding_amount_not_negative",
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
            ),
            models.UniqueConstraint(
                fields=["programme", "donor"],
                name="funding_once_a_donor",
                violation_error_message=_("This donor is listed already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.donor or self.get_withheld_display())

    @property
    def in_words(self) -> str:
        """The claim that its citations are about."""
        return _("funding by %(donor)s") % {"donor": self}


class Part(models.TextChoices):
    """What a person did in a programme."""

    INITIATOR = "initiator", _("initiator")
    LEAD = "lead", _("lead")
    MODERATOR = "moderator", _("moderator")
    SPEAKER = "speaker", _("speaker")
    AUTHOR = "author", _("author")
    PARTICIPANT = "participant", _("participant")
    SUPPORTER = "supporter", _("supporter")


class InvolvementQuerySet(models.QuerySet):
    def published(self) -> InvolvementQuerySet:
        """Rows whose ends are both public."""
        return self.filter(
            person__in=Person.objects.published(), programme__status=Status.PUBLISHED
        )

    def for_programme(self) -> InvolvementQuerySet:
        """What the page of a programme shows, in its order: 1 query."""
        return self.select_related("person").order_by("order", "person__sort_key", "pk")

    def for_person(self) -> InvolvementQuerySet:
        """What the page of a person shows: by the start of the programme, 1 query."""
        return self.select_related("programme").order_by(
            "programme__earliest_start", "programme__sort_key", "order", "pk"
        )


class Involvement(ProgrammeRow):
    """A person's part in a programme."""

    CITABLE = ("role", "person")

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="involvements",
        verbose_name=_("person"),
        help_text=_("Type a part of the name. Only people whom a source names in this part."),
    )
    role = models.CharField(
        _("part"),
        max_length=20,
        choices=Part,
        default=Part.PARTICIPANT,
        help_text=_("What the source says that they did."),
    )

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="involvement_role_valid", condition=models.Q(role__in=Part.values)
            ),
            models.UniqueConstraint(
                fields=["programme", "person", "role"],
                name="involvement_once_a_role",
                violation_error_message=_("This person has this part already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    def save(self, *args, **kwargs):
        self.order = Part.values.index(self.role)
        super().save(*args, **kwargs)

    @property
    def in_words(self) -> str:
        """The claim that its citations are about."""
        return str(self)
