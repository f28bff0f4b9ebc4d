-- Versions are few and shared by many, and the id rises in descending order too.
create index user_view_version_desc on user_view (version desc, id);
create index user_view_deactivation_reason_desc on user_view (deactivation_reason desc, id)
    where deactivation_reason is not null;

create index user_view_required_actions on user_view using gin (required_actions);

-- Trigrams find parts of texts. Without them everything works, only slower.
do $$
begin
    create extension if not exists pg_trgm;
exception when others then
    raise notice 'No trigrams: %', sqlerrm;
end
$$;

do $$
declare
    trigrams text := (select quote_ident(n.nspname) || '.gin_trgm_ops'
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm');
begin
    if trigrams is not null then
        execute 'create index user_view_name_trigrams on user_view using gin (name_folded ' || trigrams || ')';
        execute 'create index user_view_email_trigrams on user_view using gin (email_folded ' || trigrams || ')';
    end if;
end
$$;
