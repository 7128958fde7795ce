from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "mingcha.oversight"
    verbose_name = "监督"
