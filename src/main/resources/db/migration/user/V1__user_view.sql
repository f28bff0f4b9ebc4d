-- The user directory. Its columns are those of UserView; the application compares them when it starts.
-- "if not exists": version 0.1.0 created this table and its indexes among the migrations of Fluvius itself.
create table if not exists user_view (
    id                         uuid                     not null primary key,
    name                       ${text}                  not null,
    name_folded                ${text}                  not null,
    email                      ${text}                  not null,
    email_folded               ${text}                  not null,
    status                     ${text}                  not null,
    active                     boolean                  not null,
    required_actions           varchar array            not null,
    totp_enabled               boolean                  not null,
    deactivation_reason        ${text},
    deactivation_reason_folded ${text},
    reconciled_at              timestamp with time zone,
    created_at                 timestamp with time zone not null,
    updated_at                 timestamp with time zone not null,
    version                    bigint                   not null
);

-- Every field can be sorted and filtered by, however many users there are: (column, id) is the order of a list.
-- Descending order reads an index backwards; where many rows share a value, a list is read value by value.
create index if not exists user_view_name on user_view (name, id);
-- Not unique: state follows events, and a segment may process an address before it processes that another user left it.
create index if not exists user_view_email on user_view (email, id);
create index if not exists user_view_status on user_view (status, id);
create index if not exists user_view_active on user_view (active, id);
create index if not exists user_view_totp_enabled on user_view (totp_enabled, id);
create index if not exists user_view_deactivation_reason on user_view (deactivation_reason, id);
create index if not exists user_view_reconciled_at on user_view (reconciled_at, id);
create index if not exists user_view_created_at on user_view (created_at, id);
create index if not exists user_view_updated_at on user_view (updated_at, id);
create index if not exists user_view_version on user_view (version, id);
