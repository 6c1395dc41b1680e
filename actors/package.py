"""The tables of the data package that hold actors."""

from actors.models import Affiliation, Organisation, Person, Place
from trackdiplo.records.package.tables import Table, plain, register_table

RECORD = ("public_id", "slug", "name")

register_table(Table("places", Place, plain("name", "country"), ("slug",)))
register_table(
    Table(
        "organisations",
        Organisation,
        plain(
            *RECORD, "kind", "place", "parent", "when", "as_of", "website", "is_donor", "summary"
        ),
        ("public_id",),
    )
)
register_table(
    Table(
        "people", Person, plain(*RECORD, "indexed", "unindexed_reason", "summary"), ("public_id",)
    )
)
register_table(
    Table(
        "affiliations",
        Affiliation,
        plain("person", "organisation", "role", "when"),
        ("person", "organisation", "role"),
    )
)
