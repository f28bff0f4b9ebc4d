-- The attempts to handle an event that is parked: the first is the one after which it was parked.
create table dead_letter_attempt (
    dead_letter_identifier varchar(255)             not null,
    number                 integer                  not null,
    attempted_at           timestamp with time zone not null,
    node                   varchar(255)             not null,
    cause_type             varchar(255)             not null,
    cause_message          varchar(1023),
    stack_trace            varchar                  not null,
    constraint dead_letter_attempt_key primary key (dead_letter_identifier, number),
    constraint dead_letter_attempt_of foreign key (dead_letter_identifier)
        references dead_letter (dead_letter_identifier) on delete cascade
);

-- The parked events that an operator has evicted, so that they are not handled any more, each with a reason.
create table evicted_dead_letter (
    dead_letter_identifier varchar(255)             not null,
    processing_group       varchar(255)             not null,
    sequence_identifier    varchar(255)             not null,
    event_identifier       varchar(255)             not null,
    time_stamp             varchar(255)             not null,
    payload_type           varchar(255)             not null,
    payload_revision       varchar(255),
    payload                ${bytes}                 not null,
    meta_data              ${bytes},
    aggregate_type         varchar(255),
    aggregate_identifier   varchar(255),
    sequence_number        bigint,
    token_type             varchar(255),
    token                  ${bytes},
    enqueued_at            varchar(255)             not null,
    cause_type             varchar(255),
    cause_message          varchar(1023),
    attempts               integer                  not null,
    evicted_at             timestamp with time zone not null,
    reason                 varchar(1000)            not null,
    constraint evicted_dead_letter_key primary key (dead_letter_identifier)
);
