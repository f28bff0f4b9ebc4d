-- The rows that projections have deleted, with the version of the event that deleted each. An event that is delivered again
-- does not bring such a row back.
create table deleted_row (
    view_table varchar(100) not null,
    id         uuid         not null,
    version    bigint       not null,
    constraint deleted_row_key primary key (view_table, id)
);
