-- The processors that an operator has stopped, on all nodes and until they are started again.
create table stopped_processor (
    processor_name varchar(255)             not null,
    stopped_at     timestamp with time zone not null,
    constraint stopped_processor_key primary key (processor_name)
);

-- The nodes on which each processor runs, and when they said so last.
create table processor_node (
    processor_name varchar(255)             not null,
    node           varchar(255)             not null,
    seen_at        timestamp with time zone not null,
    constraint processor_node_key primary key (processor_name, node)
);

-- What an operator requests of the node that processes a segment. The outcome is empty after a success, else it says what failed.
create table segment_request (
    id             uuid                     not null,
    processor_name varchar(255)             not null,
    segment        integer                  not null,
    action         varchar(20)              not null,
    node           varchar(255)             not null,
    requested_at   timestamp with time zone not null,
    started        boolean                  not null,
    outcome        varchar(1000),
    constraint segment_request_key primary key (id)
);
