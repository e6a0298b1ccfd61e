"""The publish app's configuration."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "huiyin.publish"
    label = "publish"
    default_auto_field = "django.db.models.BigAutoField"
