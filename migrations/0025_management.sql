-- Up Migration

-- Two occurrences can lead to one request: when the requests that they opened were merged.
alter table management.duty_occurrence drop constraint duty_occurrence_request_key;
create index duty_occurrence_request on management.duty_occurrence (request_id) where request_id is not null;

-- Down Migration
drop index management.duty_occurrence_request;
alter table management.duty_occurrence add constraint duty_occurrence_request_key unique (request_id);
