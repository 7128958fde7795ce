"""Addresses of papers: the series of the office and its numbers."""

from django.urls import path

from mingcha.papers import views

urlpatterns = [
    path("documents/", views.number_list, name="number_list"),
    path("documents/series/<slug:kind>/", views.series_change, name="series_change"),
    path("documents/outside/", views.numbers_outside, name="numbers_outside"),
]
