from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "mingcha.inspections"
    verbose_name = "检查"
