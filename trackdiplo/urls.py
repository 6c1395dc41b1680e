"""The table of contents: every address of the site."""

from django.contrib import admin
from django.urls import include, path

from programmes.cards import Card
from programmes.design import Design
from trackdiplo.api import Documentation
from trackdiplo.records import health, permanent
from trackdiplo.records.around import feeds, machines, pages
from trackdiplo.records.search.views import SearchPage

urlpatterns = [
    path("", include("programmes.urls")),
    path("", include("actors.urls")),
    path("", include("interviews.urls")),
    path("search/", SearchPage.as_view(), name="search"),
    path("id/<str:public_id>/", permanent.ToThePage.as_view(), name="record-by-id"),
    path("id/<str:public_id>/cite/", permanent.Cite.as_view(), name="record-cite"),
    path("id/<str:public_id>/card/", Card.as_view(), name="record-card"),
    path("about/", pages.About.as_view(), name="about"),
    path("about/design/", Design.as_view(), name="design"),
    path("data/", pages.Data.as_view(), name="data"),
    path("data/package.zip", pages.Package.as_view(), name="package"),
    path("feed/", feeds.Feed.as_view(), name="feed"),
    path("robots.txt", machines.Robots.as_view(), name="robots"),
    path("sitemap.xml", machines.Sitemap.as_view(), name="sitemap"),
    path("opensearch.xml", machines.OpenSearch.as_view(), name="opensearch"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("api/v1/", include("trackdiplo.api")),
    path("api/docs/", Documentation.as_view(), name="api-docs"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = "trackdiplo.records.views.bad_request"
handler404 = "trackdiplo.records.views.not_found"
handler500 = "trackdiplo.records.views.server_error"
