import { describe, expect, it } from 'vitest';
import { referenceLifeCycle } from '../testing/reference-life-cycle.js';
import { checkLifeCycle, type LifeCycleDraft, type StatusDraft } from './check-life-cycle.js';
import { type StatusCategory } from './life-cycle.js';
import { planLifeCycle } from './plan-life-cycle.js';

const s = (
  key: string,
  category: StatusCategory,
  movesTo: readonly string[],
  more: Partial<StatusDraft> = {},
): StatusDraft => ({ key, name: key, category, movesTo, ...more });
const draft = (...statuses: StatusDraft[]): LifeCycleDraft => ({ name: 'Requests', statuses });
const problems = (given: LifeCycleDraft) =>
  checkLifeCycle(given, referenceLifeCycle).map((f) =>
    `${f.code} ${f.field} ${f.params?.['status'] ?? f.params?.['item'] ?? ''}`.trim(),
  );

const NEW = s('NEW', 'OPEN', ['WAITING', 'DONE'], { initial: true });
const WAITING = s('WAITING', 'PAUSED', ['NEW']);
const DONE = s('DONE', 'COMPLETED', ['NEW']);

describe('a life cycle', () => {
  it('that leads from beginning to end and back is fine, and so is the reference one', () => {
    expect(problems(draft(NEW, WAITING, DONE))).toEqual([]);
    expect(problems(draft(NEW, WAITING, s('DONE', 'COMPLETED', [])))).toEqual([]);
    expect(problems({ name: 'Reference', statuses: referenceLifeCycle.statuses })).toEqual([]);
  });

  it('has exactly one initial status, an open one', () => {
    expect(problems(draft({ ...NEW, initial: false }, WAITING, DONE))).toEqual(['NO_INITIAL_STATUS statuses']);
    expect(problems(draft(NEW, s('OTHER', 'OPEN', ['NEW'], { initial: true }), WAITING, DONE))).toEqual([
      'SEVERAL_INITIAL_STATUSES statuses',
    ]);
    expect(
      problems(
        draft(
          { ...NEW, category: 'PAUSED', movesTo: ['OTHER', 'WAITING'] },
          WAITING,
          s('OTHER', 'OPEN', ['DONE']),
          DONE,
        ),
      ),
    ).toContain('INITIAL_NOT_OPEN statuses.0.initial NEW');
  });

  it('has no status that cannot be come to', () => {
    expect(problems(draft(NEW, WAITING, DONE, s('LOST', 'OPEN', ['DONE'])))).toEqual([
      'UNREACHABLE_STATUS statuses.3 LOST',
    ]);
  });

  it('has no trap, whichever way one came: only what was given up may end without being completed', () => {
    const loop = [s('A', 'OPEN', ['B']), s('B', 'OPEN', ['A'])];
    expect(
      problems(
        draft(
          { ...NEW, movesTo: ['WAITING', 'DONE', 'A', 'GONE'] },
          WAITING,
          DONE,
          ...loop,
          s('GONE', 'CANCELLED', []),
        ),
      ),
    ).toEqual(['TRAP_STATUS statuses.3.movesTo A', 'TRAP_STATUS statuses.4.movesTo B']);
  });

  it('is left by reopening as well: what can only be completed after another completion is no trap', () => {
    const again = [s('CLOSED', 'COMPLETED', ['AGAIN']), s('AGAIN', 'OPEN', ['WAITING'])];
    expect(problems(draft({ ...NEW, movesTo: ['WAITING', 'CLOSED'] }, WAITING, ...again))).toEqual([]);
  });

  it('lets whatever waits go on directly', () => {
    expect(problems(draft(NEW, s('WAITING', 'PAUSED', ['DONE']), DONE))).toEqual([
      'PAUSE_WITHOUT_RETURN statuses.1.movesTo WAITING',
    ]);
    expect(problems(draft(NEW, WAITING, s('DONE', 'COMPLETED', [], { resumesOnCustomerMessage: true })))).toEqual([
      'RESUMES_NOWHERE statuses.2.resumesOnCustomerMessage DONE',
    ]);
  });

  it('can be completed', () => {
    expect(problems(draft({ ...NEW, movesTo: ['WAITING'] }, WAITING))).toEqual([
      'NO_COMPLETED_STATUS statuses',
      'TRAP_STATUS statuses.0.movesTo NEW',
      'TRAP_STATUS statuses.1.movesTo WAITING',
    ]);
  });

  it('moves only between its own statuses, to others, once, and never out of what was given up', () => {
    const gone = s('GONE', 'CANCELLED', ['NEW']);
    expect(
      problems(
        draft({ ...NEW, movesTo: ['WAITING', 'DONE', 'NEW', 'NOWHERE', 'DONE', 'GONE'] }, WAITING, DONE, gone, DONE),
      ),
    ).toEqual([
      'MOVE_TO_ITSELF statuses.0.movesTo.2 NEW',
      'MOVE_TO_UNKNOWN statuses.0.movesTo.3 NEW',
      'DUPLICATE_ITEM statuses.0.movesTo.4 NEW → DONE',
      'CANCELLED_IS_FINAL statuses.3.movesTo.0 GONE',
      'DUPLICATE_ITEM statuses.4.key DONE',
    ]);
  });

  it('is spelled as keys and names are', () => {
    expect(problems({ ...draft(s('in progress', 'OPEN', []), { ...DONE, name: ' ' }), name: '' })).toEqual([
      'REQUIRED name',
      'INVALID_FORMAT statuses.0.key',
      'REQUIRED statuses.1.name',
    ]);
    const many = Array.from({ length: 51 }, (_, i) => s(`S${i}`, 'OPEN', []));
    expect(problems(draft(...many))).toEqual(['TOO_MANY statuses']);
  });
});

