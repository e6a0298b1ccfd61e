"""The search app's configuration."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "huiyin.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
