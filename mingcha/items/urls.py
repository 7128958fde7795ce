"""Addresses of the item list."""

from django.urls import path

from mingcha.items.views import checklists, items, lists, powers, proposals, public

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
    path("items/<uuid:pk>/cite/", items.item_cite, name="item_cite"),
    path("items/<uuid:pk>/checklist/", checklists.checklist, name="checklist"),
    path("items/<uuid:pk>/checklist/describe/", checklists.checklist_describe, name="checklist_describe"),
    path("items/<uuid:pk>/checklist/add/", checklists.question_add, name="question_add"),
    path("items/questions/<uuid:pk>/", checklists.question_edit, name="question_edit"),
    path("items/questions/<uuid:pk>/remove/", checklists.question_remove, name="question_remove"),
    path("items/powers/", powers.power_list, name="power_list"),
    path("items/powers/compared/", powers.power_gaps, name="power_gaps"),
    path("items/powers/<uuid:pk>/", powers.power_detail, name="power_detail"),
    path("items/powers/<uuid:pk>/strike-off/", powers.power_strike_off, name="power_strike_off"),
    path("items/powers/<uuid:pk>/restore/", powers.power_restore, name="power_restore"),
    path("items/proposals/", proposals.proposal_list, name="proposal_list"),
    path("items/proposals/add/", proposals.proposal_add, name="proposal_add"),
    path("items/<uuid:pk>/propose/", proposals.proposal_change, name="proposal_change"),
    path("items/<uuid:pk>/propose-leaving-out/", proposals.proposal_leave_out, name="proposal_leave_out"),
    path("items/proposals/<uuid:pk>/", proposals.proposal_detail, name="proposal_detail"),
    path("items/proposals/<uuid:pk>/take-over/", proposals.proposal_take_over, name="proposal_take_over"),
    path("items/proposals/<uuid:pk>/decline/", proposals.proposal_decline, name="proposal_decline"),
    path("items/proposals/<uuid:pk>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("public/items/", public.public_items, name="public_items"),
    path("public/items/<int:number>/", public.public_version, name="public_version"),
    path("public/items/<int:number>/list.pdf", public.public_paper, name="public_paper"),
    path("public/items/<int:number>/list.xlsx", public.public_workbook, name="public_workbook"),
    path("public/items/<int:number>/list.csv", public.public_csv, name="public_csv"),
    path("items/lists/<uuid:pk>/paper/", lists.item_list_paper, name="item_list_paper"),
]
