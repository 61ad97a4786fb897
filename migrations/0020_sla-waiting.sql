-- Up Migration

-- What has news is found in an order that only this index gives: how many there are cannot be told from statistics.
drop index sla.judgement_waiting;
create index judgement_waiting on sla.judgement ((told_version - clock_version)) where told_version > clock_version;

-- Down Migration
drop index sla.judgement_waiting;
create index judgement_waiting on sla.judgement (request_id) where told_version > clock_version;
