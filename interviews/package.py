"""The tables of the data package that hold studies, findings and recommendations.

No interview response is ever in a package, nor is a codebook: it has a format of its own.
"""

from actors.package import RECORD
from interviews.models import ActorKind, Finding, Question, Recommendation, Study
from programmes.package import WORD
from trackdiplo.records.package.tables import Table, plain, register_table

register_table(Table("actor_kinds", ActorKind, WORD, ("slug",)))
register_table(
    Table(
        "studies",
        Study,
        plain(*RECORD, "source", "voices", "missing_voices", "summary", "min_base", "is_fictional"),
        ("public_id",),
    )
)
register_table(
    Table(
        "questions",
        Question,
        plain(*RECORD, "study", "parent", "number", "order", "wording"),
        ("public_id",),
    )
)
register_table(
    Table(
        "findings",
        Finding,
        plain(
            *RECORD, "study", "question", "order", "statement", "stance", "kind", "source_words",
            "band", "periods", "areas", "events", "actor_kinds", "highlighted",
        ),
        ("public_id",),
    )
)  # fmt: skip
register_table(
    Table(
        "recommendations",
        Recommendation,
        plain(
            *RECORD, "study", "question", "kind", "order", "statement", "addressees", "areas",
        ),
        ("public_id",),
    )
)  # fmt: skip
