-- De rollen van het portaal (besluit 25). Herhaalbaar; uit te voeren door een beheerder van PostgreSQL.
-- Ze krijgen hier geen wachtwoord: zonder wachtwoord kan er niemand mee inloggen (docs/beheer/installeren.md).
DO $$
DECLARE
    rol text;
BEGIN
    -- NOINHERIT: lid zijn van de rol van de taken geeft het web niets tot het er met SET ROLE om vraagt
    FOREACH rol IN ARRAY ARRAY['verzuimloket_web', 'verzuimloket_jobs', 'verzuimloket_backup'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = rol) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', rol);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- een ander was net eerder
            END;
        END IF;
    END LOOP;
    -- waar iemand staat (school, lezer, instantie) heeft een eigen, kort beleid; inloggen kan er niemand mee
    FOREACH rol IN ARRAY ARRAY['verzuimloket_web_school', 'verzuimloket_web_lezer', 'verzuimloket_web_instantie'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = rol) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', rol);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END;
        END IF;
    END LOOP;
    IF (SELECT rolinherit FROM pg_roles WHERE rolname = 'verzuimloket_web') THEN
        ALTER ROLE verzuimloket_web NOINHERIT;
    END IF;
    -- een kopie moet alles bevatten: zonder BYPASSRLS is zij leeg zonder foutmelding
    IF NOT (SELECT rolbypassrls FROM pg_roles WHERE rolname = 'verzuimloket_backup') THEN
        ALTER ROLE verzuimloket_backup BYPASSRLS;
    END IF;
    IF NOT pg_has_role('verzuimloket_web', 'verzuimloket_web_instantie', 'MEMBER') THEN
        GRANT verzuimloket_jobs, verzuimloket_web_school, verzuimloket_web_lezer, verzuimloket_web_instantie
            TO verzuimloket_web;
    END IF;
    -- de eigenaar van de tabellen hoort bij de taken: een migratie kan zo ook rijen wijzigen
    IF NOT pg_has_role(current_user, 'verzuimloket_jobs', 'MEMBER') THEN
        EXECUTE format('GRANT verzuimloket_jobs, verzuimloket_web TO %I', current_user);
    END IF;
END
$$;
