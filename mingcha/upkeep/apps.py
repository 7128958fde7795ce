from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "mingcha.upkeep"
    verbose_name = "名录更新"
