"""What the change feed says, and whether the stored documents are what a rendering gives now."""

from trackdiplo.records.models import KINDS, Change, Counter, Document


def entries_after(revision):
    """Return (kind, public_id, action) of the later changes, sorted; their numbers have no gap."""
    changes = list(Change.objects.filter(number__gt=revision).order_by("number"))
    numbers = [change.number for change in changes]
    assert numbers == list(range(revision + 1, Counter.current() + 1))
    return sorted((change.kind, change.public_id, change.action) for change in changes)


def stored_documents():
    documents = Document.objects.values_list("kind", "public_id", "body")
    return {(kind, public_id): body for kind, public_id, body in documents}


def fresh_documents():
    return {
        (kind.name, public_id): body
        for kind in KINDS.values()
        for public_id, body in kind.render(kind.model.objects.published())
    }


def revisions():
    """Return the revision at which each document was last written."""
    return {
        (kind, public_id): revision
        for kind, public_id, revision in Document.objects.values_list(
            "kind", "public_id", "revision"
        )
    }
