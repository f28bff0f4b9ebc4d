-- The position of the event that deleted the row; null if it was deleted before this migration.
alter table deleted_row add column event_position bigint;
