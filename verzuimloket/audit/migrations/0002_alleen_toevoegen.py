"""Het logboek groeit alleen: triggers weigeren wijzigen, verwijderen en legen, ook voor de eigenaar van de tabel.

De bewaartermijn verwijdert hele perioden: zij zet `verzuimloket.logboek_opschonen_tot` voor haar transactie, en dan
mogen alleen regels van vóór dat moment weg. Legen (TRUNCATE) kan alleen in een testdatabase.
"""

from django.db import migrations

BEWAKING = """
CREATE FUNCTION audit_alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    grens text := nullif(current_setting('verzuimloket.logboek_opschonen_tot', true), '');
BEGIN
    IF TG_OP = 'DELETE' AND grens IS NOT NULL AND OLD.moment < grens::timestamptz THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'TRUNCATE' AND grens IS NOT NULL AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'Het logboek groeit alleen: % is niet toegestaan.', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_alleen_toevoegen_rij BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_alleen_toevoegen();
CREATE TRIGGER audit_alleen_toevoegen_tabel BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_alleen_toevoegen();
ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER audit_alleen_toevoegen_rij;
ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER audit_alleen_toevoegen_tabel;
"""
TERUG = """
DROP TRIGGER audit_alleen_toevoegen_tabel ON audit_auditevent;
DROP TRIGGER audit_alleen_toevoegen_rij ON audit_auditevent;
DROP FUNCTION audit_alleen_toevoegen();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(BEWAKING, TERUG)]
