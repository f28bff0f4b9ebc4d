-- Events that no aggregate applied have no type of one.
alter table domain_event alter column aggregate_type drop not null;
