-- Every field of a user can be sorted and filtered by, whatever their number: (column, id) is the order of a list.
-- Descending order reads them backwards; where many rows share a value, a list is read value by value.
drop index user_view_status;
create index user_view_status on user_view (status, id);
create index user_view_active on user_view (active, id);
create index user_view_totp_enabled on user_view (totp_enabled, id);
create index user_view_deactivation_reason on user_view (deactivation_reason, id);
create index user_view_reconciled_at on user_view (reconciled_at, id);
create index user_view_version on user_view (version, id);
