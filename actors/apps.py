from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "actors"
    verbose_name = "Actors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from actors import (
            metadata,  # noqa: F401 - registers how its kinds are described
            package,  # noqa: F401 - registers its tables
        )
        from actors.api import serializers  # noqa: F401 - registers its documents
