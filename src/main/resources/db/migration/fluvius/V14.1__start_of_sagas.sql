-- When each saga has started; for those that run already, the time of this migration.
alter table saga_entry add column started_at timestamp with time zone default current_timestamp not null;

create index saga_entry_by_start on saga_entry (saga_type, started_at, saga_id);
