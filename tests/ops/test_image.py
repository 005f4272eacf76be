"""De vorm van productie: wat zonder Docker te controleren is aan image, compose en nginx."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.house.broncode import BASIS
from tests.house.test_documentatie import INSTELLINGEN
from verzuimloket.gate import GROOTSTE_REST

COMPOSE = yaml.safe_load((BASIS / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (BASIS / "ops/Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
NGINX = (BASIS / "ops/nginx.conf").read_text(encoding="utf-8")
PORTAAL = ("migratie", "web", "worker", "beat")
ANDERE = ("postgres", "redis", "clamav", "nginx")
NGINX_REGELS = [regel.strip() for regel in NGINX.splitlines() if not regel.strip().startswith("#")]


def test_compose_heeft_de_diensten_van_productie():
    assert set(COMPOSE["services"]) == {*PORTAAL, *ANDERE}


@pytest.mark.parametrize("dienst", PORTAAL)
def test_elke_dienst_van_het_portaal_draait_hetzelfde_image(dienst):
    beelden = (COMPOSE["services"][dienst]["image"], COMPOSE["services"][dienst]["build"]["dockerfile"])
    assert beelden == ("verzuimloket:${VERSIE:-lokaal}", "ops/Dockerfile")


@pytest.mark.parametrize("dienst", ANDERE)
def test_elk_ander_image_heeft_een_vaste_versie(dienst):
    assert re.fullmatch(r"[\w/-]+:\d[\w.-]*", COMPOSE["services"][dienst]["image"])


@pytest.mark.parametrize("dienst", PORTAAL)
def test_elke_variabele_van_het_portaal_staat_in_de_documentatie(dienst):
    assert [naam for naam in COMPOSE["services"][dienst]["environment"] if f"`{naam}`" not in INSTELLINGEN] == []


@pytest.mark.parametrize("dienst", PORTAAL)
def test_geen_geheim_staat_in_de_omgeving(dienst):
    geheim = {"SECRET_KEY", "AUDIT_SLEUTEL", "TOKEN_SLEUTEL", "DATABASE_URL", "EMAIL_URL"}
    omgeving = COMPOSE["services"][dienst]["environment"]
    assert geheim & set(omgeving) == set()
    bestanden = {waarde.rsplit("/", 1)[1] for naam, waarde in omgeving.items() if naam.endswith("_FILE")}
    assert bestanden == set(COMPOSE["services"][dienst]["secrets"])


def test_elk_geheim_dat_een_dienst_vraagt_bestaat():
    gevraagd = {geheim for dienst in COMPOSE["services"].values() for geheim in dienst.get("secrets", [])}
    assert gevraagd == set(COMPOSE["secrets"])


@pytest.mark.parametrize("dienst", [*PORTAAL, "nginx"])
def test_een_dienst_aan_de_buitenkant_kan_zo_weinig_mogelijk(dienst):
    rechten = {
        sleutel: COMPOSE["services"][dienst].get(sleutel) for sleutel in ("read_only", "cap_drop", "security_opt")
    }
    assert rechten == {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"]}


def test_alleen_nginx_is_van_buiten_bereikbaar():
    assert [naam for naam, dienst in COMPOSE["services"].items() if "ports" in dienst] == ["nginx"]


def test_het_image_draait_niet_als_root():
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]


def test_het_image_gebruikt_de_installeerder_van_de_makefile():
    makefile = re.findall(r"bin/installeer\.py.*", (BASIS / "Makefile").read_text(encoding="utf-8"))
    image = re.findall(r"^RUN python (bin/installeer\.py.*)$", DOCKERFILE, re.MULTILINE)
    assert (makefile, image) == (["bin/installeer.py"], ["bin/installeer.py productie"])
    assert "pip install" not in DOCKERFILE


def test_het_image_kopieert_alleen_wat_er_is():
    bronnen = [bron for bron, _ in re.findall(r"^COPY (\S+) (\S+)$", DOCKERFILE, re.MULTILINE)]
    assert [bron for bron in bronnen if not (BASIS / bron).exists()] == []


@pytest.mark.parametrize("bestand", ["ops/gezond.py", "manage.py", "bin/installeer.py", "verzuimloket/wsgi.py"])
def test_wat_de_container_nodig_heeft_wordt_niet_overgeslagen(bestand):
    overgeslagen = (BASIS / "ops/Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert not {bestand, bestand.split("/")[0]} & set(overgeslagen)


def test_de_productielijst_is_deel_van_de_lijst_waarmee_getest_wordt():
    lijsten = [(BASIS / f"requirements/{naam}.txt").read_text(encoding="utf-8") for naam in ("productie", "dev")]
    productie, dev = (set(re.findall(r"^[a-z0-9-]+==\S+|sha256:\w+", lijst, re.MULTILINE)) for lijst in lijsten)
    assert productie - dev == set()


def test_de_statische_bestanden_van_het_image_zijn_te_maken(tmp_path):
    opdracht = re.search(r"^RUN (SECRET_KEY=.*)$", DOCKERFILE, re.MULTILINE).group(1)
    *omgeving, _, programma, _, _ = shlex.split(opdracht)
    code = (
        "import os, django; from django.conf import settings; django.setup(); "
        f"settings.STATIC_ROOT = {str(tmp_path)!r}; "
        "from django.core.management import call_command; call_command('collectstatic', '--noinput', verbosity=0)"
    )
    import_pad = {"DJANGO_SETTINGS_MODULE": "verzuimloket.settings", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    python = str(BASIS / ".venv/bin/python")
    klaar = subprocess.run(
        [python, "-c", code], cwd=BASIS, env=import_pad | dict(deel.split("=", 1) for deel in omgeving),
        capture_output=True, text=True,
    )  # fmt: skip
    assert (klaar.returncode, klaar.stderr, programma) == (0, "", "manage.py")
    assert (tmp_path / "staticfiles.json").is_file()


def test_nginx_laat_zoveel_door_als_het_portaal_wil_lezen():
    [grens] = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert int(grens) * 1024 * 1024 == GROOTSTE_REST > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@pytest.mark.parametrize(
    "regel",
    [
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-Proto https;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "ssl_certificate /run/secrets/tls_certificaat;",
        "ssl_certificate_key /run/secrets/tls_sleutel;",
        "return 308 https://$host$request_uri;",
        "server_tokens off;",
        "server web:8000;",
    ],
)
def test_nginx_heeft_de_regel_die_het_portaal_verwacht(regel):
    assert regel in NGINX_REGELS


def test_nginx_geeft_elke_sleutel_een_eigen_tempo_en_elke_plek_dezelfde_koppen():
    api = NGINX.partition("location /api/ {")[2].partition("}")[0]
    assert ("limit_req zone=sleutel" in api, "limit_req_status 429;" in api) == (True, True)
    # een proxy_set_header in een blok zou die van de server allemaal wissen
    assert "proxy_set_header" not in NGINX[NGINX.index("location / {") :]


def test_het_toegangslog_van_nginx_noemt_geen_zoekvraag():
    [vorm] = re.findall(r"log_format zonder_vraag '([^']*)'", NGINX)
    assert {"$request", "$request_uri", "$args", "$query_string", "$http_referer"} & set(vorm.split()) == set()
    assert "$adres_kaal" in vorm.split()
    assert '"~^/berichtadres/" "/berichtadres/...";' in NGINX


def test_de_haken_van_nginx_sluiten():
    diepte = [0]
    for teken in re.sub(r"#.*|'[^']*'", "", NGINX):
        diepte.append(diepte[-1] + {"{": 1, "}": -1}.get(teken, 0))
    assert (min(diepte), diepte[-1], max(diepte)) == (0, 0, 2)


@pytest.mark.parametrize("script", sorted(Path(BASIS / "ops").glob("*.sh")), ids=lambda pad: pad.name)
def test_elk_script_is_goed_gevormd(script):
    assert subprocess.run(["bash", "-n", script], capture_output=True, text=True).stderr == ""
