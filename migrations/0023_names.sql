-- Up Migration
-- Tables, columns and constraints take the names that code and schema use.
alter table pyramid.standing rename to tier_assignment;
alter table pyramid.tier_assignment rename constraint standing_pkey to tier_assignment_pkey;
alter table pyramid.tier_assignment rename constraint standing_customer_fk to tier_assignment_customer_fk;
alter table pyramid.tier_assignment rename constraint standing_tier_fk to tier_assignment_tier_fk;
alter index pyramid.standing_tier rename to tier_assignment_tier;
alter table pyramid.tier rename column watch_climbers to watch_upgrades;

alter table consulting.advice_outcome rename column judgement to assessment;
alter table consulting.advice_outcome rename constraint advice_outcome_judgement_check to advice_outcome_assessment_check;

alter table sla.judgement rename to evaluation;
alter table sla.evaluation rename column told_version to pending_version;
alter table sla.evaluation rename column first_judged_at to first_evaluated_at;
alter table sla.evaluation rename column judged_at to evaluated_at;
alter table sla.evaluation rename constraint judgement_pkey to evaluation_pkey;
alter table sla.evaluation rename constraint judgement_request_fk to evaluation_request_fk;
alter index sla.judgement_created rename to evaluation_created;
alter index sla.judgement_open rename to evaluation_open;
alter index sla.judgement_waiting rename to evaluation_pending;
alter index sla.judgement_again rename to evaluation_again;
alter table sla.clock rename constraint clock_judgement_fk to clock_evaluation_fk;

alter table sla.catalogue rename to config_generation;
alter table sla.config_generation rename constraint catalogue_pkey to config_generation_pkey;
alter table sla.config_generation rename constraint catalogue_one_row_check to config_generation_one_row_check;

alter table sla.what_if_run rename column question to simulation;

alter schema intake rename to imports;
alter table imports.run rename column rows_taken to rows_imported;
alter table imports.taken rename to imported_record;
alter table imports.imported_record rename constraint taken_pkey to imported_record_pkey;
alter table imports.imported_record rename constraint taken_run_fk to imported_record_run_fk;
alter index imports.taken_run rename to imported_record_run;

select set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0023"}', true);
update identity.role_permission set permission = 'imports.read' where permission = 'intake.read';
update identity.role_permission set permission = 'imports.run' where permission = 'intake.import';
select set_config('meridian.ctx', '', true);

-- Down Migration
select set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0023 down"}', true);
update identity.role_permission set permission = 'intake.import' where permission = 'imports.run';
update identity.role_permission set permission = 'intake.read' where permission = 'imports.read';
select set_config('meridian.ctx', '', true);

alter index imports.imported_record_run rename to taken_run;
alter table imports.imported_record rename constraint imported_record_run_fk to taken_run_fk;
alter table imports.imported_record rename constraint imported_record_pkey to taken_pkey;
alter table imports.imported_record rename to taken;
alter table imports.run rename column rows_imported to rows_taken;
alter schema imports rename to intake;

alter table sla.what_if_run rename column simulation to question;

alter table sla.config_generation rename constraint config_generation_one_row_check to catalogue_one_row_check;
alter table sla.config_generation rename constraint config_generation_pkey to catalogue_pkey;
alter table sla.config_generation rename to catalogue;

alter table sla.clock rename constraint clock_evaluation_fk to clock_judgement_fk;
alter index sla.evaluation_again rename to judgement_again;
alter index sla.evaluation_pending rename to judgement_waiting;
alter index sla.evaluation_open rename to judgement_open;
alter index sla.evaluation_created rename to judgement_created;
alter table sla.evaluation rename constraint evaluation_request_fk to judgement_request_fk;
alter table sla.evaluation rename constraint evaluation_pkey to judgement_pkey;
alter table sla.evaluation rename column evaluated_at to judged_at;
alter table sla.evaluation rename column first_evaluated_at to first_judged_at;
alter table sla.evaluation rename column pending_version to told_version;
alter table sla.evaluation rename to judgement;

alter table consulting.advice_outcome rename constraint advice_outcome_assessment_check to advice_outcome_judgement_check;
alter table consulting.advice_outcome rename column assessment to judgement;

alter table pyramid.tier rename column watch_upgrades to watch_climbers;
alter index pyramid.tier_assignment_tier rename to standing_tier;
alter table pyramid.tier_assignment rename constraint tier_assignment_tier_fk to standing_tier_fk;
alter table pyramid.tier_assignment rename constraint tier_assignment_customer_fk to standing_customer_fk;
alter table pyramid.tier_assignment rename constraint tier_assignment_pkey to standing_pkey;
alter table pyramid.tier_assignment rename to standing;
