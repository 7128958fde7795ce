"""Addresses of the item list."""

from django.urls import path

from mingcha.items.views import items, lists, public

urlpatterns = [
    path("items/", lists.item_lists, name="item_lists"),
    path("items/start/", lists.item_list_start, name="item_list_start"),
    path("items/lists/<uuid:pk>/", lists.item_list_detail, name="item_list_detail"),
    path("items/lists/<uuid:pk>/submit/", lists.item_list_submit, name="item_list_submit"),
    path("items/lists/<uuid:pk>/return/", lists.item_list_return, name="item_list_return"),
    path("items/lists/<uuid:pk>/approve/", lists.item_list_approve, name="item_list_approve"),
    path("items/lists/<uuid:pk>/publish/", lists.item_list_publish, name="item_list_publish"),
    path("items/lists/<uuid:pk>/add/", items.item_add, name="item_add"),
    path("items/<uuid:pk>/", items.item_detail, name="item_detail"),
    path("items/<uuid:pk>/edit/", items.item_edit, name="item_edit"),
    path("items/<uuid:pk>/leave-out/", items.item_leave_out, name="item_leave_out"),
    path("public/items/", public.public_items, name="public_items"),
]
