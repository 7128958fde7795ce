"""Addresses of upkeep."""

from django.urls import path

from mingcha.upkeep import views

urlpatterns = [
    path("upkeep/", views.upkeep_list, name="upkeep_list"),
    path("upkeep/<slug:kind>/keeper/", views.upkeep_assign, name="upkeep_assign"),
    path("upkeep/<slug:kind>/confirm/", views.upkeep_confirm, name="upkeep_confirm"),
    path("platforms/receipts/<uuid:pk>/", views.platform_receipt, name="platform_receipt"),
]
