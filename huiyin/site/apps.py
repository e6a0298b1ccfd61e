"""The site app's configuration."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "huiyin.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Now that every room is there, its words are put together."""
        from huiyin.site import words

        words.put_together()
