"""The lots app's configuration."""

from django.apps import AppConfig


class LotsConfig(AppConfig):
    name = "huiyin.lots"
    label = "lots"
    default_auto_field = "django.db.models.BigAutoField"
