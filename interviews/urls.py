from django.urls import path

from interviews import views
from trackdiplo.records.around.feeds import feed_of

urlpatterns = [
    path("findings/", views.FindingList.as_view(), name="finding-list"),
    path("findings/<str:slug>/", views.FindingPage.as_view(), name="finding-page"),
    path("recommendations/", views.RecommendationList.as_view(), name="recommendation-list"),
    path(
        "recommendations/<str:slug>/",
        views.RecommendationPage.as_view(),
        name="recommendation-page",
    ),
    path("questions/", views.QuestionList.as_view(), name="question-list"),
    path("questions/<str:slug>/", views.QuestionPage.as_view(), name="question-page"),
    path("studies/", views.StudyList.as_view(), name="study-list"),
    path("studies/<str:slug>/", views.StudyPage.as_view(), name="study-page"),
    path("codes/", views.CodeList.as_view(), name="code-list"),
    path("codes/<str:slug>/", views.CodePage.as_view(), name="code-page"),
    path("methods/", views.Methods.as_view(), name="methods"),
    feed_of(views.FindingList),
    feed_of(views.RecommendationList),
    feed_of(views.QuestionList),
    feed_of(views.StudyList),
    feed_of(views.CodeList),
]
