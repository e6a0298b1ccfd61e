"""The sheets app's configuration."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "huiyin.sheets"
    label = "sheets"
    default_auto_field = "django.db.models.BigAutoField"
