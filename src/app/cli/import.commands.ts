import { parseArgs } from 'node:util';
import { systemCtx } from '#platform/context';
import { IMPORT_KINDS, ImportError, RunImport, type ImportKind, type ImportReport } from '#modules/intake';
import { CliError, type Command } from './command.js';
import { ImportMeter } from './import-meter.js';

const OPTIONS = {
  mapping: { type: 'string' },
  office: { type: 'string' },
  rejects: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'no-judge': { type: 'boolean' },
} as const;

const number = (n: number): string => n.toLocaleString('en-GB');

/** `import`: real data, through the same use cases as the API. */
export const importCommand: Command = {
  usage: 'import incidents|revenue FILE [--dry-run] [--mapping FILE] [--rejects FILE] [--office CODE] [--no-judge]',
  description:
    'Imports a CSV file, gzipped or plain. Interrupted, it goes on where it was; repeated, it changes nothing.',
  async run({ args, app, say }) {
    const { kind, path, values } = wordsOf(args);
    const intake = (await app()).get(RunImport, { strict: false });
    const meter = new ImportMeter(path, process.stderr);
    const begun = performance.now();
    let report: ImportReport;
    try {
      report = await intake.run(systemCtx('import'), {
        kind,
        path,
        mappingPath: values.mapping,
        officeCode: values.office,
        rejectPath: values.rejects,
        dryRun: values['dry-run'] ?? false,
        leaveToWorkers: values['no-judge'] ?? false,
        onProgress: (progress) => meter.show(progress),
      });
    } catch (error) {
      if (error instanceof ImportError) throw new CliError(error.message);
      say('Interrupted. What counts as done is done; the same command goes on from there.');
      throw error;
    } finally {
      meter.clear();
    }
    const seconds = (performance.now() - begun) / 1000;
    for (const line of summaryOf(report, values['dry-run'] ?? false, seconds)) say(line);
  },
};

function wordsOf(args: readonly string[]) {
  const { usage } = importCommand;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [word = '', path, ...more] = positionals;
    const kind = IMPORT_KINDS.find((k) => k.toLowerCase() === word);
    if (kind === undefined || path === undefined || more.length > 0) throw new CliError(`How to use it: ${usage}`);
    return { kind: kind as ImportKind, path, values };
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${(error as Error).message}\nHow to use it: ${usage}`);
  }
}

function summaryOf(report: ImportReport, dryRun: boolean, seconds: number): string[] {
  const { counts, created, rejections, resumedAfter, rejectFile } = report;
  const { read, taken, unchanged, rejected } = counts;
  const lines = [
    `${number(read)} rows read = ${number(taken)} taken + ${number(unchanged)} unchanged + ${number(rejected)} rejected, in ${seconds.toFixed(1)} s (mapping ${report.mappingName}).`,
  ];
  if (resumedAfter !== null)
    lines.push(`Taken up again after an interruption: ${number(resumedAfter)} rows had been done before.`);
  const made = Object.entries(created).filter(([, n]) => n > 0);
  if (made.length > 0) lines.push(`Made: ${made.map(([what, n]) => `${number(n)} ${wordsFor(what)}`).join(', ')}.`);
  else if (taken === 0) lines.push('Nothing was new; nothing was changed.');
  for (const [code, n] of Object.entries(rejections)) lines.push(`Rejected: ${number(n)} rows as ${code}.`);
  if (rejectFile !== null) lines.push(`Rejected rows with their reasons: ${rejectFile}`);
  lines.push(...report.after);
  if (dryRun) lines.push('This was a dry run: everything was tried, nothing was kept.');
  return lines;
}

/** `contactTypes` is written `contact types`. */
const wordsFor = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
