import { describe, expect, it } from 'vitest';
import { referenceLifeCycle as lifeCycle } from '../testing/reference-life-cycle.js';
import { RequestHistory, type HistoryMode } from './request-history.js';
import { type RequestValues } from './request.js';

const values: RequestValues = {
  branchId: null,
  jobId: null,
  requesterId: null,
  contactId: null,
  contactTypeId: null,
  channel: 'PHONE',
  subject: 'Lift 3 stands still',
  description: null,
  impact: null,
  urgency: null,
  priority: 'MODERATE',
  priorityOverridden: false,
  priorityReason: null,
  priorityMatrix: 1,
  officeId: 'hong-kong',
  assigneeId: null,
  teamId: null,
  parentId: null,
};
const staff = { actorId: 'staff' };
const customer = { actorId: null, personId: 'chan' };
const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minute));

const begin = (mode: HistoryMode = 'live') => RequestHistory.begin(lifeCycle, values, at(0), staff, mode);
const told = (history: RequestHistory) => history.events.map((e) => [e.seq, e.kind, e.at.getUTCMinutes()]);

describe('the history of a request', () => {
  it('begins with its creation in the initial status, which carries all values', () => {
    const history = begin();
    const { teamId: _team, parentId: _parent, priorityOverridden: _given, priorityReason: _why, ...said } = values;
    expect(history.events).toMatchObject([{ seq: 1, kind: 'CREATED', toStatus: 'NEW' }]);
    expect(history.events[0]?.after).toEqual(said);
    expect(history.state).toMatchObject({ status: { key: 'NEW' }, clockVersion: 1, lastSeq: 1, lastEventAt: at(0) });
  });

  it('tells pause, completion and reopening, and completing ends a pause without a word', () => {
    const history = begin();
    for (const [i, key] of ['IN_PROGRESS', 'WAITING_FOR_THIRD_PARTY', 'RESOLVED', 'CLOSED', 'REOPENED'].entries())
      expect(history.move(lifeCycle, key, at(i + 1), staff).ok).toBe(true);
    expect(told(history).slice(1)).toEqual([
      [2, 'STATUS_CHANGED', 1],
      [3, 'PAUSED', 2],
      [4, 'COMPLETED', 3],
      [5, 'STATUS_CHANGED', 4],
      [6, 'REOPENED', 5],
    ]);
    expect(history.state).toMatchObject({ status: { key: 'REOPENED', category: 'OPEN' }, completedAt: null });
    // Created, paused, completed, reopened; moving from open to open or from resolved to closed moves no clock.
    expect(history.state.clockVersion).toBe(4);
  });

  it('keeps the instant of completion while it is completed', () => {
    const history = begin();
    history.move(lifeCycle, 'RESOLVED', at(4), staff);
    history.move(lifeCycle, 'CLOSED', at(9), staff);
    expect(history.state.completedAt).toEqual(at(4));
  });

  it('refuses a move that the life cycle does not have and names those it has', () => {
    const history = begin();
    history.move(lifeCycle, 'RESOLVED', at(1), staff);
    expect(history.move(lifeCycle, 'IN_PROGRESS', at(2), staff)).toEqual({
      ok: false,
      failures: [
        {
          code: 'INVALID_MOVE',
          field: 'status',
          params: { from: 'RESOLVED', to: 'IN_PROGRESS', allowed: 'CLOSED, REOPENED' },
        },
      ],
    });
    expect(history.move(lifeCycle, 'RESOLVED', at(2), staff)).toMatchObject({ failures: [{ code: 'INVALID_MOVE' }] });
    expect(history.move(lifeCycle, 'ASLEEP', at(2), staff)).toMatchObject({ failures: [{ code: 'UNKNOWN_STATUS' }] });
    expect(history.events).toHaveLength(2);
  });

  it('goes on by itself when the customer answers, the message in front of the resumption', () => {
    const history = begin();
    history.move(lifeCycle, 'WAITING_FOR_CUSTOMER', at(1), staff);
    history.customerMessage('It is lift 3', at(2), customer, lifeCycle);
    expect(history.events.slice(2)).toMatchObject([
      { kind: 'CUSTOMER_MESSAGE', personId: 'chan', visibility: 'PUBLIC' },
      { kind: 'RESUMED', fromStatus: 'WAITING_FOR_CUSTOMER', toStatus: 'IN_PROGRESS', actorId: null },
    ]);
  });

  it('moves the SLA clocks for what decides terms, and not for words among ourselves', () => {
    const history = begin();
    history.note('Chan is on leave', at(1), staff);
    history.change('CHANGED', { subject: 'Lift 4 stands still' }, at(2), staff);
    history.change('ASSIGNED', { assigneeId: 'li' }, at(3), staff);
    expect(history.state.clockVersion).toBe(1);
    history.change('CHANGED', { priority: 'HIGH' }, at(4), staff);
    history.change('ASSIGNED', { officeId: 'shenzhen' }, at(5), staff);
    history.reply('We are on our way', at(6), staff);
    history.customerMessage('Thank you', at(7), customer, lifeCycle);
    expect(history.state.clockVersion).toBe(5);
  });

  it('leaves out values that are as given already, and tells nothing when none is left', () => {
    const history = begin();
    history.change('CHANGED', { priority: 'HIGH', subject: values.subject }, at(1), staff);
    expect(history.events[1]).toMatchObject({ before: { priority: 'MODERATE' }, after: { priority: 'HIGH' } });
    expect(history.events[1]?.after).not.toHaveProperty('subject');
    history.change('CHANGED', { priority: 'HIGH' }, at(2), staff);
    expect(history.events).toHaveLength(2);
  });

  it('is a decision when status, values or assignment change, and not when somebody only speaks', () => {
    const spoken = RequestHistory.resume(begin().state, 'live');
    spoken.reply('On our way', at(1), staff);
    spoken.note('Chan is on leave', at(1), staff);
    expect(spoken.decided).toBe(false);
    const moved = RequestHistory.resume(begin().state, 'live');
    moved.move(lifeCycle, 'IN_PROGRESS', at(1), staff);
    expect(moved.decided).toBe(true);
  });

  it('does not believe a live clock that lags behind the last event', () => {
    const history = begin();
    history.reply('On our way', at(5), staff);
    history.reply('Delayed', at(3), staff);
    expect(told(history).slice(1)).toEqual([
      [2, 'STAFF_REPLY', 5],
      [3, 'STAFF_REPLY', 5],
    ]);
  });
});

