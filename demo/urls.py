"""Routes die alleen in demomodus bestaan; daarbuiten geven ze 404."""

from django.urls import path

from demo import postbus

urlpatterns = [
    path("postbus/", postbus.lijst, name="demo_postbus"),
    path("postbus/<str:naam>/", postbus.bericht, name="demo_postbus_bericht"),
]
