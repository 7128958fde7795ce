"""Addresses of legal figures."""

from django.urls import path

from mingcha.law.views import figures, texts

urlpatterns = [
    path("law/figures/", figures.figure_list, name="figure_list"),
    path("law/figures/<slug:key>/amend/", figures.figure_amend, name="figure_amend"),
    path("law/texts/", texts.text_list, name="text_list"),
    path("law/texts/enter/", texts.text_enter, name="text_enter"),
    path("law/texts/<uuid:pk>/", texts.text_detail, name="text_detail"),
    path("law/texts/<uuid:pk>/revise/", texts.text_revise, name="text_revise"),
    path("law/texts/<uuid:pk>/correct/", texts.text_correct, name="text_correct"),
    path("law/texts/<uuid:pk>/repeal/", texts.text_repeal, name="text_repeal"),
]
