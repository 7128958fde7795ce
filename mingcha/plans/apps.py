from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "mingcha.plans"
    verbose_name = "计划与抽查任务"

    def ready(self) -> None:
        from mingcha.intake.subjects import register
        from mingcha.plans.subjects import PARTNER_ITEMS, PARTNER_RESULTS, PLAN_LINES

        for subject in (PLAN_LINES, PARTNER_ITEMS, PARTNER_RESULTS):
            register(subject)
