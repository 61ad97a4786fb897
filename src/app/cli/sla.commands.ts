import { readFileSync, statSync } from 'node:fs';
import { CliError, type CliTools, type Command } from './command.js';
import {
  UnreadableProof,
  verifyProof,
  type Verification,
  type ZoneRulesUsed,
} from '../../modules/sla/proofs/application/verify-proof.js';

const USAGE = 'sla verify FILE [--key FILE]';
/** What a text of JavaScript can hold. */
const MAX_BYTES = 500_000_000;
/** Differences that are listed; all of them are counted. */
const MAX_LISTED = 50;

/** `sla`: what a customer can do with what we send him. Needs neither a database nor settings. */
export const slaCommand: Command = {
  usage: USAGE,
  description:
    'Verifies a signed SLA proof offline: its signature (with the public key in --key FILE, or with the one in the proof), every verdict and every total. Exits with 0 if the proof is valid, otherwise with 1.',
  async run(tools) {
    const [verb, ...rest] = tools.args;
    const { file, keyFile } = argumentsOf(rest);
    if (verb !== 'verify' || file === undefined) throw new CliError(`Usage: ${USAGE}`);
    const key = keyFile === undefined ? null : readText(keyFile);
    const text = readText(file);
    let result: Verification;
    try {
      result = verifyProof(text, { key });
    } catch (error) {
      if (!(error instanceof UnreadableProof)) throw error;
      tools.say(error.message);
      tools.say('The proof is NOT valid.');
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
      if (keyFile === undefined) throw new CliError('--key requires a file with the public key.');
    } else if (word.startsWith('--')) throw new CliError(`Unknown option ${word}. Usage: ${USAGE}`);
    else files.push(word);
  }
  if (files.length > 1) throw new CliError(`sla verify requires exactly one file (${files.length} given).`);
  return { file: files[0], keyFile };
}

function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES)
      throw new CliError(
        `${file} has ${size} bytes; at most ${MAX_BYTES} can be verified at once. Request proofs for shorter periods.`,
      );
    // Bytes that are no UTF-8 must not pass as something else.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof CliError) throw error;
    if (error instanceof TypeError) throw new CliError(`${file} is not UTF-8 text.`);
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** By which time zone data the proof was made and verified. */
function zoneRulesInWords({ proof, program }: ZoneRulesUsed): string {
  const own = program ?? 'of an unknown release';
  if (proof.length === 0)
    return `Time zone data: the proof does not name its release; verified with those of this program (${own}).`;
  const used: { since: string; release: string }[] = [];
  for (const { since, release } of proof)
    if (used.at(-1)?.release !== (release ?? 'unknown')) used.push({ since, release: release ?? 'unknown' });
  const words = used.map(({ since, release }, i) => (i === 0 ? release : `${release} since ${since}`)).join(', ');
  return `Time zone data: the proof used ${words} and contains them; verified with these. This program has ${own}.`;
}

function tell({ say }: CliTools, result: Verification): void {
  const { proof, requests, clocks, differences, trusted } = result;
  const { body, seal } = proof;
  const customer = body.customers.find((c) => c.id === body.customer);
  say(`Proof ${body.id} about ${customer?.name ?? body.customer} (${customer?.code ?? '?'}) and its subsidiaries`);
  say(`Requests created from ${body.period.from} to ${body.period.to}, verdicts as of ${body.asOf}`);
  say(`${requests} requests, ${clocks} clocks: re-evaluated from the events, terms and calendars in the file.`);
  say(zoneRulesInWords(result.zoneRules));
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
    say(`  ${about.toLowerCase()} ${where}: stated ${stated}, computed ${computed}`);
  if (differences.length > MAX_LISTED) say(`  … and ${differences.length - MAX_LISTED} more.`);
  if (differences.length > 0) say('The proof is NOT valid.');
  else if (trusted) say('The proof is valid.');
  else
    say(
      `The proof is consistent, but the owner of key ${seal.keyId} was not verified, and anyone can sign a file. Get the published key from slaProofKeys and pass it with --key FILE.`,
    );
}
