"""The register app's configuration."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "huiyin.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
