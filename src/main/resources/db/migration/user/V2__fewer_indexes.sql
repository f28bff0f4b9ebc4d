-- Each event changes version and updated_at. While they were indexed, PostgreSQL had to write to every index of the row.
-- The fields below are rarely sorted or searched by; they can still be, without an index.
drop index if exists user_view_active;
drop index if exists user_view_totp_enabled;
drop index if exists user_view_deactivation_reason;
drop index if exists user_view_reconciled_at;
drop index if exists user_view_updated_at;
drop index if exists user_view_version;

-- Users of one status are listed by the time of their creation, which is the default order.
drop index if exists user_view_status;
create index user_view_status on user_view (status, created_at, id);
