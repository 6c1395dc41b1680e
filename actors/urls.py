from django.urls import path

from actors import views
from trackdiplo.records.around.feeds import feed_of

urlpatterns = [
    path("organisations/", views.OrganisationList.as_view(), name="organisation-list"),
    path("organisations/<str:slug>/", views.OrganisationPage.as_view(), name="organisation-page"),
    path("donors/", views.DonorList.as_view(), name="donor-list"),
    path("donors/<str:slug>/", views.DonorPage.as_view(), name="donor-page"),
    path("people/", views.PersonList.as_view(), name="person-list"),
    path("people/<str:slug>/", views.PersonPage.as_view(), name="person-page"),
    feed_of(views.OrganisationList),
    feed_of(views.DonorList),
    feed_of(views.PersonList),
]
