"""Addresses of campaigns."""

from django.urls import path

from mingcha.plans import views

urlpatterns = [
    path("campaigns/", views.campaign_list, name="campaign_list"),
    path("campaigns/new/", views.campaign_create, name="campaign_create"),
    path("campaigns/try/", views.campaign_try, name="campaign_try"),
    path("campaigns/<uuid:pk>/", views.campaign_detail, name="campaign_detail"),
    path("campaigns/<uuid:pk>/edit/", views.campaign_edit, name="campaign_edit"),
    path("campaigns/<uuid:pk>/settle/", views.campaign_settle, name="campaign_settle"),
    path("campaigns/<uuid:pk>/reopen/", views.campaign_reopen, name="campaign_reopen"),
    path("campaigns/<uuid:pk>/cancel/", views.campaign_cancel, name="campaign_cancel"),
    path("law/texts/<uuid:pk>/touched/", views.text_touched, name="text_touched"),
]
