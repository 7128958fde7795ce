from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "mingcha.disclosure"
    verbose_name = "公示"
