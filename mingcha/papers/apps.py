from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "mingcha.papers"
    verbose_name = "文书"
