import { WEEKDAYS, type CalendarSpec } from '#kernel/calendar';
import { SERVICE_LINES } from '#modules/vocabulary';
import { SLA_METRICS, SLA_STATES } from '../../engine/domain/clock-types.js';
import {
  edition,
  flag,
  instant,
  list,
  nullable,
  oneOf,
  pair,
  record,
  text,
  whole,
  type Read,
  type Reader,
} from './proof-shape.js';
import { CREDIT_PERIODS, TERMS_LEVELS, TERMS_PRIORITIES } from '../../terms/domain/terms-content.js';
import { CALENDAR_COMBINATIONS, CALENDAR_SOURCE_KINDS } from '../../calendars/domain/calendar-basis.js';

/**
 * What a proof says: everything that the verdicts on a customer's requests follow from, and the verdicts. No names of
 * people, no texts that anybody wrote. Instants are ISO 8601 in UTC with milliseconds, seconds are open seconds.
 */

export const PROOF_FORMAT = 'meridian-sla-proof';
/**
 * Grows when a program that reads the older one would misread it. 2 does not say by which rules its calendars were read:
 * in edition 1 of the calendars, with time zone data that it does not name. 3 says so in `calendarRules`.
 */
export const PROOF_VERSION = 3;
export const PROOF_VERSIONS: readonly number[] = [2, PROOF_VERSION];

/** The offsets of a zone from 1970 to 2100: at the beginning, and from each change on; all in milliseconds. */
const zone = record({ zone: text, offset: whole, changes: list(pair(whole)) });
/**
 * By which rules calendars were read from `since` on (the first: also before). `edition`: how hours past midnight are
 * read. `zoneRelease`: the time zone data, null when it was not recorded; `zones` have what they say of the zones that
 * the verdicts stand on, those that are as in the rules before left out.
 */
const calendarRules = record({ since: instant, edition, zoneRelease: nullable(text), zones: list(zone) });

const metric = oneOf(SLA_METRICS);
const priority = oneOf(TERMS_PRIORITIES);
const serviceLine = oneOf(SERVICE_LINES);

const hours = record({ open: text, close: text });
const dates = list(record({ date: text, intervals: list(hours) }));
const spec: Reader<CalendarSpec> = record(
  { zone: text },
  {
    always: nullable(flag),
    weekly: nullable(list(record({ day: oneOf(WEEKDAYS), open: text, close: text }))),
    holidays: nullable(list(text)),
    overrides: nullable(dates),
    breaks: nullable(dates),
    closures: nullable(list(record({ from: whole, to: whole }))),
  },
);

/** What a calendar said from `recordedAt` on; the first version also before. */
const calendar = record({ id: text, calendarId: text, code: text, number: whole, recordedAt: instant, spec });

/** One calendar that terms run on: `calendarId` with CALENDAR, `officeId` (null: the serving office) with OFFICE. */
const source = record({ kind: oneOf(CALENDAR_SOURCE_KINDS) }, { calendarId: nullable(text), officeId: nullable(text) });

const credits = record({
  currency: text,
  fee: nullable(text),
  period: oneOf(CREDIT_PERIODS),
  capPercent: nullable(text),
  capAmount: nullable(text),
  rules: list(
    record({ metric: nullable(metric), priority: nullable(priority), percent: nullable(text), amount: nullable(text) }),
  ),
});

/** A version of terms that may concern a request of the proof, chosen or not. */
const statedTerms = {
  id: text,
  termsId: text,
  code: text,
  number: whole,
  level: oneOf(TERMS_LEVELS),
  levelKey: text,
  serviceLine: nullable(serviceLine),
  contactTypeId: nullable(text),
  priority: nullable(priority),
  effectiveFrom: instant,
  effectiveTo: nullable(instant),
  movesOpenAt: nullable(instant),
  basis: record({ combination: oneOf(CALENDAR_COMBINATIONS), sources: list(source) }),
  targets: list(record({ metric, priority: nullable(priority), seconds: whole })),
  pausingMetrics: list(metric),
  credits: nullable(credits),
};
/** `moveMade`: open requests had moved over before the terms were ended from an earlier instant on. */
const terms = record(statedTerms, { moveMade: flag });

/** What of a request decides about its terms and calendars. */
const values = {
  priority,
  contactTypeId: nullable(text),
  jobId: nullable(text),
  branchId: nullable(text),
  officeId: text,
};

