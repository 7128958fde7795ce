from django.urls import path

from mingcha.accounts.views import people, saved, sections

urlpatterns = [
    path("people/", people.people_list, name="people_list"),
    path("people/roles/", people.roles_grant_listed, name="roles_grant_listed"),
    path("people/new/", people.person_create, name="person_create"),
    path("people/<uuid:pk>/", people.person_detail, name="person_detail"),
    path("people/<uuid:pk>/change/", people.person_change, name="person_change"),
    path("people/<uuid:pk>/password/", people.person_password, name="person_password"),
    path("people/<uuid:pk>/leave/", people.person_leave, name="person_leave"),
    path("people/<uuid:pk>/return/", people.person_return, name="person_return"),
    path("people/<uuid:pk>/roles/", people.role_grant, name="role_grant"),
    path("people/<uuid:pk>/roles/<uuid:grant>/head/", people.head_name, name="head_name"),
    path("people/<uuid:pk>/roles/<uuid:grant>/end/", people.role_end, name="role_end"),
    path("views/", saved.view_keep, name="view_keep"),
    path("views/<uuid:pk>/drop/", saved.view_drop, name="view_drop"),
    path("office/", sections.office_rename, name="office_rename"),
    path("sections/", sections.section_list, name="section_list"),
    path("sections/new/", sections.section_create, name="section_create"),
    path("sections/<uuid:pk>/", sections.section_change, name="section_change"),
    path("sections/<uuid:pk>/remove/", sections.section_remove, name="section_remove"),
]
