import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planIncident } from './incident.js';
import { readIncidentMapping, type IncidentMapping } from './incident-mapping.js';
import { Shape } from './shape.js';
import { Columns } from './source.js';

const HEADER = ['number', 'incident_state', 'sys_mod_count', 'sys_updated_at', 'opened_at', 'contact_type', 'priority'];
const MORE = ['impact', 'urgency', 'caller_id', 'location', 'category', 'subcategory', 'sys_updated_by'];
const columns = new Columns([...HEADER, ...MORE], ['?']);

const read = Shape.read(
  JSON.parse(readFileSync(new URL('../../../../mappings/incidents.json', import.meta.url), 'utf8')),
  readIncidentMapping,
);
const mapping = (read as { value: IncidentMapping }).value;

interface Given {
  state?: string;
  mod?: number;
  at?: string;
  opened?: string;
  priority?: string;
  location?: string;
  category?: string;
  channel?: string;
}

/** A plan of rows, by default all of one day in June. */
const plan = (...given: Given[]) =>
  planIncident(
    'INC1',
    given.map((g, i) => ({
      ordinal: i + 1,
      line: i + 2,
      fields: [
        ...['INC1', g.state ?? 'Active', String(g.mod ?? i), day(g.at ?? '10:00'), day(g.opened ?? '09:00')],
        ...[g.channel ?? 'Phone', g.priority ?? '3 - Moderate', '2 - Medium', '2 - Medium', 'Caller 1'],
        ...[g.location ?? 'Location 1', g.category ?? 'Category 1', 'Subcategory 1', 'Updated by 7'],
      ],
    })),
    columns,
    mapping,
  );
const day = (time: string): string => (/[/?]/.test(time) ? time : `1/6/2016 ${time}`);
const story = (planned: ReturnType<typeof plan>): string[] =>
  (planned.plan?.events ?? []).map(
    (e) => `${e.at.toISOString().slice(11, 16)} ${e.kind}${e.kind === 'STATUS' ? ` ${e.status}` : ''}`,
  );

describe('making an incident of its rows', () => {
  it('counts leaving New as the first reply, and keeps every move at its time', () => {
    const planned = plan(
      { state: 'New', at: '09:05' },
      { state: 'Active', at: '09:30' },
      { state: 'Awaiting User Info', at: '10:00' },
      { state: 'Active', at: '11:00' },
      { state: 'Resolved', at: '12:00' },
      { state: 'Closed', at: '13:00' },
    );
    expect(planned.plan?.createdAt.toISOString()).toBe('2016-06-01T09:00:00.000Z');
    expect(story(planned)).toEqual([
      '09:05 STATUS NEW',
      '09:30 STAFF_REPLY',
      '09:30 STATUS IN_PROGRESS',
      '10:00 STATUS WAITING_FOR_CUSTOMER',
      '11:00 STATUS IN_PROGRESS',
      '12:00 STATUS RESOLVED',
      '13:00 STATUS CLOSED',
    ]);
  });

  it('orders by time, within a minute by modification count; a count that contradicts the times does not matter', () => {
    const planned = plan(
      { state: 'Active', mod: 7, at: '09:27' },
      { state: 'Resolved', mod: 6, at: '16:17' },
      { state: 'Awaiting Vendor', mod: 4, at: '14:00' },
      { state: 'Active', mod: 5, at: '14:00' },
    );
    expect(story(planned).filter((s) => s.includes('STATUS'))).toEqual([
      '09:27 STATUS IN_PROGRESS',
      '14:00 STATUS WAITING_FOR_THIRD_PARTY',
      '14:00 STATUS IN_PROGRESS',
      '16:17 STATUS RESOLVED',
    ]);
  });

  it('begins with the first row where that is before opened_at', () => {
    expect(plan({ at: '07:27', opened: '09:41' }).plan?.createdAt.toISOString()).toBe('2016-06-01T07:27:00.000Z');
  });

  it('tells changes of priority, place and type, and keeps what a later row does not say', () => {
    const planned = plan(
      { at: '10:00', location: '?' },
      { at: '11:00', priority: '1 - Critical', location: 'Location 2' },
      { at: '12:00', priority: '1 - Critical', location: '?', category: '?' },
      { at: '13:00', priority: '1 - Critical', location: 'Location 3' },
    );
    // What was not known at first counts from the start.
    expect(planned.plan?.values).toMatchObject({ priority: 'MODERATE', location: 'Location 2' });
    expect(planned.plan?.events.flatMap((e) => (e.kind === 'CHANGED' ? [e.values] : []))).toMatchObject([
      { priority: 'CRITICAL', location: 'Location 2', category: 'Category 1' },
      { priority: 'CRITICAL', location: 'Location 3', category: 'Category 1' },
    ]);
  });

  it('makes a note of an update that moves and changes nothing', () => {
    const planned = plan({ at: '10:00' }, { at: '11:00' });
    expect(planned.plan?.events.at(-1)).toMatchObject({ kind: 'INTERNAL_NOTE', body: 'Update 1 by Updated by 7' });
  });

  it('rejects single rows with the reason, and makes the incident of the others', () => {
    const planned = plan(
      { at: '10:00' },
      { at: '31/2/2016 10:00' },
      { state: '-100' },
      { channel: 'Carrier pigeon' },
      { at: '?' },
      { state: 'Resolved', at: '12:00' },
    );
    expect(planned.rejected.map(({ row, failure }) => [row.line, failure.code, failure.field])).toEqual([
      [3, 'UNREADABLE_DATE', 'sys_updated_at'],
      [4, 'UNMAPPED_VALUE', 'incident_state'],
      [5, 'UNMAPPED_VALUE', 'contact_type'],
      [6, 'REQUIRED', 'sys_updated_at'],
    ]);
    expect(planned.accepted.map((row) => row.line)).toEqual([2, 7]);
    expect(story(planned).at(-1)).toBe('12:00 STATUS RESOLVED');
  });

  it('takes the same row once', () => {
    const planned = plan({ mod: 1, at: '10:00' }, { mod: 1, at: '10:00' });
    expect(planned.rejected).toMatchObject([{ failure: { code: 'DUPLICATE_ROW', params: { line: 2 } } }]);
    expect(planned.accepted).toHaveLength(1);
  });

  it('has nothing to take when every row is rejected', () => {
    expect(plan({ state: '-100' })).toMatchObject({ plan: undefined, accepted: [], rejected: [{}] });
  });
});
