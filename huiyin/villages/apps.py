"""The villages app's configuration."""

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "huiyin.villages"
    label = "villages"
    default_auto_field = "django.db.models.BigAutoField"
