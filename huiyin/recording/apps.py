"""The recording app's configuration."""

from django.apps import AppConfig


class RecordingConfig(AppConfig):
    name = "huiyin.recording"
    label = "recording"
    default_auto_field = "django.db.models.BigAutoField"
