"""The tables of the data package that hold periods and programmes."""

from actors.package import RECORD
from programmes.models import Activity, Area, Funding, Participation, Period, Programme
from trackdiplo.records.package.tables import Table, plain, register_table

WORD = plain("name", "definition", "order")

register_table(Table("areas", Area, WORD, ("slug",)))
register_table(Table("activities", Activity, WORD, ("slug",)))
register_table(
    Table(
        "periods",
        Period,
        plain(*RECORD, "number", "when", "as_of", "summary"),
        ("public_id",),
    )
)
register_table(
    Table(
        "programmes",
        Programme,
        plain(
            *RECORD, "kind", "when", "as_of", "track", "summary", "reach", "outcome",
            "outcome_unknown", "website", "areas", "activities", "places", "periods",
        ),
        ("public_id",),
    )
)  # fmt: skip
register_table(
    Table(
        "participations",
        Participation,
        plain("programme", "organisation", "role", "when", "note", withheld_label="withheld"),
        ("programme", "organisation", "withheld", "role"),
    )
)
register_table(
    Table(
        "fundings",
        Funding,
        plain("programme", "donor", "amount", "currency", "note", withheld_label="withheld"),
        ("programme", "donor", "withheld"),
    )
)
