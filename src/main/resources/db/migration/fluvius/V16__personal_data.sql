-- The keys under which the personal data of persons is encrypted in events.
create table personal_key (
    person       uuid not null,
    -- encrypted with the master key; null once the person was forgotten, after which no key is made again
    data_key     varchar(200),
    master_key   varchar(100),
    forgotten_at timestamp with time zone,
    constraint personal_key_key primary key (person)
);

-- What was decided when the store was made.
create table store_setting (
    name    varchar(100) not null,
    content varchar(100) not null,
    constraint store_setting_key primary key (name)
);
