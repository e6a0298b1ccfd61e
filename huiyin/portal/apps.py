"""The portal app's configuration."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "huiyin.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
