"""Addresses of papers: the series of the office, its numbers, its templates."""

from django.urls import path

from mingcha.papers.views import numbers, templates

urlpatterns = [
    path("documents/", numbers.number_list, name="number_list"),
    path("documents/series/<slug:kind>/", numbers.series_change, name="series_change"),
    path("documents/outside/", numbers.numbers_outside, name="numbers_outside"),
    path("documents/templates/", templates.template_list, name="template_list"),
    path("documents/templates/<slug:kind>/", templates.template_replace, name="template_replace"),
    path("documents/templates/<slug:kind>/restore/", templates.template_restore, name="template_restore"),
    path("documents/templates/<slug:kind>/text/", templates.template_download, name="template_download"),
    path("documents/templates/<slug:kind>/sample/", templates.template_sample, name="template_sample"),
]
