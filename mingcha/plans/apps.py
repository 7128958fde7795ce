from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "mingcha.plans"
    verbose_name = "计划与抽查任务"

    def ready(self) -> None:
        from mingcha.intake.subjects import register
        from mingcha.plans.subjects import PLAN_LINES

        register(PLAN_LINES)
