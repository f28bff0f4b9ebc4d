-- The latest rebuild of the views of each processing group. A node that works on a rebuild is its owner and renews seen_at.
create table rebuild (
    processing_group  varchar(255)             not null,
    view_tables       varchar                  not null,
    phase             varchar(20)              not null,
    swap_mode         varchar(20)              not null,
    changed           boolean                  not null,
    request           varchar(20),
    owner             varchar(255),
    seen_at           timestamp with time zone,
    events_per_second bigint,
    diff              varchar,
    failure           varchar,
    started_at        timestamp with time zone not null,
    ended_at          timestamp with time zone,
    -- how many changed tables were swapped in; a node that has not seen the last one has code of an earlier version
    generation        integer                  not null,
    constraint rebuild_key primary key (processing_group)
);
