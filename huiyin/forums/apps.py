"""The forums app's configuration."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "huiyin.forums"
    label = "forums"
    default_auto_field = "django.db.models.BigAutoField"
