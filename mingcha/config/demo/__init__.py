"""The demo: a county that looks like 阜平县, in which every holder and person is invented."""

from mingcha.config.demo.logins import demo_logins

__all__ = ["demo_logins"]
