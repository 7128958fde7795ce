from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "mingcha.plans"
    verbose_name = "计划与抽查任务"