export const PROOF_EVENT_KINDS = [
  'CREATED',
  'CUSTOMER_MESSAGE',
  'STAFF_REPLY',
  'PAUSED',
  'RESUMED',
  'COMPLETED',
  'REOPENED',
  'CANCELLED',
  'CHANGED',
  'ASSIGNED',
  'MERGED_FROM',
  'MERGED_INTO',
] as const;
/** With MERGED_FROM: since when the customer had waited on the duplicate, and when that stood still. */
const carriedOver = record(
  {
    completionSince: instant,
    standstills: list(record({ kind: oneOf(['PAUSED', 'COMPLETED'] as const), from: instant, to: instant })),
  },
  { firstResponseSince: instant },
);
const event = record({ seq: whole, at: instant, kind: oneOf(PROOF_EVENT_KINDS) }, { ...values, carriedOver });

/** A verdict. `calendars` are the versions it stands on; none: the usual hours of an office without a calendar. */
const clock = record({
  metric,
  cycle: whole,
  state: oneOf(SLA_STATES),
  startedAt: instant,
  dueAt: nullable(instant),
  stoppedAt: nullable(instant),
  breachedAt: nullable(instant),
  targetSeconds: whole,
  elapsedSeconds: whole,
  remainingSeconds: whole,
  pausedSeconds: whole,
  terms: nullable(text),
  calendars: list(text),
});

const stated = {
  id: text,
  number: text,
  customerId: text,
  serviceLine,
  createdAt: instant,
  /** The values at the beginning that no event tells. */
  values: record(values),
  events: list(event),
  /** As they stood when the request was first evaluated: the customer with its groups upward, and its tier. */
  customerPath: list(text),
  tier: nullable(text),
  /** Corrections of calendars count from then on. */
  firstEvaluatedAt: instant,
  clocks: list(clock),
};
/** A contact type with those above it, from the root down. */
const contactType = record({ id: text, path: list(text) });
/**
 * `contactTypes`: those that stood elsewhere in their hierarchy when the request was first seen with them. `carried`: metrics
 * that the request it was merged into carries on.
 */
const request = record(stated, { contactTypes: list(contactType), carried: list(metric) });

const tally = {
  met: whole,
  missed: whole,
  breached: whole,
  running: whole,
  paused: whole,
  cancelled: whole,
  /** met ÷ (met + missed + breached) with six digits; null when nothing is decided. */
  attainment: nullable(text),
};
const totals = record({
  requests: whole,
  clocks: whole,
  ...tally,
  byMetric: list(record({ metric, ...tally })),
  /** What the breaches of these requests give back, by customer, terms and period in which they happened. */
  credits: list(
    record({
      customerId: text,
      termsId: text,
      period: oneOf(CREDIT_PERIODS),
      periodStart: text,
      currency: text,
      breaches: whole,
      uncapped: text,
      cap: nullable(text),
      credit: text,
    }),
  ),
});

const statedBody = {
  format: oneOf([PROOF_FORMAT]),
  version: whole,
  id: text,
  /** Verdicts are as of then. */
  asOf: instant,
  /** Requests created within [from, to). */
  period: record({ from: instant, to: instant }),
  customer: text,
  /** The customer and those below it; credits are counted by periods in the zone. */
  customers: list(record({ id: text, code: text, name: text, zone: text })),
  offices: list(record({ id: text, code: text, zone: text })),
  /** Who has worked by which calendar since when. */
  officeCalendars: list(record({ officeId: text, calendarId: nullable(text), since: instant })),
  branchCalendars: list(record({ branchId: text, calendarId: nullable(text), since: instant })),
  calendars: list(calendar),
  /** Contact types from the root of their hierarchy down. */
  contactTypes: list(contactType),
  requests: list(request),
  terms: list(terms),
  totals,
};
/** `calendarRules`: in version 3, where there is always one. */
const body = record(statedBody, { calendarRules: list(calendarRules) });

/** By whom it was signed: Ed25519 over the UTF-8 text `meridian-sla-proof/VERSION SHA256`. */
const seal = record({
  algorithm: oneOf(['Ed25519']),
  keyId: text,
  /** SPKI, DER, base64. */
  publicKey: text,
  /** Of the canonical JSON of the body, in hex. */
  sha256: text,
  /** Base64. */
  signature: text,
});

export const readProof = record({ body, seal });
export const readProofRequest = request;
export const readProofBody = body;

export type Proof = Read<typeof readProof>;
export type ProofBody = Proof['body'];
export type ProofSeal = Proof['seal'];
export type ProofRequest = Read<typeof request>;
export type ProofClock = Read<typeof clock>;
export type ProofEvent = Read<typeof event>;
export type ProofTerms = Read<typeof terms>;
export type ProofCalendarRules = Read<typeof calendarRules>;
export type ProofTotals = Read<typeof totals>;
/** All of a body but its requests, which are too many to hold at once. */
export type ProofFrame = Omit<ProofBody, 'requests' | 'totals'>;

/** What is signed of a proof of that version. */
export const signedText = (sha256: string, version: number): string => `${PROOF_FORMAT}/${version} ${sha256}`;
