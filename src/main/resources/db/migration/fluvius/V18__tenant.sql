-- The tenant of the deleted rows, and of the callers with a key: null for those who may act in every tenant.
alter table deleted_row add column tenant varchar(40) default 'main' not null;
alter table api_key add column tenant varchar(40);
