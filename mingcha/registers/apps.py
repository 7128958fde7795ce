from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "mingcha.registers"
    verbose_name = "名录库"
