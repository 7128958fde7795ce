"""Django's rules for passwords in the house's words: what is wrong, and what to do."""

from django.contrib.auth import password_validation as django_rules


class LongEnough(django_rules.MinimumLengthValidator):
    """GB/T 22239-2019 8.1.4.1 asks for complexity; length carries most of it."""

    def get_error_message(self) -> str:
        return f"密码太短，至少{self.min_length}位。"

    def get_help_text(self) -> str:
        return f"至少{self.min_length}位。"


class NotCommon(django_rules.CommonPasswordValidator):
    """Not one of the twenty thousand that are tried first."""

    def get_error_message(self) -> str:
        return "这个密码太常见，容易被猜到，请换一个。"

    def get_help_text(self) -> str:
        return "不用常见的词。"


class NotTheOwnName(django_rules.UserAttributeSimilarityValidator):
    """Not the login name or the name with a digit behind it."""

    def get_error_message(self) -> str:
        return "密码与姓名或登录名太像，请换一个。"

    def get_help_text(self) -> str:
        return "不用自己的姓名和登录名。"
