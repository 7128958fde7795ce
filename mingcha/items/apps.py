from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "mingcha.items"
    verbose_name = "抽查事项清单"

    def ready(self) -> None:
        from mingcha.intake.subjects import register
        from mingcha.items.subjects import ITEMS, POWERS, QUESTIONS

        register(ITEMS)
        register(POWERS)
        register(QUESTIONS)
