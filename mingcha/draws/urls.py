"""Addresses of the draws: staff below draws/, the public below public/."""

from django.urls import path

from mingcha.draws.views import callers, ceremony, external, loads, partners, public, record

urlpatterns = [
    path("draws/", record.draw_list, name="draw_list"),
    path("draws/loads/<int:year>/", loads.year_loads, name="year_loads"),
    path("draws/open/", record.sitting_open, name="sitting_open"),
    path("draws/external/", external.external_list, name="external_list"),
    path("draws/external/take-in/<uuid:campaign>/", external.external_take_in, name="external_take_in"),
    path("draws/external/<uuid:pk>/", external.external_draw, name="external_draw"),
    path("draws/external/<uuid:pk>/sheet/", external.external_sheet, name="external_sheet"),
    path("draws/external/<uuid:pk>/differences/", external.external_differences, name="external_differences"),
    path(
        "draws/external/<uuid:pk>/screenshots/<int:number>/",
        external.external_screenshot,
        name="external_screenshot",
    ),
    path("draws/external/<uuid:pk>/explain/", external.external_explain, name="external_explain"),
    path("draws/external/<uuid:pk>/confirm/", external.external_confirm, name="external_confirm"),
    path("draws/external/<uuid:pk>/return/", external.external_return, name="external_return"),
    path("draws/external/<uuid:pk>/withdraw/", external.external_withdraw, name="external_withdraw"),
    path(
        "draws/external/<uuid:pk>/withdraw/confirm/",
        external.external_withdraw_confirm,
        name="external_withdraw_confirm",
    ),
    path("draws/external/<uuid:pk>/disclose/", external.external_disclose, name="external_disclose"),
    path(
        "draws/external/<uuid:pk>/platforms/<slug:platform>/",
        external.external_entry,
        name="external_entry",
    ),
    path("draws/<uuid:pk>/", ceremony.sitting, name="sitting"),
    path("draws/<uuid:pk>/freeze/", ceremony.sitting_freeze, name="sitting_freeze"),
    path("draws/<uuid:pk>/thaw/", ceremony.sitting_thaw, name="sitting_thaw"),
    path("draws/<uuid:pk>/announce/", ceremony.sitting_announce, name="sitting_announce"),
    path("draws/<uuid:pk>/announce-teams/", ceremony.sitting_announce_teams, name="sitting_announce_teams"),
    path("draws/<uuid:pk>/reopen-team/", ceremony.sitting_reopen_team, name="sitting_reopen_team"),
    path("draws/<uuid:pk>/compute/", ceremony.sitting_compute, name="sitting_compute"),
    path("draws/<uuid:pk>/throws/", callers.throw_entry, name="throw_entry"),
    path("draws/<uuid:pk>/annul/", callers.draw_annul, name="draw_annul"),
    path("draws/<uuid:pk>/annul/confirm/", callers.draw_annul_confirm, name="draw_annul_confirm"),
    path("draws/<uuid:pk>/record/", record.draw_record, name="draw_record"),
    path("draws/<uuid:pk>/sheet/", record.result_sheet, name="result_sheet"),
    path("draws/<uuid:pk>/recordings/", record.recording_attach, name="recording_attach"),
    path("draws/<uuid:pk>/platforms/<slug:platform>/", record.draw_entry, name="draw_entry"),
    path("draws/<uuid:pk>/disclose/", record.draw_disclose, name="draw_disclose"),
    path("participations/<uuid:pk>/sheet/", partners.participation_sheet, name="participation_sheet"),
    path(
        "participations/<uuid:pk>/sheet.xlsx",
        partners.participation_sheet_book,
        name="participation_sheet_book",
    ),
    path("public/draws/", public.public_draws, name="public_draws"),
    path("public/draws/<uuid:pk>/", public.public_draw, name="public_draw"),
    path("public/draws/external/<uuid:pk>/", external.public_external_draw, name="public_external"),
    path("public/bundles/<str:draw_id>.draw", public.bundle_download, name="bundle_download"),
    path("public/verify/", public.public_verify, name="public_verify"),
    path("public/key.txt", public.public_key, name="public_key"),
]
