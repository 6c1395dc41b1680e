"""What is answered at an address of each template, with content that is hard to set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from interviews.coding import work
from programmes import filters, timeline
from tests.factories import (
    create_affiliation,
    create_finding,
    create_involvement,
    create_organisation,
    create_output,
    create_paragraph,
    create_person,
    create_programme,
    create_source,
    create_user,
)
from tests.factories.confidential import create_coding, create_respondent
from tests.interviews.coding.conftest import Desks
from tests.routes import BY_SLUG, COMPARISON, PUBLIC, addresses, public_routes
from tests.world import create_world
from trackdiplo.records.models import changes

TEMPLATES = Path(settings.BASE_DIR, "templates")
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsgehaltsabrechnung"
# A list that finds nothing, one that does not understand, a search with hits and one without.
STATES = [
    "/programmes/?q=no-such-word&active_from=2001",
    "/programmes/?active_from=20x",
    "/search/?q=programme",
    "/search/?q=prograame",
    "/no-such-page/",
]
# Where there is too much to be drawn, and what is there is counted.
TOO_MANY = ["/timeline/?match=certain"]
TABLES_OF_A_STUDY = [
    "study", "import", "disputed", "agreement", "matrix", "together", "progress", "files",
    "findings", "excerpts", "releases", "respondents", "search",
]  # fmt: skip


def every_template() -> set[str]:
    return {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}


@dataclass(frozen=True)
class Answer:
    """What was answered, free of the database; `templates` are the names of those that made it."""

    status: int
    headers: dict[str, str]
    body: bytes
    templates: frozenset[str]

    @classmethod
    def of(cls, response) -> Answer:
        names = frozenset(template.name for template in getattr(response, "templates", []))
        return cls(response.status_code, dict(response.headers), b"".join(response), names)

    @property
    def is_page(self) -> bool:
        redirects = "Location" in self.headers
        return not redirects and self.headers["Content-Type"].startswith("text/html")


def answers() -> dict[str, Answer]:
    """Return answers by their addresses: of each public route the fullest page, each state, the
    admin's own pages, and what one of the pages reads by itself."""
    programme = create_hard_content()
    client, gone = Client(), create_programme()
    gone.withdraw(by=None, reason="A mistake.")
    found = {}
    for route in public_routes():
        asked = addresses(route, published=True)
        asked = asked if PUBLIC[route.name] in (BY_SLUG, COMPARISON) else asked[:1]
        pages = {where: page for where, page in asked_by(client, asked).items() if page.is_page}
        if pages:
            fullest = max(pages, key=lambda where: len(pages[where].body))
            found[fullest] = pages[fullest]
    found |= asked_by(client, [*STATES, gone.get_permanent_url(), reverse("api:schema")])
    with patch.object(timeline, "MOST_DRAWN", 0), patch.object(filters, "MOST_EVENTS", 0):
        found |= asked_by(client, TOO_MANY)
    return found | of_staff(programme)


def asked_by(client: Client, asked: Iterable[str]) -> dict[str, Answer]:
    return {where: Answer.of(client.get(where)) for where in asked}


@changes(by=None)
def create_hard_content():
    """Make a little of everything, with words that break nowhere; return a programme."""
    create_world()
    host = create_organisation(
        name=f"{LONG} Institute", website=f"https://example.org/{LONG.lower()}/"
    )
    donor = create_organisation(name=f"{LONG} Foundation", is_donor=True)
    person = create_person(name=f"Nino {LONG}")
    create_affiliation(person=person, organisation=host, role="Director")
    made = {"organisations": [host], "donors": [donor]}
    programme = create_programme(name=f"{LONG} Dialogue", summary=f"{LONG}. " * 3, **made)
    create_programme(when="1999~/2010?", parent=programme, **made)
    create_involvement(programme=programme, person=person)
    create_output(name=f"{LONG} Papers", programmes=[programme], count=30)
    create_finding(kind="words", source_words="about a quarter", band="some", highlighted=True)
    return programme


def of_staff(programme) -> dict[str, object]:
    """Return the pages of the admin that are ours, and a public one as a preview, on a site to try."""
    desks = Desks()
    first, _, third = desks.answers
    for who, code in (("ani", desks.trust), ("vugar", desks.borders)):
        work.mark(first, code, start=0, end=7, by=desks.users[who], memo="")
        work.done(first, by=desks.users[who])
    work.mark(third, desks.trust, start=0, end=7, by=desks.users["ani"], memo="Why?")
    quoted = desks.answer(
        "We met.", respondent=create_respondent(study=desks.study, quote_consent=True)
    )
    agreed = create_coding(response=quoted, code=desks.trust, phase="agreed")
    paragraph = create_paragraph(source=create_source())
    study = {f"coding_{name}": desks.study.pk for name in TABLES_OF_A_STUDY}
    asked = {
        "index": None,
        "jsi18n": None,
        "coding": None,
        "records_distinctpair_add": None,
        "records_paragraph_change": paragraph.pk,
        "programmes_programme_change": programme.pk,
        "programmes_programme_preview": programme.pk,
        "coding_desk": third.pk,
        "coding_settle": first.pk,
        "coding_write": agreed.pk,
        "coding_withdraw": first.respondent.pk,
        **study,
    }
    client = Client()
    client.force_login(create_user(is_superuser=True, username="lead-of-all"))
    with override_settings(DEMO=True):
        return asked_by(
            client,
            [reverse(f"admin:{name}", args=[row] if row else []) for name, row in asked.items()],
        )
