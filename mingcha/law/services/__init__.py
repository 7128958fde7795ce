"""Verbs of legal figures."""

from mingcha.law.services.adopt_default_figures import adopt_default_figures
from mingcha.law.services.amend_figure import amend_figure

__all__ = ["adopt_default_figures", "amend_figure"]
