"""Addresses of legal figures."""

from django.urls import path

from mingcha.law import views

urlpatterns = [
    path("law/figures/", views.figure_list, name="figure_list"),
    path("law/figures/<slug:key>/amend/", views.figure_amend, name="figure_amend"),
]
