"""Addresses of the draws: staff below draws/, the public below public/."""

from django.urls import path

from mingcha.draws.views import callers, ceremony, loads, partners, public, record

urlpatterns = [
    path("draws/", record.draw_list, name="draw_list"),
    path("draws/loads/<int:year>/", loads.year_loads, name="year_loads"),
    path("draws/open/", record.sitting_open, name="sitting_open"),
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
    path("public/bundles/<str:draw_id>.draw", public.bundle_download, name="bundle_download"),
    path("public/verify/", public.public_verify, name="public_verify"),
    path("public/key.txt", public.public_key, name="public_key"),
]
