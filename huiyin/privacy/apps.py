"""The privacy app's configuration."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "huiyin.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
