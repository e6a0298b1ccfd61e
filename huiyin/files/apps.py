"""The files app's configuration."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "huiyin.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
