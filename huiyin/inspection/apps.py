"""The inspection app's configuration."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "huiyin.inspection"
    label = "inspection"
    default_auto_field = "django.db.models.BigAutoField"
