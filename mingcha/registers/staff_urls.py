"""Addresses of interests, yearly declarations and an inspector's own page."""

from django.urls import path

from mingcha.registers.views import borrowings, delegations, hints, interests, rounds

urlpatterns = [
    path("registers/conflicts/", interests.conflict_list, name="conflict_list"),
    path("registers/conflicts/export/", interests.conflict_export, name="conflict_export"),
    path("registers/conflicts/hints/", hints.conflict_hints, name="conflict_hints"),
    path("registers/conflicts/hints/export/", hints.conflict_hints_export, name="conflict_hints_export"),
    path("registers/conflicts/decide/", interests.conflict_decisions, name="conflict_decisions"),
    path("registers/conflicts/<uuid:pk>/", interests.conflict_detail, name="conflict_detail"),
    path("registers/delegations/", delegations.delegation_list, name="delegation_list"),
    path("registers/delegations/export/", delegations.delegation_export, name="delegation_export"),
    path(
        "registers/delegations/<uuid:pk>/withdraw/",
        delegations.delegation_withdraw,
        name="delegation_withdraw",
    ),
    path("registers/rounds/", rounds.round_list, name="round_list"),
    path("registers/rounds/export/", rounds.round_list_export, name="round_list_export"),
    path("registers/rounds/<uuid:pk>/", rounds.round_detail, name="round_detail"),
    path("registers/rounds/<uuid:pk>/export/", rounds.round_export, name="round_export"),
    path("registers/rounds/<uuid:pk>/close/", rounds.round_close, name="round_close"),
    path("registers/rounds/<uuid:pk>/paper/<uuid:inspector>/", rounds.round_paper, name="round_paper"),
    path("registers/partners/", borrowings.partner_list, name="partner_list"),
    path("registers/partners/export/", borrowings.partner_export, name="partner_export"),
    path("registers/borrowings/", borrowings.borrowing_list, name="borrowing_list"),
    path("registers/borrowings/export/", borrowings.borrowing_export, name="borrowing_export"),
    path(
        "registers/borrowings/<uuid:pk>/approve/",
        borrowings.borrowing_decide,
        {"act": "approve"},
        name="borrowing_approve",
    ),
    path(
        "registers/borrowings/<uuid:pk>/refuse/",
        borrowings.borrowing_decide,
        {"act": "refuse"},
        name="borrowing_refuse",
    ),
    path("registers/borrowings/<uuid:pk>/end/", borrowings.borrowing_end, name="borrowing_end"),
    path("registers/own/", rounds.own_record, name="own_record"),
    path("registers/own/declare/", rounds.own_declare, name="own_declare"),
    path("registers/own/answer/", rounds.own_answer, name="own_answer"),
    path("registers/own/proofs/<uuid:pk>/", rounds.own_proof, name="own_proof"),
]
