from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "trackdiplo.records"
    verbose_name = "Sources"
    default_auto_field = "django.db.models.BigAutoField"
