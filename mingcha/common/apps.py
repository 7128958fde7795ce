from django.apps import AppConfig
from django.forms import Field


class CommonConfig(AppConfig):
    name = "mingcha.common"
    verbose_name = "公用"

    def ready(self) -> None:
        # Every form says what to do, not what kind of field it is.
        Field.default_error_messages = Field.default_error_messages | {"required": "请填写这一项。"}
