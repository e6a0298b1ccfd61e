"""The site app's configuration."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "huiyin.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
