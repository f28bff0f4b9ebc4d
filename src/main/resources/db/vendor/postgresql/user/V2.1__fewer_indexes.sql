drop index if exists user_view_version_desc;
drop index if exists user_view_deactivation_reason_desc;

-- Leaves space in each page, so that an update that changes no index can keep the new version of the row in its page.
alter table user_view set (fillfactor = 80);
