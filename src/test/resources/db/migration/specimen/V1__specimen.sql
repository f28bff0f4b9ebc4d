-- A view with two fields of every type: one with a value always, and one with none sometimes.
create table specimen (
    id           uuid                     not null primary key,
    title        ${text}                  not null,
    title_folded ${text}                  not null,
    note         ${text},
    note_folded  ${text},
    amount       bigint                   not null,
    score        bigint,
    weight       numeric(38, 9)           not null,
    price        numeric(38, 9),
    seen_at      timestamp with time zone,
    made_on      date                     not null,
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
