-- The catalogue of the library. Its columns are those of BookView; the application checks that at start.
create table book_view (
    id            uuid                     not null primary key,
    title         ${text}                  not null,
    title_folded  ${text}                  not null,
    author        ${text}                  not null,
    author_folded ${text}                  not null,
    lent          boolean                  not null,
    reader        ${text},
    reader_folded ${text},
    due_on        date,
    created_at    timestamp with time zone not null,
    updated_at    timestamp with time zone not null,
    version       bigint                   not null
);

create index book_view_title on book_view (title, id);
