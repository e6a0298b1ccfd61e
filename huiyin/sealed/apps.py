"""The sealed app's configuration."""

from django.apps import AppConfig


class SealedConfig(AppConfig):
    name = "huiyin.sealed"
    label = "sealed"
    default_auto_field = "django.db.models.BigAutoField"
