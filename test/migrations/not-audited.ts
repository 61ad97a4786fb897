/** Tables without the audit trigger, each with the reason. */
export const NOT_AUDITED: Readonly<Record<string, string>> = {
  'platform.audit_entry': 'is the trail itself',
  'platform.migration': 'the migrations note themselves',
  'platform.outbox_event': 'notes of the machinery: written once, deleted after two weeks',
  'platform.inbox_entry': 'notes of the machinery',
  'platform.dead_letter': 'notes of the machinery',
  'platform.job_run': 'is a record itself and says who asked for the run',
  'platform.job_schedule': 'says who changed it last; has no uuid',
  'platform.mutation_receipt': 'answers kept for retries, deleted after a week',
  'identity.session': 'opened and renewed by machines; holds nothing but hashes and times',
  'identity.sign_in_failure': 'counts failures for the throttle',
  'customers.branch_number': 'counts numbers given out',
  'services.request_event': 'is the append-only history itself and says who did it',
  'pyramid.standing': 'is worked out from revenue; what moves is kept in pyramid.move',
  'pyramid.move': 'is an append-only record with its reason',
  'sla.catalogue': 'counts generations of what is audited in other tables',
  'sla.judgement': 'is worked out from requests and terms',
  'sla.clock': 'is worked out from requests and terms; what happened to it is in sla.ledger',
  'sla.ledger': 'is an append-only record with its reasons',
  'sla.replay': 'work that waits; what it moves is in sla.ledger',
  'sla.credit_statement_line': 'is an append-only record; the statement it belongs to is audited',
  'sla.what_if_run': 'says itself who asked and what; deleted after some days',
  'sla.what_if_figure': 'is worked out from history',
  'sla.what_if_credit': 'is worked out from history',
  'sla.what_if_change': 'is worked out from history',
  'maintenance.plan_occurrence': 'is an append-only record of what became of it',
  'intake.run': 'is a record of an import itself',
  'intake.checkpoint': 'where an import stands',
  'intake.taken': 'which rows of a source were taken; what they became is audited',
};

/** Foreign keys without an index, each with the reason. */
export const NOT_INDEXED: Readonly<Record<string, string>> = {
  'contacts.contact contact_follow_up_done_by_fk': 'employees are never deleted, and nothing lists contacts by it',
  'identity.region region_lead_office_fk': 'a few dozen rows',
  'sla.calendar_version calendar_version_recorded_by_fk': 'employees are never deleted; a few hundred rows',
  'sla.clock clock_calendar_version_fk':
    'calendar versions are never deleted; of open clocks there is clock_open_on_calendar',
  'sla.replay replay_calendar_fk': 'a few rows of work that waits',
  'sla.replay replay_office_fk': 'a few rows of work that waits',
  'sla.replay replay_terms_version_fk': 'a few rows of work that waits',
};
