import { type Locale } from '#platform/context';
import { type ClockDetail } from '../../engine/domain/evaluate-clocks.js';
import { lifeOf, type ClockLife, type TimeSegment, type TimeSegmentTotal } from '../domain/explanation.js';
import { exceptionsWithin } from '../domain/explanation-exceptions.js';
import { ClockWords } from '../domain/explanation-words.js';
import { type SlaClock } from '../../monitoring/clock.types.js';
import { type NamedCalendar, type NamedMove } from './explanation-sources.js';
import { type ApplicableTerms } from '../../monitoring/application/build-timeline.js';

/** Something on the way that moved a clock. */
export interface ClockAdjustment {
  /** When it took effect. */
  readonly at: Date;
  /** TARGET_REMOVED: the clock is there no more. RECALCULATED: what it stood on from the start was changed later. */
  readonly cause:
    | 'TERMS_MOVED'
    | 'REQUEST_CHANGED'
    | 'CALENDAR_CHANGED'
    | 'RULES_CHANGED'
    | 'DUPLICATE_MERGED'
    | 'RECALCULATED'
    | 'TARGET_REMOVED';
  /** With REQUEST_CHANGED: which values of the request. */
  readonly changed: readonly ('priority' | 'contactTypeId' | 'jobId' | 'branchId' | 'officeId')[];
  readonly applicable: ApplicableTerms | null;
  /** What it runs on since. */
  readonly calendars: readonly NamedCalendar[];
  /** As the ledger has it; undefined when it moved nothing or is not recorded yet. */
  readonly effect: { readonly before: Date | null; readonly after: Date | null } | undefined;
}

/** A segment with the names of what closes or pauses it. */
export interface ExplainedSegment extends Omit<TimeSegment, 'from' | 'to' | 'firstOpening' | 'lastClosing'> {
  /** Position, from 1. */
  readonly no: number;
  readonly from: Date;
  readonly to: Date;
  readonly firstOpening: Date | null;
  readonly lastClosing: Date | null;
  readonly names: Readonly<Record<Locale, readonly string[]>>;
  /** With CLOSED: the calendar that says so, where there are several or it says something of its own. */
  readonly calendar: NamedCalendar | null;
  /** With PAUSED: the status that it was in, and who had set it. */
  readonly pause: NamedMove | null;
  readonly raw: TimeSegment;
}

interface Told {
  readonly clock: SlaClock;
  readonly detail: ClockDetail;
  readonly applicable: ApplicableTerms;
  readonly calendars: readonly NamedCalendar[];
  readonly moves: readonly NamedMove[];
  readonly adjustments: readonly ClockAdjustment[];
  readonly at: number;
}

/** One clock with everything that explains it; what nobody asks for is not worked out. */
export class ExplainedClock {
  readonly clock: SlaClock;
  readonly applicable: ApplicableTerms;
  readonly calendars: readonly NamedCalendar[];
  readonly adjustments: readonly ClockAdjustment[];
  private life: ClockLife | undefined;
  private readonly made = new Map<boolean, readonly ExplainedSegment[]>();
  private readonly words = new Map<Locale, ClockWords>();

  constructor(private readonly told: Told) {
    this.clock = told.clock;
    this.applicable = told.applicable;
    this.calendars = told.calendars;
    this.adjustments = told.adjustments;
  }

  get totals(): readonly TimeSegmentTotal[] {
    return this.lived.totals;
  }

  /** The whole life of the clock; `merged`: ordinary hours summed up. */
  segments(merged: boolean): readonly ExplainedSegment[] {
    let list = this.made.get(merged);
    if (!list) {
      list = this.lived.segments(merged).map((s, i) => this.explained(s, i + 1));
      this.made.set(merged, list);
    }
    return list;
  }

