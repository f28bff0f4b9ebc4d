-- The transfers of the bank. The columns are those of TransferView.
create table transfer_view (
    id            uuid                     not null primary key,
    source        uuid                     not null,
    target        uuid                     not null,
    amount        bigint                   not null,
    status        ${text}                  not null,
    reason        ${text},
    reason_folded ${text},
    created_at    timestamp with time zone not null,
    updated_at    timestamp with time zone not null,
    version       bigint                   not null
);

create index transfer_view_created_at on transfer_view (created_at, id);