describe('a new life cycle beside the present one', () => {
  const without = (key: string): LifeCycleDraft => ({
    name: 'Requests',
    statuses: referenceLifeCycle.statuses
      .filter((status) => status.key !== key)
      .map((status) => ({
        ...status,
        movesTo: status.movesTo.filter((to) => to !== key),
        // A message can move a resolved request to no other open status.
        resumesOnCustomerMessage: status.resumesOnCustomerMessage && !(status.key === 'RESOLVED' && key === 'REOPENED'),
      })),
  });
  const plan = (given: LifeCycleDraft, counts: Record<string, number> = {}) =>
    planLifeCycle(given, referenceLifeCycle, new Map(Object.entries(counts)));
  const told = (given: LifeCycleDraft, counts?: Record<string, number>) =>
    plan(given, counts).problems.map((f) => `${f.code} ${f.field} ${f.params?.['count'] ?? ''}`.trim());

  it('says where the requests of a status go that it leaves out', () => {
    expect(told(without('REOPENED'), { REOPENED: 3 })).toEqual(['STATUS_IN_USE moveRequestsTo 3']);
    const moved = { ...without('REOPENED'), moveRequestsTo: [{ from: 'REOPENED', to: 'IN_PROGRESS' }] };
    expect(told(moved, { REOPENED: 3 })).toEqual([]);
    expect(plan(moved, { REOPENED: 3 }).retirements).toMatchObject([
      { status: { key: 'REOPENED' }, to: 'IN_PROGRESS', requests: 3 },
    ]);
  });

  it('lets a status go that nothing stands in; whoever comes in at that moment follows to one of the same meaning', () => {
    expect(told(without('CLOSED'))).toEqual([]);
    expect(plan(without('CLOSED')).retirements).toMatchObject([{ to: 'RESOLVED', requests: 0 }]);
  });

  it('does not give a status another meaning while requests stand in it', () => {
    const opened: LifeCycleDraft = {
      name: 'Requests',
      statuses: referenceLifeCycle.statuses.map((status) =>
        status.key === 'CLOSED' ? { ...status, category: 'OPEN', movesTo: ['RESOLVED'] } : status,
      ),
    };
    expect(told(opened, { CLOSED: 7 })).toEqual(['CATEGORY_IN_USE statuses.5.category 7']);
    expect(told(opened)).toEqual([]);
  });

  it('moves requests only out of what goes, into what stays, and not back from being given up', () => {
    const moves = (...moveRequestsTo: { from: string; to: string }[]) =>
      told({ ...without('CANCELLED'), moveRequestsTo }).map((text) => text.split(' ').slice(0, 2).join(' '));
    expect(moves({ from: 'NEW', to: 'CLOSED' })).toEqual(['MOVES_REQUESTS_OF_USED moveRequestsTo.0.from']);
    expect(moves({ from: 'NOWHERE', to: 'CLOSED' })).toEqual(['MOVES_REQUESTS_NOWHERE moveRequestsTo.0.from']);
    expect(moves({ from: 'CANCELLED', to: 'NOWHERE' })).toEqual(['MOVES_REQUESTS_NOWHERE moveRequestsTo.0.to']);
    expect(moves({ from: 'CANCELLED', to: 'NEW' })).toEqual(['MOVES_REQUESTS_OUT_OF_CANCELLED moveRequestsTo.0.to']);
  });
});