describe('the history of a request in another system', () => {
  it('may make moves that our life cycle does not have', () => {
    const history = begin('historic');
    for (const [i, key] of ['RESOLVED', 'WAITING_FOR_CUSTOMER', 'CLOSED', 'IN_PROGRESS'].entries())
      expect(history.move(lifeCycle, key, at(i + 1), staff).ok).toBe(true);
    expect(told(history).slice(1)).toEqual([
      [2, 'COMPLETED', 1],
      [3, 'REOPENED', 2],
      [4, 'PAUSED', 2],
      [5, 'COMPLETED', 3],
      [6, 'REOPENED', 4],
    ]);
  });

  it('says nothing when a source repeats the status it stands in', () => {
    const history = begin('historic');
    expect(history.move(lifeCycle, 'NEW', at(1), staff).ok).toBe(true);
    expect(history.events).toHaveLength(1);
  });

  it('must be in order of time; the same instant twice is in order', () => {
    const history = begin('historic');
    expect(history.reply(null, at(5), staff).ok).toBe(true);
    expect(history.reply(null, at(5), staff).ok).toBe(true);
    expect(history.reply(null, at(4), staff)).toMatchObject({
      failures: [{ code: 'EVENT_OUT_OF_ORDER', field: 'at' }],
    });
  });

  it('ends with its cancellation, whatever the source says', () => {
    const history = begin('historic');
    history.move(lifeCycle, 'CANCELLED', at(1), staff);
    expect(history.move(lifeCycle, 'IN_PROGRESS', at(2), staff)).toMatchObject({
      failures: [{ code: 'INVALID_MOVE' }],
    });
    expect(history.state.cancelledAt).toEqual(at(1));
  });
});
