"""The orgs app's configuration."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "huiyin.orgs"
    label = "orgs"
    default_auto_field = "django.db.models.BigAutoField"
