-- A row exists while a log is imported into a store that does not share the transaction of this database.
create table log_import (
    id         uuid                     not null,
    started_at timestamp with time zone not null,
    constraint log_import_key primary key (id)
);

-- Null: the receipt was derived from imported events, whose fingerprint determines the command.
alter table command_receipt alter column command drop not null;

-- The unique values according to the events, while they are collected in a transaction, which leaves no row. Not a temporary table: H2 cannot
-- open a file again if the process ended while a transaction had rows in one.
create table collected_value (
    scope   varchar(100) not null,
    content varchar(500) not null,
    owner   uuid         not null,
    constraint collected_value_key primary key (scope, content, owner)
);
