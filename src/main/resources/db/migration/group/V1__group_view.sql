-- The group directory. Its columns are those of GroupView; the application compares them when it starts.
create table group_view (
    id                 uuid                     not null primary key,
    name               ${text}                  not null,
    name_folded        ${text}                  not null,
    description        ${text},
    description_folded ${text},
    member_count       bigint                   not null,
    created_at         timestamp with time zone not null,
    updated_at         timestamp with time zone not null,
    version            bigint                   not null
);

-- Not unique: state follows events, and a segment may process a name before it processes that another group left it.
create index group_view_name on group_view (name, id);
create index group_view_created_at on group_view (created_at, id);
