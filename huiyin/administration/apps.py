"""The administration app's configuration."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "huiyin.administration"
    label = "administration"
    default_auto_field = "django.db.models.BigAutoField"
