from django.urls import path

from programmes import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("timeline/", views.TimelinePage.as_view(), name="timeline"),
    path("periods/", views.PeriodList.as_view(), name="period-list"),
    path("periods/<str:slug>/", views.PeriodPage.as_view(), name="period-page"),
    path("programmes/", views.ProgrammeList.as_view(), name="programme-list"),
    path("programmes/<str:slug>/", views.ProgrammePage.as_view(), name="programme-page"),
]
