from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "mingcha.config"
    verbose_name = "平台"

    def ready(self) -> None:
        from mingcha.config.people_subject import PEOPLE
        from mingcha.intake.subjects import register

        register(PEOPLE)
