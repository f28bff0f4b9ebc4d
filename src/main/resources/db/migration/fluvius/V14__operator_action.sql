-- What operators have done, and what was refused. A row is written before the action and again after it, each in a transaction of its own.
create table operator_action (
    id         uuid                     not null,
    action     varchar(100)             not null,
    target     varchar(255),
    details    varchar                  not null,
    actor      varchar(255)             not null,
    node       varchar(255)             not null,
    started_at timestamp with time zone not null,
    -- null while the action runs; it stays null if the node dies meanwhile
    ended_at   timestamp with time zone,
    outcome    varchar(20)              not null,
    problem    varchar(50),
    message    varchar(1000),
    constraint operator_action_key primary key (id)
);

create index operator_action_by_time on operator_action (started_at, id);
