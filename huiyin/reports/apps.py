"""The reports app's configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "huiyin.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
