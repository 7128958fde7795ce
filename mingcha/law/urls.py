"""Addresses of the law: obligations, calendar, deadlines."""

from django.urls import path

from mingcha.law.views import calendar, obligations, texts

urlpatterns = [
    path("law/obligations/", obligations.obligation_list, name="obligation_list"),
    path("law/wording/adopt/", obligations.wording_adopt, name="wording_adopt"),
    path("law/obligations/<slug:key>/", obligations.obligation_detail, name="obligation_detail"),
    path("law/obligations/<slug:key>/change/", obligations.obligation_change, name="obligation_change"),
    path("law/changes/<uuid:pk>/", obligations.change_detail, name="change_detail"),
    path("law/changes/<uuid:pk>/approve/", obligations.change_approve, name="change_approve"),
    path("law/changes/<uuid:pk>/decline/", obligations.change_decline, name="change_decline"),
    path("law/changes/<uuid:pk>/withdraw/", obligations.change_withdraw, name="change_withdraw"),
    path("law/texts/", texts.text_list, name="text_list"),
    path("law/texts/enter/", texts.text_enter, name="text_enter"),
    path("law/texts/<uuid:pk>/", texts.text_detail, name="text_detail"),
    path("law/texts/<uuid:pk>/revise/", texts.text_revise, name="text_revise"),
    path("law/texts/<uuid:pk>/correct/", texts.text_correct, name="text_correct"),
    path("law/texts/<uuid:pk>/repeal/", texts.text_repeal, name="text_repeal"),
    path("law/calendar/", calendar.calendar_now, name="calendar"),
    path("law/calendar/<int:year>/", calendar.calendar_year, name="calendar_year"),
    path("law/calendar/<int:year>/enter/", calendar.calendar_enter, name="calendar_enter"),
    path("law/notices/<uuid:pk>/", calendar.notice_detail, name="notice_detail"),
    path("law/deadlines/", calendar.deadline_list, name="deadline_list"),
]
