from django.urls import path

from mingcha.oversight.views import histories, ledger, overview

urlpatterns = [
    path("overview/", overview.year_overview, name="overview"),
    path("overview/rows/", overview.overview_rows, name="overview_rows"),
    path("registers/targets/<uuid:pk>/course/", histories.target_course, name="target_course"),
    path("ledger/", ledger.ledger_list, name="ledger_list"),
    path("ledger/examine/", ledger.ledger_examine, name="ledger_examine"),
    path("ledger/<int:number>/", ledger.ledger_entry, name="ledger_entry"),
]
