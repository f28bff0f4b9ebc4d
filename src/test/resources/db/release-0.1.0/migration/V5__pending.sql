-- Where events are in Axon Server: what waits for the events of an append to say what it is, since when, by the clock of
-- the database, and for which append. Null: nothing is awaited.
alter table unique_value add column pending_since timestamp with time zone;
alter table unique_value add column pending_by uuid;

alter table command_receipt add column pending_since timestamp with time zone;
alter table command_receipt add column pending_by uuid;
