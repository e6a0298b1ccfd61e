"""The accounts app's configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huiyin.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
