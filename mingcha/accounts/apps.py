from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mingcha.accounts"
    verbose_name = "机构和人员"
