"""The tables of the data package that hold periods and programmes."""

from actors.package import RECORD
from programmes.models import (
    Activity,
    Area,
    Assessment,
    Event,
    Funding,
    Involvement,
    Output,
    Participation,
    Period,
    Programme,
)
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
            *RECORD, "kind", "parent", "when", "as_of", "track", "summary", "reach", "outcome",
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
register_table(
    Table(
        "involvements",
        Involvement,
        plain("programme", "person", "role", "note"),
        ("programme", "person", "role"),
    )
)
register_table(
    Table(
        "events",
        Event,
        plain(*RECORD, "kind", "when", "as_of", "bearing", "places", "summary"),
        ("public_id",),
    )
)
register_table(
    Table(
        "outputs",
        Output,
        plain(
            *RECORD, "kind", "when", "as_of", "count", "count_is_approximate", "language",
            "website", "summary", "programmes", "authors", "publishers",
        ),
        ("public_id",),
    )
)  # fmt: skip
register_table(
    Table(
        "assessments",
        Assessment,
        plain(*RECORD, "kind", "programme", "period", "summary"),
        ("public_id",),
    )
)
