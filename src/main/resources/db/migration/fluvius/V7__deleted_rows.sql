-- The rows that projections have deleted, with the version of the event that deleted each. An event that is delivered again
-- does not bring such a row back. The id is the first column of the key: H2 looks up a list of values in the first column only.
create table deleted_row (
    view_table varchar(100) not null,
    id         uuid         not null,
    version    bigint       not null,
    constraint deleted_row_key primary key (id, view_table)
);
