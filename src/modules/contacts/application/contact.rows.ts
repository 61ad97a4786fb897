import { err } from '#kernel';
import { Columns } from '#platform/database';
import { type Channel } from '#modules/vocabulary';
import { type ContactDetails, type Direction } from '../domain/contact.js';

/** A contact as this module reads it. */
export interface ContactRow {
  readonly id: string;
  readonly customerId: string;
  readonly branchId: string | null;
  readonly jobId: string | null;
  readonly typeId: string;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly subject: string;
  readonly body: string | null;
  readonly occurredAt: Date;
  readonly country: string | null;
  readonly city: string | null;
  readonly place: string | null;
  /** Null when the system recorded it. */
  readonly recordedById: string | null;
  readonly officeId: string;
  readonly recordedAt: Date;
  readonly followUpOn: string | null;
  readonly followUpNote: string | null;
  readonly followUpDoneAt: Date | null;
  readonly followUpDoneById: string | null;
  readonly confidential: boolean;
  readonly externalRef: string | null;
  readonly version: number;
}

/** Columns of a ContactRow; the table is called `c`. */
export const CONTACT = new Columns<ContactRow>(
  {
    id: 'c.id',
    customerId: 'c.customer_id',
    branchId: 'c.branch_id',
    jobId: 'c.job_id',
    typeId: 'c.type_id',
    channel: 'c.channel',
    direction: 'c.direction',
    subject: 'c.subject',
    body: 'c.body',
    occurredAt: 'c.occurred_at',
    country: 'c.country',
    city: 'c.city',
    place: 'c.place',
    recordedById: 'c.recorded_by',
    officeId: 'c.office_id',
    recordedAt: 'c.recorded_at',
    followUpOn: 'c.follow_up_on',
    followUpNote: 'c.follow_up_note',
    followUpDoneAt: 'c.follow_up_done_at',
    followUpDoneById: 'c.follow_up_done_by',
    confidential: 'c.confidential',
    externalRef: 'c.external_ref',
    version: 'c.version',
  },
  {
    customer: ['customerId'],
    branch: ['branchId'],
    job: ['jobId'],
    type: ['typeId'],
    recordedBy: ['recordedById'],
    office: ['officeId'],
    people: [],
  },
);
export const CONTACT_COLUMNS = CONTACT.all;

export type ReferenceCode =
  | 'CUSTOMER_NOT_FOUND'
  | 'BRANCH_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'PERSON_NOT_FOUND'
  | 'CONTACT_TYPE_NOT_FOUND'
  | 'OTHER_CUSTOMER'
  | 'OTHER_GROUP';

/** What the database says about the references of a contact; `belonging` are the triggers of the migration. */
export const REFERENCES = {
  contact_customer_fk: err('CUSTOMER_NOT_FOUND' as const, 'customerId'),
  contact_branch_fk: err('BRANCH_NOT_FOUND' as const, 'branchId'),
  contact_job_fk: err('JOB_NOT_FOUND' as const, 'jobId'),
  contact_type_fk: err('CONTACT_TYPE_NOT_FOUND' as const, 'typeId'),
  contact_person_person_fk: err('PERSON_NOT_FOUND' as const, 'personIds'),
  contact_branch_customer: err('OTHER_GROUP' as const, 'branchId'),
  contact_job_customer: err('OTHER_GROUP' as const, 'jobId'),
  contact_person_customer: err('OTHER_CUSTOMER' as const, 'personIds'),
};

/** Each person once. */
export function distinctPeople(contact: Pick<ContactDetails, 'personIds'>): string[] {
  return [...new Set(contact.personIds)];
}
