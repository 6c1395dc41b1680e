"""The ground floor: what every kind of record shares."""

from trackdiplo.records.models.changes import (
    KINDS,
    Change,
    Counter,
    Document,
    Refused,
    Tracked,
    block_for,
    changes,
    out_of_step,
    register_kind,
    touch,
    touch_shown,
)
from trackdiplo.records.models.nested import Nested, in_circles
from trackdiplo.records.models.pairs import DistinctPair
from trackdiplo.records.models.record import (
    KEPT_BY_REVERT,
    FormerSlug,
    Record,
    RecordQuerySet,
    Rule,
    Status,
    public_id_of,
)
from trackdiplo.records.models.sources import (
    AlternateName,
    Citation,
    Confidence,
    Coverage,
    NameKind,
    Paragraph,
    Satellite,
    Script,
    Source,
    SourceKind,
    Vocabulary,
    cited,
)
from trackdiplo.records.models.spanned import (
    BOUNDS,
    STARTS,
    Match,
    Spanned,
    SpanQuerySet,
    overlap,
    validate_when,
)

__all__ = [
    "BOUNDS", "KINDS", "STARTS", "KEPT_BY_REVERT", "AlternateName", "Change", "Citation", "Confidence",
    "Counter", "Coverage", "DistinctPair", "Document", "FormerSlug", "Match", "NameKind", "Nested",
    "Paragraph", "Record", "RecordQuerySet", "Refused", "Rule", "Satellite", "Script", "Source",
    "SourceKind", "SpanQuerySet", "Spanned", "Status", "Tracked", "Vocabulary", "block_for", "changes",
    "cited", "in_circles", "out_of_step", "overlap", "public_id_of", "register_kind", "touch",
    "touch_shown", "validate_when",
]  # fmt: skip
