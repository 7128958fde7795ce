from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "mingcha.common"
    verbose_name = "公用"
