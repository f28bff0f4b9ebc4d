-- The accounts of the bank. The columns are those of AccountView.
create table account_view (
    id           uuid                     not null primary key,
    owner        ${text}                  not null,
    owner_folded ${text}                  not null,
    balance      bigint                   not null,
    closed       boolean                  not null,
    created_at   timestamp with time zone not null,
    updated_at   timestamp with time zone not null,
    version      bigint                   not null
);

create index account_view_owner on account_view (owner, id);
