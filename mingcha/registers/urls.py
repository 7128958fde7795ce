"""Addresses of the two registers."""

from django.urls import path

from mingcha.registers.views import categories, conflicts, inspectors, staff, standing, targets, training

DEEDS = (
    ("inspectors/<uuid:pk>/licences/", staff.ADD_LICENCE, "licence_add"),
    ("licences/<uuid:pk>/change/", staff.CHANGE_LICENCE, "licence_change"),
    ("licences/<uuid:pk>/end/", staff.END_LICENCE, "licence_end"),
    ("inspectors/<uuid:pk>/qualifications/", staff.ADD_QUALIFICATION, "qualification_add"),
    ("qualifications/<uuid:pk>/end/", staff.END_QUALIFICATION, "qualification_end"),
    ("trainings/<uuid:pk>/void/", staff.VOID_TRAINING, "training_void"),
    ("inspectors/<uuid:pk>/absences/", staff.ADD_ABSENCE, "absence_add"),
    ("absences/<uuid:pk>/end/", staff.END_ABSENCE, "absence_end"),
)
urlpatterns = [
    path("registers/", targets.registers_home, name="registers_home"),
    path("registers/targets/", targets.target_list, name="target_list"),
    path("registers/targets/export/", targets.target_export, name="target_export"),
    path("registers/targets/<uuid:pk>/", targets.target_detail, name="target_detail"),
    path("registers/targets/<uuid:pk>/state/", targets.target_state, name="target_state"),
    path("registers/categories/", categories.category_list, name="category_list"),
    path("registers/categories/export/", categories.category_export, name="category_export"),
    path("registers/categories/add/", categories.category_add, name="category_add"),
    path("registers/categories/shared/", categories.category_shared, name="category_shared"),
    path("registers/categories/shared/fields/add/", categories.field_add_shared, name="field_add_shared"),
    path("registers/categories/<uuid:pk>/", categories.category_detail, name="category_detail"),
    path("registers/categories/<uuid:pk>/change/", categories.category_change, name="category_change"),
    path("registers/categories/<uuid:pk>/retire/", categories.category_retire, name="category_retire"),
    path("registers/categories/<uuid:pk>/restore/", categories.category_restore, name="category_restore"),
    path("registers/categories/<uuid:pk>/fields/add/", categories.field_add, name="field_add"),
    path("registers/fields/<uuid:pk>/", categories.field_change, name="field_change"),
    path("registers/fields/<uuid:pk>/retire/", categories.field_retire, name="field_retire"),
    path("registers/fields/<uuid:pk>/restore/", categories.field_restore, name="field_restore"),
    path("registers/holders/<uuid:pk>/", targets.holder_detail, name="holder_detail"),
    path("registers/targets/<uuid:pk>/standing/", standing.target_standing, name="target_standing"),
    path("registers/holders/<uuid:pk>/standing/", standing.holder_standing, name="holder_standing"),
    path("registers/standing/", standing.standing_list, name="standing_list"),
    path("registers/standing/proofs/<uuid:pk>/", standing.standing_proof, name="standing_proof"),
    path("registers/visits/", standing.visit_list, name="visit_list"),
    path("registers/inspectors/", inspectors.inspector_list, name="inspector_list"),
    path("registers/inspectors/export/", inspectors.inspector_export, name="inspector_export"),
    path("registers/inspectors/<uuid:pk>/", inspectors.inspector_detail, name="inspector_detail"),
    path("registers/inspectors/<uuid:pk>/state/", inspectors.inspector_state, name="inspector_state"),
    path("registers/inspectors/<uuid:pk>/conflicts/", conflicts.conflict_declare, name="conflict_declare"),
    path("registers/inspectors/new/", staff.inspector_add, name="inspector_add"),
    path("registers/inspectors/endings/", training.inspector_endings, name="inspector_endings"),
    path(
        "registers/inspectors/endings/export/",
        training.inspector_endings_export,
        name="inspector_endings_export",
    ),
    path("registers/inspectors/training/", training.training_add, name="training_add"),
    path("registers/inspectors/<uuid:pk>/change/", staff.inspector_change, name="inspector_change"),
    *(path(f"registers/{route}", staff.staff_deed, {"deed": deed}, name=name) for route, deed, name in DEEDS),
    path("registers/proofs/<uuid:pk>/", staff.proof_download, name="proof_download"),
    path("registers/conflicts/<uuid:pk>/end/", conflicts.conflict_end, name="conflict_end"),
]
