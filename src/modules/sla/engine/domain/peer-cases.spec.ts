import { describe, expect, it } from 'vitest';
import { compileCalendar, type Calendar } from '#kernel/calendar';
import {
  calendarSpecOf,
  loadPeerCases,
  type CalendarInput,
  type PeerCheck,
  type PreviewClock,
  type SlaPreviewInput,
} from '../../../../../test/fixtures/peer-cases.js';
import type { ClockState, RequestEvent } from './clock-types.js';
import { evaluateClocksAt } from './evaluate-clocks.js';
import { targetsOf, validateEvents, validateTargets } from './validate-clock-input.js';

const folder = new URL('../../../../../../shared/data/sla-cases', import.meta.url).pathname;
const cases = loadPeerCases(folder);

/** Facts that peers state in their own tests, wherever their rule is ours. */
describe.skipIf(!cases)(`cases of peers (from ${folder}; skipped when the folder is absent)`, () => {
  it.each(titled(cases?.checks ?? []))('%s', (_title, check) => ask(check));

  it('leaves out only what another rule decides', () => {
    const reasons: Record<string, string[]> = {};
    for (const { id, fact, reason } of cases?.excluded ?? [])
      (reasons[reason] ??= []).push(fact ? `${id}:${fact}` : id);
    const asked = new Set(cases?.checks.map((check) => check.id));
    const whole = (cases?.excluded ?? []).filter(({ id }) => !asked.has(id)).map(({ id }) => id);
    console.info(`${asked.size} cases asked, ${new Set(whole).size} left out whole`, reasons);
    expect(asked.size).toBeGreaterThan(new Set(whole).size * 10);
  });
});

function titled(checks: readonly PeerCheck[]): [string, PeerCheck][] {
  return checks.map((check, i) => [`${check.id} ${check.call} #${i}`, check]);
}

function ask(check: PeerCheck): void {
  switch (check.call) {
    case 'openSeconds': {
      const seconds = compile(check.calendar).openMs(ms(check.from), ms(check.to)) / 1000;
      if (check.expected === 'SOME') expect(seconds).toBeGreaterThan(0);
      else expect(seconds).toBe(check.expected);
      return;
    }
    case 'addOpenSeconds': {
      const at = compile(check.calendar).addOpenMs(ms(check.from), check.seconds * 1000);
      expect(at === undefined ? 'ERROR' : iso(at)).toBe(check.expected);
      return;
    }
    case 'openAt': {
      const calendar = compile(check.calendar);
      const at = ms(check.at);
      const { open, nextOpening, nextClosing } = check.expected;
      if (open !== undefined) expect(calendar.isOpen(at)).toBe(open);
      if (nextOpening !== undefined) expect(iso(calendar.nextOpening(at)!)).toBe(nextOpening);
      if (nextClosing !== undefined) expect(iso(calendar.nextClosing(at)!)).toBe(nextClosing);
      return;
    }
    case 'slaPreviewRefused':
      expect(validateTargets(check.input.targets)).not.toEqual([]);
      return;
    case 'slaPreview': {
      const states = preview(check.input);
      const said = check.facts.map(({ name, at, expected }) => ({ name, at, value: normal(expected) }));
      const read = check.facts.map(({ name, at, read: find }) => ({ name, at, value: normal(find(states.get(at)!)) }));
      expect(read).toEqual(said);
    }
  }
}

function preview(input: SlaPreviewInput): Map<string, PreviewClock[]> {
  const events = input.events.map(
    (event): RequestEvent =>
      ({
        ...event,
        at: ms(event.at),
        calendar: event.calendar && compile(event.calendar),
        targets: event.targets && targetsOf(event.targets),
      }) as RequestEvent,
  );
  expect(validateEvents(events)).toEqual([]);
  expect(validateTargets(input.targets)).toEqual([]);
  const terms = {
    calendar: compile(input.calendar),
    targets: targetsOf(input.targets),
    pausingMetrics: input.pausingMetrics,
  };
  const states = evaluateClocksAt({ terms, events }, input.at.map(ms));
  return new Map(input.at.map((at, i) => [at, states[i]!.map(shown)]));
}

function shown(clock: ClockState): PreviewClock {
  const text = (at: number | null): string | null => (at === null ? null : iso(at));
  return { ...clock, dueAt: text(clock.dueAt), stoppedAt: text(clock.stoppedAt) };
}

function compile(input: CalendarInput): Calendar {
  return compileCalendar(calendarSpecOf(input));
}

/** Peers write the same instant in several ways. */
function normal(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-.*T/.test(value) ? iso(ms(value)) : value;
}

function ms(text: string): number {
  return Date.parse(text);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
