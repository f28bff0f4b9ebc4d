-- What is overdue is looked for again and again among rows of which hardly any is pending.
create index unique_value_pending on unique_value (pending_since) where pending_since is not null;
create index command_receipt_pending on command_receipt (pending_since) where pending_since is not null;
