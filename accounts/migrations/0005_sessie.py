import django.db.models.deletion
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations, models


def schrijf_in(apps, schema_editor):
    """Wie nu is ingelogd, blijft dat, en kan zijn sessies ook beëindigen."""
    Session, Gebruiker = apps.get_model("sessions", "Session"), apps.get_model("accounts", "Gebruiker")
    bekend = set(Gebruiker.objects.values_list("pk", flat=True))
    opslag = SessionStore()
    van = {rij.pk: int(opslag.decode(rij.session_data).get(SESSION_KEY, 0)) for rij in Session.objects.iterator()}
    apps.get_model("accounts", "Sessie").objects.bulk_create(
        apps.get_model("accounts", "Sessie")(sessie_id=sleutel, gebruiker_id=nummer, apparaat="een onbekend apparaat")
        for sleutel, nummer in van.items()
        if nummer in bekend
    )


class Migration(migrations.Migration):
    dependencies = [
        ("sessions", "0001_initial"),
        ("accounts", "0004_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sessie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("apparaat", models.CharField(blank=True, default="", max_length=60)),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sessie",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sessions.session"
                    ),
                ),
            ],
            options={"verbose_name": "sessie", "verbose_name_plural": "sessies"},
        ),
        migrations.RunPython(schrijf_in, migrations.RunPython.noop),
    ]
