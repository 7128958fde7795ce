from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "mingcha.intake"
    verbose_name = "表格导入"
