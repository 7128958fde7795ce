from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "mingcha.config"
    verbose_name = "平台"
