"""A little content to be dumped, and the files of a dump."""

from tests.factories import (
    create_citation,
    create_name,
    create_organisation,
    create_paragraph,
    create_participation,
    create_period,
    create_programme,
    create_source,
)
from trackdiplo.records.models import changes


def create_content():
    """A little of what is public, and of what is not."""
    with changes(by=None):
        donor = create_organisation(name="A donor")
        programme = create_programme(
            name="Public", donors=[donor], periods=[create_period()], internal_note="zqnoteqz"
        )
    create_name(target=programme, name="Հրապարակային", language="hy")
    create_paragraph(source=programme.citations.get().source, no_record_reason="How it was made.")
    create_paragraph(source=create_source(slug="a-later-source"))
    create_participation(programme=programme, withheld="partner_azerbaijan")
    create_citation(target=programme.participations.first(), note="Said so; in “two” words.")
    draft = create_programme(published=False, name="zqdraftqz", organisations=[donor])
    create_citation(target=draft)
    in_review = create_programme(published=False, name="In review")
    create_citation(target=in_review)
    in_review.submit(by=None)
    create_programme(name="Withdrawn").withdraw(by=None, reason="zqreasonqz")
    unpublished = create_organisation(published=False, name="zqpartnerqz")
    create_participation(programme=programme, organisation=unpublished)


def files_in(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}
