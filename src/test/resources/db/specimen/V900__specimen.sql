-- A view with a field of every type, with a value always and with none sometimes.
create table specimen (
    id           uuid                     not null primary key,
    title        ${text}                  not null,
    title_folded ${text}                  not null,
    note         ${text},
    note_folded  ${text},
    amount       bigint                   not null,
    score        bigint,
    price        numeric(38, 9),
    seen_at      timestamp with time zone,
    found_on     date,
    open         boolean                  not null,
    checked      boolean,
    owner        uuid,
    colour       ${text}                  not null,
    mood         ${text},
    tags         varchar array            not null,
    labels       varchar array,
    created_at   timestamp with time zone not null,
    version      bigint                   not null
);
