from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "mingcha.draws"
    verbose_name = "抽取"
