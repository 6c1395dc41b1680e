from django.urls import path

from programmes import compare, pictures, reports, views
from trackdiplo.records.around.feeds import feed_of

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("timeline/", views.TimelinePage.as_view(), name="timeline"),
    path("timeline/embed/", views.TimelineEmbed.as_view(), name="timeline-embed"),
    path("periods/", views.PeriodList.as_view(), name="period-list"),
    path("periods/<str:slug>/", views.PeriodPage.as_view(), name="period-page"),
    path("periods/<str:slug>/report/", reports.PeriodReport.as_view(), name="period-report"),
    path("areas/<str:slug>/report/", reports.AreaReport.as_view(), name="area-report"),
    path("donors/<str:slug>/report/", reports.DonorReport.as_view(), name="donor-report"),
    path("programmes/", views.ProgrammeList.as_view(), name="programme-list"),
    path("programmes/<str:slug>/", views.ProgrammePage.as_view(), name="programme-page"),
    path("events/", views.EventList.as_view(), name="event-list"),
    path("events/<str:slug>/", views.EventPage.as_view(), name="event-page"),
    path("outputs/", views.OutputList.as_view(), name="output-list"),
    path("outputs/<str:slug>/", views.OutputPage.as_view(), name="output-page"),
    path("pictures/donors-by-period/", pictures.DonorsByPeriod.as_view(), name="donors-by-period"),
    path("pictures/areas-by-period/", pictures.AreasByPeriod.as_view(), name="areas-by-period"),
    path("pictures/outputs-by-year/", pictures.OutputsByYear.as_view(), name="outputs-by-year"),
    path("compare/", compare.CompareStart.as_view(), name="compare"),
    path("compare/<str:kinds>/", compare.Compare.as_view(), name="compare-two"),
    path("network/", pictures.NetworkPage.as_view(), name="network"),
    path("assessments/", views.AssessmentList.as_view(), name="assessment-list"),
    path("assessments/<str:slug>/", views.AssessmentPage.as_view(), name="assessment-page"),
    feed_of(views.PeriodList),
    feed_of(views.ProgrammeList),
    feed_of(views.EventList),
    feed_of(views.OutputList),
    feed_of(views.AssessmentList),
]
