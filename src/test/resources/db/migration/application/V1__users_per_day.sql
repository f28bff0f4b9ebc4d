create table users_per_day (
    created_on date   not null primary key,
    users      bigint not null
);
