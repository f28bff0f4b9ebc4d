-- Takes the place of book_view when it has been built from the events.
create table book_view_next (
    id                 uuid                     not null primary key,
    title              ${text}                  not null,
    title_folded       ${text}                  not null,
    author             ${text}                  not null,
    author_folded      ${text}                  not null,
    lent               boolean                  not null,
    reader             ${text},
    reader_folded      ${text},
    last_reader        ${text},
    last_reader_folded ${text},
    due_on             date,
    created_at         timestamp with time zone not null,
    updated_at         timestamp with time zone not null,
    version            bigint                   not null
);

create index book_view_next_title on book_view_next (title, id);
create index book_view_next_last_reader on book_view_next (last_reader, id);
