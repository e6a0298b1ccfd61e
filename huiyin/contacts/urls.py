"""Addresses of the register, of contacts and of promises."""

from django.urls import path

from huiyin.contacts import views, visit_list_views

app_name = "contacts"
urlpatterns = [
    path("contacts/", views.contacts, name="list"),
    path("contacts/<str:ref>/", views.contact, name="see"),
    path("contacts/<str:ref>/voiding/", views.void, name="void"),
    path("register/", views.register, name="register"),
    path("visit-list/", visit_list_views.visit_list, name="visit_list"),
    path("promises/", views.promises, name="promises"),
    path("promises/<int:pk>/keeping/", views.keep, name="keep"),
]
