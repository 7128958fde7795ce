"""Addresses of legal figures."""

from django.urls import path

from mingcha.law.views import figures

urlpatterns = [
    path("law/figures/", figures.figure_list, name="figure_list"),
    path("law/figures/<slug:key>/amend/", figures.figure_amend, name="figure_amend"),
]
