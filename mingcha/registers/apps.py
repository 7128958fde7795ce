from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "mingcha.registers"
    verbose_name = "名录库"

    def ready(self) -> None:
        from mingcha.intake.subjects import register
        from mingcha.registers.subjects import INSPECTORS, PARTNERS, STANDING, TARGETS, VISITS

        register(TARGETS)
        register(INSPECTORS)
        register(PARTNERS)
        register(STANDING)
        register(VISITS)
