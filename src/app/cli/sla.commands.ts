import { readFileSync, statSync } from 'node:fs';
import { CliError, type CliTools, type Command } from './command.js';
import { UnreadableProof, verifyProof, type Verification } from '../../modules/sla/proofs/application/verify-proof.js';

const USAGE = 'sla verify FILE [--key FILE]';
/** What a text of JavaScript can hold. */
const MAX_BYTES = 500_000_000;
/** Differences that are listed; all of them are counted. */
const MAX_LISTED = 50;

/** `sla`: what a customer can do with what we send him. Needs neither a database nor settings. */
export const slaCommand: Command = {
  usage: USAGE,
  description:
    'Checks a signed SLA proof from the file alone: its signature (by the public key in --key FILE, else by the one in it), every verdict and every total. Ends with 0 when all of it holds, else with 1.',
  async run(tools) {
    const [verb, ...rest] = tools.args;
    const { file, keyFile } = argumentsOf(rest);
    if (verb !== 'verify' || file === undefined) throw new CliError(`sla takes: ${USAGE}`);
    const key = keyFile === undefined ? null : readText(keyFile);
    const text = readText(file);
    let result: Verification;
    try {
      result = verifyProof(text, { key });
    } catch (error) {
      if (!(error instanceof UnreadableProof)) throw error;
      tools.say(error.message);
      tools.say('The proof does NOT hold.');
      process.exitCode = 1;
      return;
    }
    tell(tools, result);
    process.exitCode = result.differences.length === 0 ? 0 : 1;
  },
};

function argumentsOf(args: readonly string[]): { file?: string; keyFile?: string } {
  const files: string[] = [];
  let keyFile: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '--key') {
      keyFile = args[++i];
      if (keyFile === undefined) throw new CliError('--key needs the name of a file with the public key.');
    } else if (word.startsWith('--')) throw new CliError(`sla verify knows no ${word}; it takes: ${USAGE}`);
    else files.push(word);
  }
  if (files.length > 1) throw new CliError(`sla verify takes one file, not ${files.length}.`);
  return { file: files[0], keyFile };
}

function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES)
      throw new CliError(
        `${file} has ${size} bytes; at most ${MAX_BYTES} can be checked at once. Ask for proofs of shorter periods.`,
      );
    // Bytes that are no UTF-8 must not pass as something else.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof CliError) throw error;
    if (error instanceof TypeError) throw new CliError(`${file} is not a text in UTF-8.`);
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function tell({ say }: CliTools, { proof, requests, clocks, differences, trusted }: Verification): void {
  const { body, seal } = proof;
  const customer = body.customers.find((c) => c.id === body.customer);
  say(`Proof ${body.id} about ${customer?.name ?? body.customer} (${customer?.code ?? '?'}) and those below`);
  say(`Requests created from ${body.period.from} to ${body.period.to}, verdicts as of ${body.asOf}`);
  say(`${requests} requests, ${clocks} clocks: judged anew from the events, terms and calendars in the file.`);
  const { met, missed, breached, running, paused, cancelled, attainment } = body.totals;
  say(
    `Met ${met}, missed ${missed}, breached ${breached}, running ${running}, paused ${paused}, cancelled ${cancelled}; attainment ${attainment ?? 'none yet'}`,
  );
  for (const c of body.totals.credits)
    say(
      `Credit ${c.credit} ${c.currency} for ${c.breaches} breaches in the ${c.period.toLowerCase()} of ${c.periodStart}`,
    );
  const count = (about: string): number => differences.filter((d) => d.about === about).length;
  const signature = count('SIGNATURE') + count('FILE');
  say(`Signature: ${signature === 0 ? 'valid' : 'NOT valid'}, key ${seal.keyId}`);
  say(`Verdicts: ${count('VERDICT') === 0 ? 'all as stated' : `${count('VERDICT')} differences`}`);
  say(`Totals: ${count('TOTALS') === 0 ? 'as stated' : `${count('TOTALS')} differences`}`);
  for (const { about, where, stated, computed } of differences.slice(0, MAX_LISTED))
    say(`  ${about.toLowerCase()} ${where}: stated ${stated}; in truth ${computed}`);
  if (differences.length > MAX_LISTED) say(`  … and ${differences.length - MAX_LISTED} more.`);
  if (differences.length > 0) say('The proof does NOT hold.');
  else if (trusted) say('The proof holds.');
  else
    say(
      `The proof holds in itself, but whose key ${seal.keyId} is was not checked, and anybody can sign: get the published key from slaProofKeys and give it with --key FILE.`,
    );
}
