-- The API keys of callers. The secret of a key is not stored, only its hash.
create table api_key (
    id            varchar(20)              not null,
    name          varchar(100)             not null,
    secret_hash   ${bytes}                 not null,
    -- separated by commas
    roles         varchar(1000)            not null,
    rights        varchar(1000)            not null,
    -- the aggregate that stands for the caller
    self_resource varchar(100),
    self_id       uuid,
    created_at    timestamp with time zone not null,
    created_by    varchar(255)             not null,
    expires_at    timestamp with time zone,
    revoked_at    timestamp with time zone,
    revoked_by    varchar(255),
    -- the day in UTC, so that a key in use is written once a day
    last_used_on  date,
    constraint api_key_key primary key (id)
);

create index api_key_by_name on api_key (name);
