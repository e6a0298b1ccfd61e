"""The supervision app's configuration."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "huiyin.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"
