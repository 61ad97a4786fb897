import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { type Failure } from '#kernel';
import { compileCalendar, isCalendarInstant, type Calendar } from '#kernel/calendar';
import { SignedIn } from '#platform/access';
import { Costs } from '#platform/graphql';
import { InvalidInputError } from '#platform/messages';
import { calendarFailures } from '../../calendars/application/calendar-checks.js';
import { previewOf } from '../application/preview.js';
import { CalendarInput, specOf } from '../../calendars/graphql/calendar.inputs.js';
import { OpenStateType, SlaPreviewInput, SlaPreviewStateType } from './preview.types.js';

const MAX_INT = 2 ** 31 - 1;
/** Years that open time is counted over at once. */
const MAX_YEARS = 100;
const CALENDAR = { description: 'The calendar to ask.' };

/** Arithmetic that anybody may check against his own; stores nothing. */
@Resolver()
export class PreviewResolver {
  @Query(() => [SlaPreviewStateType], {
    description:
      'What these terms would do with these events; stores nothing. One state per instant in `at`, in order.',
  })
  @SignedIn()
  @Costs(10_000)
  slaPreview(
    @Args('input', { description: 'Terms, events and instants.' }) { calendar, events, at, ...rest }: SlaPreviewInput,
  ): SlaPreviewStateType[] {
    const states = previewOf({
      ...rest,
      calendar: specOf(calendar),
      events: events.map((e) => ({ ...e, at: e.at.getTime(), calendar: e.calendar ? specOf(e.calendar) : null })),
      at: at.map((instant) => instant.getTime()),
    });
    states.forEach((clocks, i) => {
      for (const { elapsedSeconds: seconds } of clocks)
        if (seconds > MAX_INT) throw wrong('TOO_MANY_SECONDS', `at.${i}`, { seconds, max: MAX_INT });
    });
    return at.map((instant, i) => ({
      at: instant,
      clocks: (states[i] ?? []).map((clock) => ({
        ...clock,
        dueAt: date(clock.dueAt),
        startedAt: new Date(clock.startedAt),
        stoppedAt: date(clock.stoppedAt),
        breachedAt: date(clock.breachedAt),
      })),
    }));
  }

  @Query(() => Int, {
    description: 'Open seconds from `from` to `to` (negative when `to` is earlier), rounded towards zero.',
  })
  @SignedIn()
  @Costs(2_000)
  openSeconds(
    @Args('calendar', CALENDAR) calendar: CalendarInput,
    @Args('from', { description: 'Where counting begins.' }) from: Date,
    @Args('to', { description: 'Where counting ends.' }) to: Date,
  ): number {
    if (Math.abs(to.getTime() - from.getTime()) > MAX_YEARS * 366 * 86_400_000 && calendar.always !== true)
      throw wrong('CALENDAR_SPAN_TOO_LONG', 'to', { max: MAX_YEARS });
    const seconds = Math.trunc(ready(calendar, { from, to }).openMs(from.getTime(), to.getTime()) / 1000);
    if (Math.abs(seconds) > MAX_INT) throw wrong('TOO_MANY_SECONDS', 'to', { seconds, max: MAX_INT });
    // No negative zero.
    return seconds + 0;
  }

  @Query(() => Date, {
    description:
      'The instant reached after that many open seconds; time used up exactly at closing is reached at closing. Negative counts back. Zero gives the next opening (`from` itself when open).',
  })
  @SignedIn()
  @Costs(2_000)
  addOpenSeconds(
    @Args('calendar', CALENDAR) calendar: CalendarInput,
    @Args('from', { description: 'Where counting begins.' }) from: Date,
    @Args('seconds', { type: () => Int, description: 'Open seconds to go.' }) seconds: number,
  ): Date {
    const [asked, ms] = [ready(calendar, { from }), seconds * 1000];
    const reached = asked.addOpenMs(from.getTime(), ms);
    if (reached === undefined) {
      const outside = asked.whyUnreached(from.getTime(), ms) === 'OUT_OF_RANGE';
      throw wrong(outside ? 'REACHED_OUT_OF_RANGE' : 'NEVER_REACHED', 'seconds');
    }
    return new Date(reached);
  }

  @Query(() => OpenStateType, {
    description:
      'Whether the calendar is open at that instant, the next opening (that instant itself when open) and the next closing.',
  })
  @SignedIn()
  @Costs(2_000)
  openAt(
    @Args('calendar', CALENDAR) calendar: CalendarInput,
    @Args('at', { description: 'The instant.' }) at: Date,
  ): OpenStateType {
    const asked = ready(calendar, { at });
    return {
      open: asked.isOpen(at.getTime()),
      nextOpening: date(asked.nextOpening(at.getTime()) ?? null),
      nextClosing: date(asked.nextClosing(at.getTime()) ?? null),
    };
  }
}

/** The calendar, ready to be asked about those instants. */
function ready(calendar: CalendarInput, instants: Readonly<Record<string, Date>>): Calendar {
  const spec = specOf(calendar);
  const failures: Failure[] = calendarFailures('calendar', spec);
  for (const [field, instant] of Object.entries(instants))
    if (!isCalendarInstant(instant.getTime())) failures.push({ code: 'INSTANT_OUT_OF_RANGE', field });
  if (failures.length > 0) throw new InvalidInputError(failures);
  return compileCalendar(spec, { reachYears: MAX_YEARS });
}

function wrong(code: string, field: string, params?: Failure['params']): InvalidInputError {
  return new InvalidInputError([{ code, field, params }]);
}

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
