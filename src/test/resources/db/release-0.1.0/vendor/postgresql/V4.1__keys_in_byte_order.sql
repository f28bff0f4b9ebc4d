-- Keys are compared byte by byte: by the rules of a language an insert takes an eighth longer, and nobody reads them in order.
alter table domain_event
    alter column event_identifier type varchar(255) collate "C",
    alter column aggregate_identifier type varchar(255) collate "C";
alter table snapshot_event
    alter column event_identifier type varchar(255) collate "C",
    alter column aggregate_identifier type varchar(255) collate "C";
alter table unique_value
    alter column scope type varchar(100) collate "C",
    alter column content type varchar(500) collate "C";
