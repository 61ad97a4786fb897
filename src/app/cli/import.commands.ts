import { parseArgs } from 'node:util';
import { systemCtx } from '#platform/context';
import { categoryOf } from '#platform/messages';
import { IMPORT_KINDS, ImportError, ImportsApi, type ImportKind, type ImportReport } from '#modules/imports';
import { CliError, type Command } from './command.js';
import { ImportMeter } from './import-meter.js';

const OPTIONS = {
  mapping: { type: 'string' },
  office: { type: 'string' },
  rejects: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'no-evaluate': { type: 'boolean' },
} as const;

const number = (n: number): string => n.toLocaleString('en-GB');

/** `import`: real data, through the same use cases as the API. */
export const importCommand: Command = {
  usage:
    'import incidents|revenue|rates FILE [--dry-run] [--mapping FILE] [--rejects FILE] [--office CODE] [--no-evaluate]',
  description:
    'Imports a CSV file, plain or gzipped. An interrupted import resumes where it stopped; repeating a completed one changes nothing.',
  async run({ args, app, say }) {
    const { kind, path, values } = wordsOf(args);
    const importing = (await app()).get(ImportsApi, { strict: false });
    const meter = new ImportMeter(path, process.stderr);
    const begun = performance.now();
    let report: ImportReport;
    try {
      report = await importing.run(systemCtx('import'), {
        kind,
        path,
        mappingPath: values.mapping,
        officeCode: values.office,
        rejectPath: values.rejects,
        dryRun: values['dry-run'] ?? false,
        leaveToWorkers: values['no-evaluate'] ?? false,
        onProgress: (progress) => meter.show(progress),
      });
    } catch (error) {
      if (error instanceof ImportError) throw new CliError(error.message);
      say('Interrupted. Committed rows are kept; run the same command again to resume.');
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
    if (kind === undefined || path === undefined || more.length > 0) throw new CliError(`Usage: ${usage}`);
    return { kind: kind as ImportKind, path, values };
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${(error as Error).message}\nUsage: ${usage}`);
  }
}

function summaryOf(report: ImportReport, dryRun: boolean, seconds: number): string[] {
  const { counts, created, rejections, resumedAfter, rejectFile } = report;
  const { read, taken, unchanged, rejected } = counts;
  const lines = [
    `${number(read)} rows read = ${number(taken)} imported + ${number(unchanged)} unchanged + ${number(rejected)} rejected, in ${seconds.toFixed(1)} s (mapping ${report.mappingName}).`,
  ];
  if (resumedAfter !== null)
    lines.push(`Resumed after an interruption: ${number(resumedAfter)} rows were already processed.`);
  const made = Object.entries(created).filter(([, n]) => n > 0);
  if (made.length > 0) lines.push(`Created: ${made.map(([what, n]) => `${number(n)} ${wordsFor(what)}`).join(', ')}.`);
  else if (taken === 0) lines.push('No new rows; nothing was changed.');
  for (const [code, n] of Object.entries(rejections))
    lines.push(`Rejected: ${number(n)} rows with ${code} (${categoryOf(code)}).`);
  if (rejectFile !== null) lines.push(`Rejected rows and reasons: ${rejectFile}`);
  lines.push(...report.after);
  if (dryRun) lines.push('Dry run: everything was validated, nothing was saved.');
  return lines;
}

/** `contactTypes` is written `contact types`. */
const wordsFor = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
