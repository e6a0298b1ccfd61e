"""The api app's configuration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "huiyin.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
