-- Queries connect as a user who may only read: H2 does not enforce read-only transactions.
create user if not exists fluvius_reader password 'fluvius_reader';
grant select on schema public to fluvius_reader;
