-- Events are appended, and never changed or deleted, not even by the owner of the table.
create function domain_event_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'Events are only appended: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;

-- once for each statement; appends have no trigger and cost the same as without it
create trigger domain_event_append_only before update or delete or truncate on domain_event
    for each statement execute function domain_event_append_only();
