-- Tells another command under the same identifier; null: kept by a version that did not know it.
alter table command_receipt add column fingerprint varchar(64);

-- Receipts are forgotten by age.
create index command_receipt_handled_at on command_receipt (handled_at);
