from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from programmes import (
            metadata,  # noqa: F401 - registers how its kinds are described
            package,  # noqa: F401 - registers its tables
        )
        from programmes.api import serializers  # noqa: F401 - registers its documents
