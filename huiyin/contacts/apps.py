"""The contacts app's configuration."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "huiyin.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"
