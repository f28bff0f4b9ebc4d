-- Events are appended, and never changed or deleted, not even by the owner of the table.
create trigger domain_event_append_only before update, delete on domain_event
    call 'io.fluvius.eventstore.schema.AppendOnly';

-- H2 has no trigger for truncate. It truncates no table to which a foreign key refers; there is never a row here.
create table domain_event_append_only (
    global_index bigint not null,
    constraint domain_event_append_only_key primary key (global_index),
    constraint domain_event_append_only_event foreign key (global_index) references domain_event (global_index)
);
