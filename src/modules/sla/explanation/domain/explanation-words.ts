import { instantOf, wallTimeAt } from '#kernel/calendar';
import { type ClockState } from '../../engine/domain/clock-types.js';
import { CLOCK_PHRASES, type Phrase, type PhraseLocale } from './explanation-phrases.js';
import { type TimeSegment } from './explanation.js';

const EN_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const ZH_DAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Exceptions that the sentence about the due time names. */
const LISTED = 6;
/** Names that a segment of several holidays shows. */
const NAMED = 3;

/** Why a pause began. */
export interface PauseWords {
  /** Name of the status, in the language. */
  readonly status: string | null;
  readonly who: string | null;
}

/** Says things about clocks in one language, in the time of one zone. */
export class ClockWords {
  private readonly walls = new Map<number, { readonly date: string; readonly time: string }>();

  constructor(
    readonly locale: PhraseLocale,
    private readonly zone: string,
  ) {}

  say(phrase: Phrase, params: Readonly<Record<string, string | number>> = {}): string {
    return CLOCK_PHRASES[this.locale][phrase].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  }

  /** Open seconds: `4 h 30 min`. */
  time(seconds: number): string {
    const [h, min, s] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60];
    const units = this.locale === 'en' ? ['h', 'min', 's'] : ['小时', '分钟', '秒'];
    const parts = [h, min, s].flatMap((n, i) => (n > 0 ? [`${n} ${units[i] ?? ''}`] : []));
    return parts.length > 0 ? parts.join(' ') : `0 ${units[2] ?? ''}`;
  }

  /** `Mon 23 Feb 2026 11:30`. */
  moment(at: number): string {
    const { date, time } = this.wall(at);
    return `${this.date(date, true)}${this.locale === 'en' ? ' ' : ''}${time}`;
  }

  /** The verdict, and by how much. */
  verdict(clock: ClockState): string {
    const { state, remainingSeconds: left } = clock;
    const phrase: Phrase =
      state === 'MET' && left === 0
        ? 'MET_EXACTLY'
        : (state === 'MISSED' || state === 'BREACHED') && left === 0
          ? `${state}_CLOSED`
          : state;
    return this.say(phrase, {
      metric: this.metric(clock),
      stopped: clock.stoppedAt === null ? '' : this.moment(clock.stoppedAt),
      due: clock.breachedAt === null ? '' : this.moment(clock.breachedAt),
      left: this.time(Math.max(left, 0)),
      late: this.time(Math.max(-left, 0)),
    });
  }

  metric({ metric, cycle }: Pick<ClockState, 'metric' | 'cycle'>): string {
    const name = this.say(metric);
    return cycle > 1 ? this.say('CYCLE', { metric: name, cycle }) : name;
  }

  /** How the due time came about: from when, how much open time, what did not count on the way. */
  due(
    clock: ClockState,
    segments: readonly TimeSegment[],
    namesOf: (segment: TimeSegment) => readonly string[],
  ): string {
    if (clock.state === 'CANCELLED') return this.say('NOT_DUE_CANCELLED');
    const until = clock.dueAt ?? Infinity;
    const params = {
      start: this.moment(clock.startedAt),
      target: this.time(clock.targetSeconds),
      zone: this.place(),
      without: this.without(
        segments.filter((s) => s.from < until),
        namesOf,
      ),
    };
    if (clock.dueAt !== null) return this.say('DUE', { ...params, due: this.moment(clock.dueAt) });
    return clock.state === 'PAUSED' ? this.say('NOT_DUE_PAUSED', params) : this.say('NEVER_DUE');
  }

  segment(segment: TimeSegment, names: readonly string[], pause: PauseWords | null): string {
    const { kind, cause, count } = segment;
    const span = this.span(segment);
    if (kind === 'OPEN')
      return this.say(count > 1 ? 'SEGMENT_OPENS' : 'SEGMENT_OPEN', {
        span: this.say('SPAN', {
          from: this.moment(segment.firstOpening ?? segment.from),
          to: this.moment(segment.lastClosing ?? segment.to),
        }),
        n: count,
        counted: this.time(segment.countedSeconds),
        elapsed: this.time(segment.elapsedSeconds),
        left: this.left(segment.remainingSeconds),
      });
    if (kind === 'CLOSED') return this.say(`SEGMENT_${cause ?? 'OUTSIDE_HOURS'}`, { span, names: this.named(names) });
    const stood = this.time(segment.stoppedSeconds);
    if (kind === 'COMPLETED') return this.say('SEGMENT_COMPLETED', { span, stood });
    return this.say('SEGMENT_PAUSED', { span, stood, status: this.status(pause) });
  }

  /** `a, b and c`. */
  list(parts: readonly string[]): string {
    if (parts.length < 2) return parts.join('');
    return parts.slice(0, -1).join(this.say('LIST')) + this.say('LAST') + (parts[parts.length - 1] ?? '');
  }

  /** The town of the zone in English, its name else. */
  place(zone = this.zone): string {
    return this.locale === 'en' ? (zone.split('/').pop() ?? zone).replaceAll('_', ' ') : zone;
  }

  private left(seconds: number): string {
    return seconds >= 0
      ? this.say('LEFT', { time: this.time(seconds) })
      : this.say('LATE', { time: this.time(-seconds) });
  }

  private status(pause: PauseWords | null): string {
    if (!pause || pause.status === null) return '';
    const { status, who } = pause;
    return who === null ? this.say('STATUS', { status }) : this.say('STATUS_BY', { status, who: this.beside(who) });
  }

  /** In Chinese only what is written in other letters stands between spaces. */
  private beside(word: string): string {
    return this.locale === 'en' || /^\p{Script=Han}.*\p{Script=Han}$/u.test(word) ? word : ` ${word} `;
  }

  private without(segments: readonly TimeSegment[], namesOf: (segment: TimeSegment) => readonly string[]): string {
    const closed = segments.filter((s) => s.kind === 'CLOSED' && s.cause !== 'OUTSIDE_HOURS' && s.cause !== 'BREAK');
    const parts = closed.slice(0, LISTED).map((s) => this.span(s) + this.named(namesOf(s)));
    if (closed.length > LISTED) parts.push(this.say('AND_MORE', { n: closed.length - LISTED }));
    for (const [kind, phrase] of [
      ['PAUSED', 'PAUSES'],
      ['COMPLETED', 'COMPLETED_TIME'],
    ] as const) {
      const seconds = segments.filter((s) => s.kind === kind).reduce((sum, s) => sum + s.stoppedSeconds, 0);
      if (seconds > 0) parts.push(this.say(phrase, { time: this.time(seconds) }));
    }
    return parts.length === 0 ? '' : this.say('WITHOUT', { list: this.list(parts) });
  }

  private named(names: readonly string[]): string {
    if (names.length === 0) return '';
    const shown = names.slice(0, NAMED).join(this.say('NAMES'));
    return this.say('NAMED', { names: names.length > NAMED ? `${shown}${this.say('NAMES')}…` : shown });
  }

  /** Whole dates as dates, anything else by its moments. */
  private span({ from, to }: TimeSegment): string {
    const [begin, end] = [this.wall(from), this.wall(to)];
    if (begin.time !== '00:00' || end.time !== '00:00')
      return this.say('SPAN', { from: this.moment(from), to: this.moment(to) });
    const last = this.wall(this.dayBefore(end.date));
    if (last.date === begin.date) return this.say('ON', { date: this.date(begin.date, false) });
    return this.say('DATES', { from: this.shortDate(begin.date, last.date), to: this.date(last.date, false) });
  }

  private dayBefore(date: string): number {
    return instantOf(this.zone, date, '00:00') - 1;
  }

  private date(date: string, weekday: boolean): string {
    const [year, month, day] = date.split('-').map(Number) as [number, number, number];
    const name = new Date(`${date}T00:00:00Z`).getUTCDay();
    if (this.locale === 'en')
      return `${weekday ? `${EN_DAYS[name] ?? ''} ` : ''}${day} ${EN_MONTHS[month - 1] ?? ''} ${year}`;
    return `${year}年${month}月${day}日${weekday ? `（${ZH_DAYS[name] ?? ''}）` : ''}`;
  }

  /** Without what the later date says again: `17` beside `20 Feb 2026`. */
  private shortDate(date: string, later: string): string {
    const [, month, day] = date.split('-').map(Number) as [number, number, number];
    if (date.slice(0, 4) !== later.slice(0, 4)) return this.date(date, false);
    if (this.locale !== 'en') return this.date(date, false);
    return date.slice(0, 7) === later.slice(0, 7) ? `${day}` : `${day} ${EN_MONTHS[month - 1] ?? ''}`;
  }

  /** Asking for the time of a zone costs more than all the rest, and neighbours share their edges. */
  private wall(at: number): { readonly date: string; readonly time: string } {
    let known = this.walls.get(at);
    if (!known) this.walls.set(at, (known = wallTimeAt(this.zone, at)));
    return known;
  }
}
