from django.apps import AppConfig

VIEW = ("view",)
EDITING = ("view", "add", "change", "delete")


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = "Interviews"
    default_auto_field = "django.db.models.BigAutoField"

    # What is confidential is theirs, and nobody else's. Nobody deletes a respondent or an answer.
    staff_groups = {
        "Coders": {
            "study": VIEW,
            "question": VIEW,
            "code": VIEW,
            "respondent": VIEW,
            "response": VIEW,
            "coding": EDITING,
        },
        "Lead coders": {
            "study": VIEW,
            "question": VIEW,
            "code": (*EDITING, "publish"),
            "respondent": ("view", "add", "change", "withdraw", "export"),
            "response": ("view", "add", "adjudicate"),
            "coding": EDITING,
            "undisclosedname": EDITING,
            "auditentry": VIEW,
            "preparedfinding": ("add",),
            "excerpt": ("add", "clear"),
            "studyrelease": ("view", "build", "publish"),
        },
    }

    def ready(self):
        from interviews import (
            metadata,  # noqa: F401 - registers how its kinds are described
            package,  # noqa: F401 - registers its tables
        )
        from interviews.api import serializers  # noqa: F401 - registers its documents
