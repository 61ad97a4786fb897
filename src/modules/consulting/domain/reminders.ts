import { addDays, instantOf } from '#kernel/calendar';

/** When people begin to work, for reminders that nobody needs at night. */
const MORNING = '09:00';

/** The two times at which a deliverable is spoken of, in the zone of its office. Epoch milliseconds. */
export function reminderTimes(
  dueOn: string,
  remindDays: number,
  zone: string,
): { readonly before: number; readonly after: number } {
  return {
    before: instantOf(zone, addDays(dueOn, -remindDays), MORNING),
    after: instantOf(zone, addDays(dueOn, 1), MORNING),
  };
}

/** What is to be said now, and when to speak next. Once it is overdue the reminder before is not made up for. */
export function nextReminder(
  times: { readonly before: number; readonly after: number },
  now: number,
): { readonly say: 'BEFORE' | 'AFTER' | null; readonly next: number | null } {
  if (now >= times.after) return { say: 'AFTER', next: null };
  if (now >= times.before) return { say: 'BEFORE', next: times.after };
  return { say: null, next: times.before };
}
