-- Leaves space in each page, so that an update that changes no index can keep the new version of the row in its page.
alter table group_view set (fillfactor = 80);

-- Trigrams find parts of texts. Without the extension everything works, but slower.
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
        execute 'create index group_view_name_trigrams on group_view using gin (name_folded ' || trigrams || ')';
        execute 'create index group_view_description_trigrams on group_view using gin (description_folded ' || trigrams || ')';
    end if;
end
$$;
