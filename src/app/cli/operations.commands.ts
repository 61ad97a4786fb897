import { systemCtx } from '#platform/context';
import { JobControl } from '#platform/jobs';
import { DeadLetters } from '#platform/outbox';
import { CliError, type CliTools, type Command } from './command.js';
import { scheduleText } from './jobs-page.js';

const shown = (date: Date | null | undefined): string =>
  date ? date.toISOString().slice(0, 19).replace('T', ' ') : '–';

async function listJobs({ app, say }: CliTools): Promise<void> {
  const jobs = await (await app()).get(JobControl, { strict: false }).list();
  for (const job of jobs) {
    const when = scheduleText(job.schedule);
    const last = job.lastRun ? `${job.lastRun.outcome ?? 'running'} ${shown(job.lastRun.startedAt)}` : '–';
    say(
      `${job.name.padEnd(28)} ${when.padEnd(28)} ${(job.paused ? 'paused' : '').padEnd(7)} next ${shown(job.nextRunAt).padEnd(20)} last ${last}`,
    );
    say(`  ${job.description}`);
  }
}

/** `jobs`: lists, runs, pauses and resumes background jobs. */
export const jobsCommand: Command = {
  usage: 'jobs [list | run NAME | pause NAME | resume NAME]',
  description: 'Lists background jobs with their schedules and last runs; runs, pauses or resumes one.',
  async run(tools) {
    const [verb = 'list', name] = tools.args;
    if (verb === 'list') return listJobs(tools);
    const control = (await tools.app()).get(JobControl, { strict: false });
    const ctx = systemCtx('cli');
    if (!name || !['run', 'pause', 'resume'].includes(verb))
      throw new CliError('Usage: jobs [list | run NAME | pause NAME | resume NAME]');
    const result =
      verb === 'run'
        ? await control.runNow(ctx, name)
        : verb === 'pause'
          ? await control.pause(ctx, name)
          : await control.resume(ctx, name);
    if (!result.ok)
      throw new CliError(`${name}: ${result.failures.map((f) => f.code).join(', ')}. Run "jobs list" for the names.`);
    tools.say(verb === 'run' ? `${name} is queued; a worker will run it.` : `${name} is ${verb}d.`);
  },
};

/** `redrive`: queues dead letters again. */
export const redriveCommand: Command = {
  usage: 'redrive [list | all | ID]',
  description: 'Lists dead letters (event deliveries whose attempts all failed), or queues them again.',
  async run({ args, app, say }) {
    const [which = 'list'] = args;
    const letters = (await app()).get(DeadLetters, { strict: false });
    if (which === 'list') {
      const list = await letters.list();
      for (const l of list)
        say(
          `${l.id}  ${l.handler}  ${l.event ?? '(event no longer stored)'}  ${shown(l.failedAt)}\n  ${l.error.split('\n')[0]}`,
        );
      if (list.length === 0) say('There are no dead letters.');
      return;
    }
    say(`${await letters.redrive(systemCtx('cli'), which)} deliveries queued again.`);
  },
};
