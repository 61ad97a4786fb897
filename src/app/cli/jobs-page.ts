import { type EventDefinition } from '#platform/outbox';
import { type JobDefinition, type QueueName, type QueueSettings, type Schedule } from '#platform/jobs';

/** A handler of an event, as the page shows it. */
export interface ShownHandler {
  readonly handler: string;
  readonly event: string;
  readonly queue: QueueName;
}

/** What docs/jobs.md says. */
export interface JobsPage {
  readonly jobs: readonly JobDefinition[];
  readonly events: readonly EventDefinition[];
  readonly handlers: readonly ShownHandler[];
  readonly queues: Readonly<Record<string, QueueSettings>>;
}

/** When a job runs by itself, in words; `on demand` without a schedule. */
export function scheduleText(schedule: Schedule | null | undefined): string {
  if (!schedule) return 'on demand';
  return 'everyMs' in schedule ? `every ${schedule.everyMs / 1000} s` : `${schedule.cron} ${schedule.timeZone}`;
}

/** The text of docs/jobs.md. */
export function jobsPage({ jobs, events, handlers, queues }: JobsPage): string {
  const handlersOf = (event: string): string =>
    handlers
      .filter((h) => h.event === event)
      .map((h) => code(h.handler) + (h.queue === 'events' ? '' : ` (queue ${code(h.queue)})`))
      .sort()
      .join(', ');
  return `# Background jobs and events

<!-- Generated from the definitions in the code (npm run schema). Do not edit. -->

Everything runs in worker processes. The first part of a name is the module that defines it. Schedules are the defaults of
the code: operators may change or pause them ([operations](operations.md)). How to write one:
[writing a module](writing-a-module.md).

## Jobs

Cron patterns are minute, hour, day of the month, month, day of the week, in the time zone beside them. A job that runs
alone has at most one run at a time over all workers. A failed run is tried again until the attempts are used up.

${table(
  ['job', 'module', 'queue', 'schedule', 'alone', 'attempts', 'what it does'],
  byName(jobs).map((job) => [
    code(job.name),
    folderOf(job.name),
    code(job.queue),
    job.schedule && 'cron' in job.schedule
      ? `${code(job.schedule.cron)} ${job.schedule.timeZone}`
      : scheduleText(job.schedule),
    job.singleton ? 'yes' : '',
    String(job.attempts),
    job.description,
  ]),
)}

## Queues

${table(
  ['queue', 'runs at once per worker', 'rate over all workers'],
  Object.entries(queues).map(([name, { concurrency, rate }]) => [
    code(name),
    String(concurrency),
    rate ? `${rate.max} per ${rate.perMs / 1000} s` : 'no limit',
  ]),
)}

## Events and their handlers

Each handler takes effect once per event. Live events also reach the subscriptions of the API. Handlers run in the queue
\`events\` unless another one is named.

${table(
  ['event', 'module', 'live', 'handlers'],
  byName(events).map(({ name, live }) => [code(name), folderOf(name), live ? 'yes' : '', handlersOf(name)]),
)}
`;
}

const byName = <T extends { readonly name: string }>(things: readonly T[]): T[] =>
  [...things].sort((a, b) => (a.name < b.name ? -1 : 1));

const code = (text: string): string => `\`${text}\``;

/** The module of a name such as `sla.sweep-breaches`, with a link to its folder. */
function folderOf(name: string): string {
  const [module = ''] = name.split('.');
  return `[${module}](../${module === 'platform' ? 'libs' : 'src/modules'}/${module}/)`;
}

/** A Markdown table with aligned columns, as Prettier writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, i) => Math.max(3, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}
