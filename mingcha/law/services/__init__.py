"""Verbs of legal figures."""

from mingcha.law.services.adopt_defaults import adopt_default_figures, adopt_defaults, adopt_new_defaults
from mingcha.law.services.amend_figure import amend_figure

__all__ = ["adopt_default_figures", "adopt_defaults", "adopt_new_defaults", "amend_figure"]
