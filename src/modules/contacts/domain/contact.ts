import { atMostItems, Checks, proseOf, textOf } from '#kernel';
import { CHANNELS, type Channel } from '#modules/vocabulary';

/** Who began it: the customer (inbound) or we (outbound). */
export const DIRECTIONS = ['INBOUND', 'OUTBOUND'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What is known of a contact; ids are UUIDs. */
export interface ContactDetails {
  readonly customerId: string;
  readonly branchId?: string | null;
  readonly jobId?: string | null;
  /** Persons who took part; each once. */
  readonly personIds?: readonly string[];
  readonly typeId: string;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly subject: string;
  readonly body?: string | null;
  readonly occurredAt: Date;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | null;
  readonly city?: string | null;
  /** Where exactly, in words. */
  readonly place?: string | null;
  /** YYYY-MM-DD. */
  readonly followUpOn?: string | null;
  readonly followUpNote?: string | null;
  readonly confidential?: boolean;
}

/** A contact that was recorded elsewhere or earlier. */
export interface RecordInBulk extends ContactDetails {
  /** Where it comes from, "source:key"; a second one with the same reference changes nothing. */
  readonly externalRef?: string | null;
  /** Employee who recorded it; null when it names nobody. */
  readonly recordedById?: string | null;
  /** Office it counts for; by default the recorder's, else the customer's. */
  readonly officeId?: string | null;
  /** When it was recorded; defaults to now. */
  readonly recordedAt?: Date | null;
}

export const LIMITS = {
  subject: textOf(200),
  body: proseOf(10_000),
  people: atMostItems(50),
  city: textOf(120),
  place: textOf(200),
  followUpNote: proseOf(1_000),
  externalRef: textOf(200),
  /** Of a filter. */
  search: textOf(200),
} as const;

const EARLIEST = new Date('1990-01-01T00:00:00Z');
const LATEST_FOLLOW_UP = '2100-12-31';
/** Clocks of phones and offices differ a little; nobody records what has not happened. */
const FUTURE_TOLERANCE_MS = 5 * 60_000;
/** The zone in which a day begins last is twelve hours behind UTC. */
const LAST_ZONE_MS = 12 * 3_600_000;

/** Everything that can be said about a contact without looking anything up. */
export function checkContact(contact: ContactDetails, now: Date): Checks {
  const { occurredAt, followUpOn } = contact;
  const checks = new Checks();
  for (const field of ['customerId', 'typeId', 'channel', 'direction', 'occurredAt'] as const)
    checks.required(field, contact[field]);
  checks
    .text('subject', contact.subject, LIMITS.subject)
    .text('body', contact.body, { ...LIMITS.body, optional: true })
    .oneOf('channel', contact.channel, CHANNELS)
    .oneOf('direction', contact.direction, DIRECTIONS)
    .instant('occurredAt', occurredAt, { from: EARLIEST, to: new Date(now.getTime() + FUTURE_TOLERANCE_MS) })
    .atMost('personIds', contact.personIds, LIMITS.people)
    .country('country', contact.country)
    .text('city', contact.city, { ...LIMITS.city, optional: true })
    .text('place', contact.place, { ...LIMITS.place, optional: true })
    .date('followUpOn', followUpOn, { from: firstFollowUpDay(occurredAt), to: LATEST_FOLLOW_UP })
    .text('followUpNote', contact.followUpNote, { ...LIMITS.followUpNote, optional: true });
  if (followUpOn == null && (contact.followUpNote ?? '') !== '') checks.required('followUpOn', followUpOn);
  return checks;
}

/** A follow-up comes after its contact: the earliest date on which the contact may have been, anywhere. */
function firstFollowUpDay(occurredAt: Date | null | undefined): string {
  const earliest = occurredAt != null && occurredAt > EARLIEST ? occurredAt : EARLIEST;
  return new Date(earliest.getTime() - LAST_ZONE_MS).toISOString().slice(0, 10);
}
