import { describe, expect, it } from 'vitest';
import { checkContact, type ContactDetails } from './contact.js';
import { checkContactType } from './contact-type.js';

const now = new Date('2026-05-06T07:08:09Z');
const contact: ContactDetails = {
  customerId: '01990000-0000-7000-8000-000000000001',
  typeId: '01990000-0000-7000-8000-000000000002',
  channel: 'VISIT',
  direction: 'OUTBOUND',
  subject: '泳池过滤器',
  occurredAt: new Date('2026-05-06T01:00:00Z'),
};
const faults = (more: object): string[] =>
  (checkContact({ ...contact, ...more } as ContactDetails, now).err()?.failures ?? []).map(
    (f) => `${f.field} ${f.code}`,
  );

describe('what can be said of a contact', () => {
  it.each<[string, object, string[]]>([
    ['the least that is needed', {}, []],
    ['a subject of 200 characters', { subject: 'x'.repeat(200) }, []],
    ['a longer one', { subject: 'x'.repeat(201) }, ['subject TOO_LONG']],
    ['blanks for a subject', { subject: '  ' }, ['subject REQUIRED']],
    ['a body of 10,000 characters', { body: '字'.repeat(10_000) }, []],
    ['a longer one', { body: '字'.repeat(10_001) }, ['body TOO_LONG']],
    ['a body with a control character', { body: 'a\u0000b' }, ['body INVALID_TEXT']],
    ['an unknown channel', { channel: 'TELEX' }, ['channel NOT_ALLOWED_VALUE']],
    ['five minutes ahead of our clock', { occurredAt: new Date('2026-05-06T07:13:09Z') }, []],
    ['more than that', { occurredAt: new Date('2026-05-06T07:13:10Z') }, ['occurredAt DATE_OUT_OF_RANGE']],
    ['the first instant of 1990', { occurredAt: new Date('1990-01-01T00:00:00Z') }, []],
    ['the last of 1989', { occurredAt: new Date('1989-12-31T23:59:59Z') }, ['occurredAt DATE_OUT_OF_RANGE']],
    ['no instant', { occurredAt: null }, ['occurredAt REQUIRED']],
    ['an unknown country', { country: 'XX' }, ['country INVALID_COUNTRY']],
    ['a follow-up on the day before, which it still is in Hawaii', { followUpOn: '2026-05-05' }, []],
    ['a follow-up before the contact anywhere', { followUpOn: '2026-05-04' }, ['followUpOn DATE_OUT_OF_RANGE']],
    ['a follow-up on a day that does not exist', { followUpOn: '2026-02-30' }, ['followUpOn INVALID_DATE']],
    ['a note without a date', { followUpNote: 'call back' }, ['followUpOn REQUIRED']],
    ['51 people', { personIds: new Array(51).fill('x') }, ['personIds TOO_MANY']],
  ])('%s', (_what, more, expected) => {
    expect(faults(more)).toEqual(expected);
  });

  it('names everything that is wrong at once', () => {
    expect(faults({ subject: '', channel: 'TELEX', country: 'ZZ' })).toEqual([
      'subject REQUIRED',
      'channel NOT_ALLOWED_VALUE',
      'country INVALID_COUNTRY',
    ]);
  });
});

describe('what can be said of a contact type', () => {
  it.each([
    ['COMPLAINT.DELAY', undefined],
    ['A'.repeat(60), undefined],
    ['A'.repeat(61), 'TOO_LONG'],
    ['complaint', 'INVALID_FORMAT'],
    ['', 'REQUIRED'],
  ])('code %s', (code, expected) => {
    expect(checkContactType({ code, name: 'x' }).err()?.failures[0]?.code).toBe(expected);
  });
});
