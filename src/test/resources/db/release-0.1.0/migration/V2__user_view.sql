-- The user directory. Its columns are those of UserView; the application checks that at start.
create table user_view (
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

create index user_view_name on user_view (name, id);
-- not unique: state follows events, and segments may see an address leave one user after it reached the next
create index user_view_email on user_view (email, id);
create index user_view_status on user_view (status, created_at, id);
create index user_view_created_at on user_view (created_at, id);
create index user_view_updated_at on user_view (updated_at, id);
