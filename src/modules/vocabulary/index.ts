export { attainmentOf, attainmentPercentOf, percentOf, type Decided } from './attainment.js';

/** What we do for customers. */
export const SERVICE_LINES = ['CONSULTING', 'MANAGEMENT', 'MAINTENANCE'] as const;
export type ServiceLine = (typeof SERVICE_LINES)[number];

/** How pressing something is, the most pressing first: requests, the work for them, and what depends on an asset. */
export const PRIORITIES = ['CRITICAL', 'HIGH', 'MODERATE', 'LOW'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** How much is affected (impact), or how soon it hurts (urgency). */
export const LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Level = (typeof LEVELS)[number];

/** How a contact came about, or a request reached us. */
export const CHANNELS = ['PHONE', 'EMAIL', 'WEB', 'CHAT', 'VISIT', 'MEETING', 'PORTAL', 'LETTER'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Events of a request that can start, stop, pause or resume its SLA clocks. */
export const CLOCK_EVENT_KINDS = [
  'CREATED',
  'CUSTOMER_MESSAGE',
  'STAFF_REPLY',
  'INTERNAL_NOTE',
  'PAUSED',
  'RESUMED',
  'COMPLETED',
  'REOPENED',
  'CANCELLED',
] as const;
export type ClockEventKind = (typeof CLOCK_EVENT_KINDS)[number];

/** What an SLA clock measures, in the order in which clocks are listed. */
export const SLA_METRICS = ['FIRST_RESPONSE', 'NEXT_RESPONSE', 'UPDATE', 'COMPLETION'] as const;
export type SlaMetric = (typeof SLA_METRICS)[number];

export const SLA_STATES = ['RUNNING', 'PAUSED', 'MET', 'BREACHED', 'MISSED', 'CANCELLED'] as const;
/** How an SLA clock stands. BREACHED: overdue and still open. MISSED: stopped late. */
export type SlaClockStatus = (typeof SLA_STATES)[number];

/** Parts of the calendar year by which reviews are planned and credits are settled. */
export const PERIODS = ['MONTH', 'QUARTER', 'YEAR'] as const;
export type Period = (typeof PERIODS)[number];

/** Which way an exchange rate is quoted: 0.000028710881424 pounds for one dong, or 34830 dong for one pound. */
export const RATE_QUOTES = ['POUNDS_PER_UNIT', 'UNITS_PER_POUND'] as const;
export type RateQuote = (typeof RATE_QUOTES)[number];
