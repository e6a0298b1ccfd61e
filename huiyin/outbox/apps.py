"""The outbox app's configuration."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "huiyin.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
