import { describe, expect, it } from 'vitest';
import { HOUR, always, clock, gist, input, office, shortly, t, type Told } from './clock-testing.js';
import { evaluateClocks, inspectClocks } from './evaluate-clocks.js';

const every = { FIRST_RESPONSE: HOUR, NEXT_RESPONSE: HOUR, UPDATE: 2 * HOUR, COMPLETION: 4 * HOUR };
const completion = (hours: number) => ({ targets: { COMPLETION: hours * HOUR } });

describe('reopening', () => {
  const run = (hours: number, at: string, ...more: Told[]) =>
    gist(clock(input(completion(hours), ['06 10:00', 'CREATED'], ...more), at, 'COMPLETION'));

  it('goes on with what was left; time spent completed is neither run nor paused', () => {
    const story = [
      ['06 12:00', 'COMPLETED'],
      ['09 11:00', 'REOPENED'],
    ] as const;
    expect(run(4, '06 15:00', ...story)).toBe('MET 06 14:00 2+2');
    expect(run(4, '09 12:00', ...story)).toBe('RUNNING 09 13:00 3+1');
    expect(run(4, '09 14:00', ...story)).toBe('BREACHED 09 13:00 5+-1 since 09 13:00');
    expect(run(4, '09 16:00', ...story, ['09 13:00', 'COMPLETED'])).toBe('MET 09 13:00 4+0');
  });

  it('what was missed stays late, with the breach it had', () => {
    const story = [
      ['06 13:00', 'COMPLETED'],
      ['09 11:00', 'REOPENED'],
    ] as const;
    expect(run(2, '09 10:00', ...story)).toBe('MISSED 06 12:00 3+-1 since 06 12:00');
    expect(run(2, '09 12:00', ...story)).toBe('BREACHED 06 12:00 4+-2 since 06 12:00');
  });

  it('completing ends a pause; a pause told while completed holds from the reopening', () => {
    expect(run(4, '06 14:00', ['06 11:00', 'PAUSED'], ['06 12:00', 'COMPLETED'], ['06 13:00', 'REOPENED'])).toBe(
      'RUNNING 06 16:00 2+2 paused 1',
    );
    expect(run(4, '06 14:00', ['06 12:00', 'COMPLETED'], ['06 12:30', 'PAUSED'], ['06 13:00', 'REOPENED'])).toBe(
      'PAUSED unknown 2+2 paused 1',
    );
  });

  it('completing twice and reopening what is open change nothing', () => {
    expect(run(4, '06 13:00', ['06 11:00', 'REOPENED'])).toBe(run(4, '06 13:00'));
    expect(run(4, '06 15:00', ['06 11:00', 'COMPLETED'], ['06 12:00', 'COMPLETED'])).toBe('MET 06 14:00 1+3');
  });
});

describe('changed terms', () => {
  const created = ['06 10:00', 'CREATED'] as const;

  it('replay an open clock from its start', () => {
    const i = input(
      completion(4),
      created,
      ['06 11:00', 'PAUSED'],
      ['06 12:00', 'RESUMED'],
      ['06 13:00', { targets: { COMPLETION: 1.5 * HOUR } }],
    );
    expect(gist(clock(i, '06 12:59', 'COMPLETION'))).toMatch(/^RUNNING 06 15:00/);
    expect(gist(clock(i, '06 13:00', 'COMPLETION'))).toBe('BREACHED 06 12:30 2+-0.5 paused 1 since 06 12:30');
  });

  it('withdraw a breach that the replay proves wrong', () => {
    const i = input(completion(1), created, ['06 12:00', { targets: { COMPLETION: 5 * HOUR } }]);
    expect([clock(i, '06 11:59', 'COMPLETION').state, clock(i, '06 12:00', 'COMPLETION').state]).toEqual([
      'BREACHED',
      'RUNNING',
    ]);
  });

  it('may bring another calendar or other pausing metrics alone', () => {
    const paused = [
      ['06 11:00', 'PAUSED'],
      ['06 12:00', 'RESUMED'],
    ] as const;
    const i = input(
      completion(10),
      created,
      ...paused,
      ['06 13:00', { calendar: always }],
      ['06 14:00', { pausingMetrics: [] }],
    );
    expect(gist(clock(i, '06 12:30', 'COMPLETION'))).toMatch(/^RUNNING 09 13:00/);
    expect(gist(clock(i, '06 13:30', 'COMPLETION'))).toMatch(/^RUNNING 06 21:00/);
    expect(gist(clock(i, '06 14:00', 'COMPLETION'))).toBe('RUNNING 06 20:00 4+6');
  });

  it('end the clock of a metric that has no target any more, and start one that gets a target', () => {
    const i = input(completion(4), created, ['06 11:00', { targets: { FIRST_RESPONSE: HOUR } }]);
    expect(evaluateClocks(i, t('06 11:00')).map((c) => `${c.metric} ${gist(c)}`)).toEqual([
      'FIRST_RESPONSE RUNNING 06 11:00 1+0',
    ]);
  });

  it('leave the verdict of what had stopped; a reopened COMPLETION follows the new ones', () => {
    const i = input(
      { targets: every },
      created,
      ['06 10:50', 'STAFF_REPLY'],
      ['06 11:00', 'COMPLETED'],
      ['06 12:00', { targets: { FIRST_RESPONSE: 60, COMPLETION: 60 } }],
      ['06 13:00', 'REOPENED'],
    );
    expect(clock(i, '06 14:00', 'FIRST_RESPONSE').state).toBe('MET');
    expect(clock(i, '06 12:30', 'COMPLETION').state).toBe('MET');
    expect(clock(i, '06 13:30', 'COMPLETION')).toMatchObject({
      state: 'BREACHED',
      targetSeconds: 60,
      breachedAt: t('06 10:01'),
    });
  });
});

