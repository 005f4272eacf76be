"""Elk sjabloon compileert, een tikfout in een onderdeel valt op, en niets staat in de pagina dat de CSP zou weigeren."""

import inspect
import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.base import VariableNode
from django.template.loader import get_template

from tests.house.broncode import BASIS
from verzuimloket.components.templatetags.loket import register

MAP = BASIS / "templates"
SJABLONEN = sorted(str(pad.relative_to(MAP)) for pad in MAP.rglob("*") if pad.suffix in {".html", ".txt"})
HTML = [naam for naam in SJABLONEN if naam.endswith(".html")]
MAILS = [naam for naam in SJABLONEN if naam.startswith("mail/")]
# een kenmerk als waarde is een vraag aan het adres, geen kenmerk van een onderdeel
VRIJ = {"url_met"}
INLINE = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
# wat een mail hooguit mag noemen: nummers, de organisaties en een link; nooit iemand
IN_EEN_MAIL = {
    "nummer", "school", "locatie", "maand", "vorige", "A01", "A02", "A04", "peildatum", "afdruk", "aantal", "BASIS_URL",
    "deel.wat", "deel.aantal", "lijst",
    "gebied", "groep", "vanaf",
    "organisatie", "wat", "kenmerk",
}  # fmt: skip


@pytest.mark.parametrize("naam", SJABLONEN)
def test_elk_sjabloon_compileert(naam):
    assert get_template(naam).template.nodelist


@pytest.mark.parametrize("naam", sorted(set(register.tags) - VRIJ))
def test_een_tikfout_in_een_onderdeel_is_een_fout_bij_het_compileren(naam):
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'tikfout'"):
        Template(f"{{% {naam} tikfout='x' %}}{{% end{naam} %}}")


@pytest.mark.parametrize("naam", sorted(register.tags))
def test_een_onderdeel_heeft_alleen_benoemde_argumenten(naam):
    vast = {"context", "content"}
    plaats = [
        p.name
        for p in inspect.signature(inspect.unwrap(register.tags[naam])).parameters.values()
        if p.kind not in {p.KEYWORD_ONLY, p.VAR_KEYWORD} and p.name not in vast
    ]
    assert plaats == []


@pytest.mark.parametrize("naam", HTML)
def test_geen_stijl_script_of_handeling_in_de_pagina(naam):
    assert INLINE.findall((MAP / naam).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "fout",
    ["<p style='x'>", "<style>", "<script>x", '<a onclick="x">', "<a href='javascript:x'>", "<script defer>x"],
)
def test_de_controle_ziet_een_regel_in_de_pagina(fout):
    assert INLINE.search(fout)


@pytest.mark.parametrize("naam", MAILS)
def test_een_mail_noemt_alleen_nummers_organisaties_en_een_link(naam):
    knopen = get_template(naam).template.nodelist.get_nodes_by_type(VariableNode)
    assert {str(knoop.filter_expression.var) for knoop in knopen} <= IN_EEN_MAIL


@pytest.mark.parametrize("naam", MAILS)
def test_een_mail_is_af_met_wat_erin_mag(naam):
    tekst = get_template(naam).template.render(Context(dict.fromkeys(IN_EEN_MAIL, "GEGEVEN"), autoescape=False))
    assert (tekst.strip() != "", re.findall(r"\{[{%]|None", tekst)) == (True, [])


def test_elke_mail_heeft_een_onderwerp_en_een_tekst():
    assert {Path(naam).name for naam in MAILS} == {"onderwerp.txt", "tekst.txt"}
    assert [m for m in {Path(n).parent for n in MAILS} if len(list((MAP / m).glob("*.txt"))) != 2] == []
