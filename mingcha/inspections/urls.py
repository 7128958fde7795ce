"""Addresses of the visits: staff below inspections/, the public below public/."""

from django.urls import path

from mingcha.inspections.views import approvals, files, outcomes, records, schedule, visits

urlpatterns = [
    path("inspections/", visits.inspection_list, name="inspection_list"),
    path("inspections/mine/", visits.my_inspections, name="my_inspections"),
    path("inspections/calendar/", visits.inspection_calendar, name="inspection_calendar"),
    path("inspections/outcomes/", outcomes.item_outcomes, name="item_outcomes"),
    path("inspections/outcomes/<uuid:pk>/retire/", outcomes.item_outcome_retire, name="item_outcome_retire"),
    path("inspections/campaigns/<uuid:pk>/", visits.campaign_inspections, name="campaign_inspections"),
    path("inspections/campaigns/<uuid:pk>/approval/", approvals.approval_propose, name="approval_propose"),
    path("inspections/approvals/<uuid:pk>/", approvals.approval_decide, name="approval_decide"),
    path("inspections/<uuid:pk>/", visits.inspection_detail, name="inspection_detail"),
    path("inspections/<uuid:pk>/schedule/", schedule.inspection_schedule, name="inspection_schedule"),
    path("inspections/<uuid:pk>/record/begin/", records.record_begin, name="record_begin"),
    path("inspections/<uuid:pk>/record/", records.record_edit, name="record_edit"),
    path(
        "inspections/<uuid:pk>/record/<int:version>/confirm/", records.record_confirm, name="record_confirm"
    ),
    path("inspections/<uuid:pk>/record/<int:version>/return/", records.record_return, name="record_return"),
    path("inspections/<uuid:pk>/change/", records.change_ask, name="change_ask"),
    path("inspections/<uuid:pk>/change/decide/", records.change_decide, name="change_decide"),
    path("inspections/records/<uuid:pk>/", records.record_view, name="record_view"),
    path("inspections/<uuid:pk>/files/", files.file_attach, name="file_attach"),
    path("inspections/files/<uuid:pk>/", files.file_download, name="file_download"),
    path("inspections/files/<uuid:pk>/void/", files.file_void, name="file_void"),
    path("inspections/<uuid:pk>/letters/", files.letter_send, name="letter_send"),
    path("inspections/letters/<uuid:pk>/return/", files.letter_return, name="letter_return"),
    path("inspections/letters/<uuid:pk>/proof/", files.letter_proof, name="letter_proof"),
    path("inspections/follow-ups/<uuid:pk>/", files.follow_up_finish, name="follow_up_finish"),
    path("inspections/follow-ups/<uuid:pk>/proof/", files.follow_up_proof, name="follow_up_proof"),
]
