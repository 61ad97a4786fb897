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

-- Down Migration
alter table consulting.advice_outcome rename constraint advice_outcome_assessment_check to advice_outcome_judgement_check;
alter table consulting.advice_outcome rename column assessment to judgement;

alter table pyramid.tier rename column watch_upgrades to watch_climbers;
alter index pyramid.tier_assignment_tier rename to standing_tier;
alter table pyramid.tier_assignment rename constraint tier_assignment_tier_fk to standing_tier_fk;
alter table pyramid.tier_assignment rename constraint tier_assignment_customer_fk to standing_customer_fk;
alter table pyramid.tier_assignment rename constraint tier_assignment_pkey to standing_pkey;
alter table pyramid.tier_assignment rename to standing;
