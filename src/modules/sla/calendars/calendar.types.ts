import { type CalendarSpec } from '#kernel/calendar';

export interface SlaCalendar {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  /** Number of the version in force. */
  readonly current: number;
  readonly spec: CalendarSpec;
  readonly version: number;
}
