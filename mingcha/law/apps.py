from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "mingcha.law"
    verbose_name = "法定义务"
