"""About the site, about its data, and the data as a package."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from trackdiplo.records.models import KINDS, Counter
from trackdiplo.records.package.descriptor import descriptor
from trackdiplo.records.package.dump import dump
from trackdiplo.records.views import PublicPage

# A zip file has a time for each file in it; that of the answer is told by its revision.
NO_TIME = (1980, 1, 1, 0, 0, 0)


class About(PublicPage):
    """What this is, who answers for it, and how to object."""

    template_name = "records/around/about.html"


class Data(PublicPage):
    """All ways to have the data, what its columns mean, and how to cite the whole."""

    template_name = "records/around/data.html"

    def get_context_data(self, **context):
        number, at = self.request.state
        return super().get_context_data(
            resources=[
                (kind.model._meta.verbose_name_plural, reverse(f"api:{name}-list"))
                for name, kind in KINDS.items()
            ],
            tables=descriptor()["resources"],
            revision=number,
            changed_on=at and at.date(),
            address=self.request.build_absolute_uri("/"),
            **context,
        )


class Package(PublicPage):
    """The public record as a data package: one zip file, the same for one revision."""

    def render_to_response(self, context, **kwargs):
        name = f"{settings.SITE_NAME}-{Counter.current()}"
        response = HttpResponse(zipped(name), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
        return response


def zipped(name: str) -> bytes:
    """Return the package in a folder of this name. It is packed where it is sent, not here."""
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w") as archive:
        dump(Path(folder))
        for path in sorted(Path(folder).iterdir()):
            archive.writestr(zipfile.ZipInfo(f"{name}/{path.name}", NO_TIME), path.read_bytes())
    return packed.getvalue()
