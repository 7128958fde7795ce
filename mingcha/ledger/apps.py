from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "mingcha.ledger"
    verbose_name = "留痕"

    def ready(self) -> None:
        from mingcha.ledger.triggers import install_triggers

        # Table rebuilds of SQLite migrations drop triggers, so they are made again after every migration.
        post_migrate.connect(install_triggers, sender=self)
