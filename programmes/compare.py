"""The pages that put two periods, donors or organisations side by side, and their files."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import Http404
from django.utils.translation import gettext as _

from programmes.pictures import as_file
from programmes.side_by_side import KINDS, Comparison, Group, compare
from trackdiplo.records import parameters
from trackdiplo.records.api.exports import table_of
from trackdiplo.records.models import Record
from trackdiplo.records.views import PublicPage, with_format

SIDES = ("one", "other")
FILES = ("csv", "json")


class CompareStart(PublicPage):
    """What can be compared, each kind with its form."""

    template_name = "programmes/compare_start.html"

    def get_context_data(self, **context):
        choices = [(name, kind, list(kind.records())) for name, kind in KINDS.items()]
        return super().get_context_data(choices=choices, **context)


class Compare(PublicPage):
    """Two records of a kind side by side; where fewer are chosen, the form to choose by."""

    template_name = "programmes/compare.html"

    def answer(self, request, *args, kinds: str):
        if kinds not in KINDS:
            raise Http404
        self.kind = KINDS[kinds]
        self.records = list(self.kind.records())
        self.chosen = {name: self.asked_for(name) for name in SIDES}
        problems = self.problems()
        is_whole = all(self.chosen.values()) and not problems
        comparison = compare(self.kind, *self.chosen.values()) if is_whole else None
        if comparison and "format" in request.GET:
            return self.file(comparison, request.GET["format"])
        context = self.get_context_data(kinds=kinds, comparison=comparison, problems=problems)
        status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
        return self.render_to_response(context, status=status)

    def asked_for(self, name: str) -> Record | None:
        """Return the record of a side, by its slug or public_id; None where none is known so."""
        value = self.request.GET.get(name)
        return next((each for each in self.records if value in (each.slug, each.public_id)), None)

    def problems(self) -> parameters.Problems:
        query, (one, other) = self.request.GET, self.chosen.values()
        problems = parameters.check(query, single=[*SIDES, "format"])
        if problems:
            return problems
        for name, record in self.chosen.items():
            if name in query and not record:
                said = _("“%(value)s” is not known here.") % {"value": query[name][:80]}
                problems[name] = [said]
        if one and one == other:
            problems["other"] = [_("It is the same as “one”.")]
        if query.get("format", FILES[0]) not in FILES:
            problems["format"] = [_("There are: %(known)s.") % {"known": ", ".join(FILES)}]
        elif "format" in query and not (one and other):
            problems["format"] = [_("Choose two first: “one” and “other”.")]
        return problems

    def file(self, comparison: Comparison, form: str):
        one, other = (side.record.slug for side in comparison.sides)
        if form == "csv":
            content = table_of([["what", "slug", "name", *SIDES], *comparison.lines()])
        else:
            content = json.dumps(self.document(comparison), ensure_ascii=False, indent=2) + "\n"
        return as_file(content, name=f"{one}-and-{other}", form=form)

    def document(self, comparison: Comparison) -> dict[str, object]:
        """Return the comparison as JSON has it."""
        pairs = zip(SIDES, comparison.sides, strict=True)
        return {
            "what": self.kind.asked,
            **{name: self.reference(side.record) for name, side in pairs},
            "facts": [
                {"name": str(title), **sided(number.count for number in numbers)}
                for title, numbers in comparison.facts
            ],
            "programmes": {
                group.asked: list(values_of(group))
                for group in (*comparison.words, *comparison.actors)
            },
            "shared": [self.reference(each) for each in comparison.shared_programmes.rows],
            "shared_more": comparison.shared_programmes.more,
        }

    def reference(self, record: Record) -> dict[str, str]:
        absolute = self.request.build_absolute_uri
        return {
            "id": record.public_id,
            "slug": record.slug,
            "name": record.name,
            "url": absolute(record.get_api_url()),
            "page": absolute(record.get_absolute_url()),
        }

    def get_context_data(self, **context):
        query = self.request.GET
        downloads = {form.upper(): with_format(self.request.path, query, form) for form in FILES}
        return super().get_context_data(
            kind=self.kind,
            records=self.records,
            downloads=downloads,
            others=[(name, kind) for name, kind in KINDS.items() if kind != self.kind],
            **self.chosen,
            **context,
        )


def sided(numbers) -> dict[str, int]:
    return dict(zip(SIDES, numbers, strict=True))


def values_of(group: Group):
    for pair in group.pairs:
        yield {"slug": pair.slug, "name": pair.name, **sided(pair.counts)}