  /** The verdict and by how much; how the due time came about; what it runs on; what happened on the way. */
  sentences(locale: Locale): string[] {
    const words = this.wordsOf(locale);
    const segments = this.segments(true);
    const byRaw = new Map(segments.map((s) => [s.raw, s]));
    return [
      words.verdict(this.told.detail),
      words.due(
        this.told.detail,
        segments.map((s) => s.raw),
        (raw) => byRaw.get(raw)?.names[locale] ?? [],
      ),
      words.say('RUNS_ON', { calendars: calendarsInWords(words, this.applicable, this.calendars) }),
      ...this.adjustments.map((adjustment) => this.turnSentence(adjustment, locale)),
    ];
  }

  segmentSentence(segment: ExplainedSegment, locale: Locale): string {
    const words = this.wordsOf(locale);
    const { pause } = segment;
    const told = pause && {
      status: pause.status[locale],
      who: pause.who ?? words.say(pause.personId === null ? 'SYSTEM' : 'CUSTOMER'),
    };
    return words.segment(segment.raw, segment.names[locale], told);
  }

  turnSentence({ at, cause, changed, applicable, calendars, effect }: ClockAdjustment, locale: Locale): string {
    const words = this.wordsOf(locale);
    const due = (date: Date | null): string => (date ? words.moment(date.getTime()) : words.say('UNKNOWN_DUE'));
    const moved = effect && effect.before?.getTime() !== effect.after?.getTime();
    const params = {
      at: words.moment(at.getTime()),
      effect: moved ? words.say('EFFECT', { before: due(effect.before), after: due(effect.after) }) : '',
      what: words.list(changed.map((value) => words.say(value))),
      terms: termsInWords(words, applicable),
      calendars: applicable ? calendarsInWords(words, applicable, calendars) : '',
      zoneRules: applicable?.zoneRelease ?? '?',
    };
    if (cause === 'RECALCULATED') return words.say('CHANGE_RECALCULATED', params);
    return words.say(`CHANGE_${cause}`, params);
  }

  wordsOf(locale: Locale): ClockWords {
    let words = this.words.get(locale);
    if (!words) this.words.set(locale, (words = new ClockWords(locale, this.calendars[0]?.spec.zone ?? 'UTC')));
    return words;
  }

  private get lived(): ClockLife {
    const { detail, applicable, at } = this.told;
    if (this.life) return this.life;
    const specs = this.calendars.map((c) => c.spec);
    const exceptions = exceptionsWithin(specs, detail.startedAt, detail.stoppedAt ?? at);
    return (this.life = lifeOf(detail, applicable.clockTerms.calendar, exceptions));
  }

  private explained(raw: TimeSegment, no: number): ExplainedSegment {
    const calendar = raw.source === null ? null : (this.calendars[raw.source] ?? null);
    const named = (locale: Locale): string[] => {
      const names = calendar?.names[locale] ?? {};
      return [
        ...new Set(raw.nameKeys.flatMap((keys) => keys.map((key) => names[key]).find((n) => n !== undefined) ?? [])),
      ];
    };
    return {
      ...raw,
      no,
      from: new Date(raw.from),
      to: new Date(raw.to),
      firstOpening: raw.firstOpening === null ? null : new Date(raw.firstOpening),
      lastClosing: raw.lastClosing === null ? null : new Date(raw.lastClosing),
      names: { en: named('en'), 'zh-CN': named('zh-CN') },
      calendar,
      pause: raw.kind === 'PAUSED' ? (this.told.moves.findLast((m) => m.at.getTime() <= raw.from) ?? null) : null,
      raw,
    };
  }
}

function termsInWords(words: ClockWords, applicable: ApplicableTerms | null): string {
  const terms = applicable?.choice?.terms;
  return terms ? words.say('TERMS', { code: terms.code, number: terms.number }) : words.say('NO_TERMS');
}

function calendarsInWords(words: ClockWords, applicable: ApplicableTerms, calendars: readonly NamedCalendar[]): string {
  const list = words.list(
    calendars.map(({ version, code, spec }) =>
      version
        ? words.say('VERSION', { code, number: version.number })
        : words.say('USUAL', { zone: words.place(spec.zone) }),
    ),
  );
  const combination = applicable.choice?.terms.basis.combination ?? 'ONE';
  return calendars.length < 2 || combination === 'ONE' ? list : words.say(combination, { calendars: list });
}
