"""What is asked: of both sides, and of the product alone. Addresses in words of `drawn()`."""

from __future__ import annotations

from collections.abc import Callable

QUERY = "period={period}&donor={donor}"
PAGE, RECORD = f"/api/v1/programmes/?{QUERY}", "/api/v1/programmes/{one}/"
# Not of the site: `measures.asking` counts the facets of a list without its page.
FACETS = f"facets?{QUERY}"

# What it is called: what is asked here, and of plain DRF.
BOTH = {
    "page of 50 by period and donor, cold": (PAGE, f"/plain/?{QUERY}"),
    "the same, kept": (PAGE, f"/plain/?{QUERY}"),
    "the same, not changed (304)": (PAGE, f"/plain/?{QUERY}"),
    "one record, cold": (RECORD, "/plain/{one}/"),
    "one record, kept": (RECORD, "/plain/{one}/"),
    "all facets, cold": (FACETS, f"/plain/facets/?{QUERY}"),
}
UNCHANGED = "the same, not changed (304)"

PAGES = {
    "programmes by period and donor": f"/programmes/?{QUERY}",
    "programmes by period, donor and area": f"/programmes/?{QUERY}&area={{area}}",
    "programmes by words": "/programmes/?q={word}",
    "all programmes": "/programmes/",
    "organisations": "/organisations/",
    "donors": "/donors/",
    "people": "/people/",
    "events": "/events/",
    "outputs": "/outputs/",
    "assessments": "/assessments/",
    "search for three words": "/search/?q={words}",
    "search for a word of many texts": "/search/?q={word}",
    "search with a slip": "/search/?q={slip}",
    "search in the API": "/api/v1/search/?q={words}",
    "names while they are typed": "/api/v1/search/names/?q={beginning}",
    "first page": "/",
    "timeline by period and donor": f"/timeline/?{QUERY}",
    "timeline of everything": "/timeline/",
    "timeline in lanes": "/timeline/?lanes=donor",
    "timeline in a frame": "/timeline/embed/",
    "timeline in the API": f"/api/v1/timeline/?{QUERY}",
    "network by period and donor": f"/network/?{QUERY}",
    "network of everything": "/network/",
    "network of money": "/network/?ties=money",
    "network around one": "/network/?focus={organisation}",
    "comparing, to choose": "/compare/",
    "two periods": "/compare/periods/?one={period}&other={other_period}",
    "two donors": "/compare/donors/?one={donor}&other={other_donor}",
    "two organisations": "/compare/organisations/?one={organisation}&other={other_organisation}",
    "report on a period": "/periods/{period}/report/",
    "report on a donor": "/donors/{donor}/report/",
    "report on an area": "/areas/{area}/report/",
    "page of a programme": "/programmes/{programme}/",
    "page of a period": "/periods/{period}/",
    "page of a donor": "/donors/{donor}/",
    "page of an organisation": "/organisations/{organisation}/",
    "page of a person": "/people/{person}/",
    "donors by period": "/pictures/donors-by-period/",
    "areas by period": "/pictures/areas-by-period/",
    "outputs by year": "/pictures/outputs-by-year/",
    "feed": "/feed/",
    "feed of a filter": f"/feed/programme/?{QUERY}",
    "sitemap": "/sitemap.xml",
}


def drawn() -> Callable[[int], dict[str, str]]:
    """Return a function from a number to what fills in the addresses, never the same twice."""
    from actors.models import Donor, Organisation, Person
    from bench.fiction import FIRST, OF, THING
    from programmes.models import Area, Period, Programme

    def slugs(model) -> list[str]:
        return list(model.objects.order_by("pk").values_list("slug", flat=True))

    donors = list(Donor.objects.published().order_by("pk").values_list("slug", flat=True))
    periods, areas, programmes = slugs(Period), slugs(Area), slugs(Programme)
    organisations, people = slugs(Organisation), slugs(Person)
    ids = list(Programme.objects.order_by("pk").values_list("public_id", flat=True))

    def of(found: list[str], number: int) -> str:
        return found[number % len(found)]

    def words(number: int) -> dict[str, str]:
        first, thing = FIRST[number % 9], THING[number % 9]
        return {
            "period": periods[-1 - number % 4],
            "other_period": periods[-2 - number % 4],
            "donor": of(donors, number),
            "other_donor": of(donors, number + 1),
            "area": of(areas, number),
            "organisation": of(organisations, number),
            "other_organisation": of(organisations, number + 1),
            "person": of(people, number),
            "programme": of(programmes, number * 7),
            "one": of(ids, number * 7),
            "words": f"{first}+{thing}+{OF[number % 8]}",
            "word": first,
            "beginning": first[:3],
            "slip": f"{first[0]}{first[2]}{first[1]}{first[3:]}+{thing}",
        }

    return words
