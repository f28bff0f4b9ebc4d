-- The state of the sagas that have not ended, as JSON.
create table saga_entry (
    saga_id         varchar(255) not null,
    saga_type       varchar(255) not null,
    revision        varchar(255),
    serialized_saga ${bytes}     not null,
    constraint saga_entry_key primary key (saga_id)
);

-- The values by which sagas find the events that concern them.
create table association_value_entry (
    association_key   varchar(255) not null,
    association_value varchar(255),
    saga_type         varchar(255) not null,
    saga_id           varchar(255) not null
);

create index association_value_entry_by_value
    on association_value_entry (saga_type, association_key, association_value);

create index association_value_entry_by_saga on association_value_entry (saga_id, saga_type);

-- Deadlines. The columns are those of db-scheduler.
create table scheduled_tasks (
    task_name            varchar(100)             not null,
    task_instance        varchar(100)             not null,
    task_data            ${bytes},
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            varchar(50),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures int,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    constraint scheduled_tasks_key primary key (task_name, task_instance)
);

create index scheduled_tasks_by_execution_time on scheduled_tasks (execution_time);

create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