describe('events that come as they please', () => {
  it('out of order they are put in order; at the same instant the list decides', () => {
    const told = input(completion(4), ['06 13:00', 'RESUMED'], ['06 10:00', 'CREATED'], ['06 12:00', 'PAUSED']);
    expect(gist(clock(told, '06 13:30', 'COMPLETION'))).toBe('RUNNING 06 15:00 2.5+1.5 paused 1');
    const same = input(completion(4), ['06 10:00', 'CREATED'], ['06 12:00', 'RESUMED'], ['06 12:00', 'PAUSED']);
    expect(clock(same, '06 12:30', 'COMPLETION').state).toBe('PAUSED');
  });

  it('without CREATED nothing happens; a second CREATED and what came before the first count for nothing', () => {
    expect(
      evaluateClocks(input(completion(4), ['06 10:00', 'STAFF_REPLY'], ['06 11:00', 'COMPLETED']), t('06 12:00')),
    ).toEqual([]);
    const told = input(completion(4), ['06 09:00', 'PAUSED'], ['06 10:00', 'CREATED'], ['06 11:00', 'CREATED']);
    expect(gist(clock(told, '06 12:00', 'COMPLETION'))).toBe('RUNNING 06 14:00 2+2');
  });
});

describe('watching a clock', () => {
  const i = input(
    { calendar: office, targets: { COMPLETION: 4 * HOUR } },
    ['06 10:00', 'CREATED'],
    ['06 11:00', 'PAUSED'],
    ['06 12:00', 'RESUMED'],
    ['06 13:00', 'COMPLETED'],
    ['06 14:00', 'REOPENED'],
  );
  const shares = (at: string) =>
    inspectClocks(i, t(at), (c) => [0.25, 0.75, 1, 1.5].map((share) => share * c.targetSeconds));

  it('changes next when it is due, if it runs', () => {
    expect(
      ['06 10:30', '06 11:30', '06 12:30', '06 13:30', '06 15:00', '06 16:00', '06 16:01'].map((at) =>
        shortly(shares(at)[0]!.nextChangeAt),
      ),
    ).toEqual(['06 14:00', null, '06 15:00', null, '06 16:00', '06 16:00', null]);
  });

  it('milestones move as the due instant does; those after it too', () => {
    const reached = (at: string) => shares(at)[0]!.milestones.map((m) => shortly(m.reachedAt));
    expect(reached('06 10:30')).toEqual(['06 11:00', '06 13:00', '06 14:00', '06 16:00']);
    expect(reached('06 11:30')).toEqual(['06 11:00', null, null, null]);
    expect(reached('06 13:30')).toEqual(['06 11:00', null, null, null]);
    expect(reached('06 14:30')).toEqual(['06 11:00', '06 15:00', '06 16:00', '09 10:00']);
  });

  it('its segments prove its figures', () => {
    const [c] = shares('06 15:30');
    expect(c!.segments.map((s) => `${s.kind} ${shortly(s.from)} ${shortly(s.to)} ${s.openMs / HOUR / 1000}`)).toEqual([
      'RUNNING 06 10:00 06 11:00 1',
      'PAUSED 06 11:00 06 12:00 1',
      'RUNNING 06 12:00 06 13:00 1',
      'COMPLETED 06 13:00 06 14:00 1',
      'RUNNING 06 14:00 06 15:30 1.5',
    ]);
  });
});
