// A sign of life for whatever takes longer than two seconds.
import { OperatorError } from '../../libs/embedded/process.mjs';

const QUIET_MS = 2_000;

/** @typedef {(detail: string) => void} Tell */

/** Runs the work; once it takes long, says what it is and for how long it has been going.
 * @template T
 * @param {string} label
 * @param {(tell: Tell) => Promise<T>} work
 * @returns {Promise<T>} */
export async function withProgress(label, work) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  const { stderr } = process;
  let detail = label;
  let shown = false;
  const show = () => {
    if (Date.now() - begun < QUIET_MS) return;
    shown = true;
    const line = `${detail} … ${seconds()} s`;
    stderr.write(stderr.isTTY ? `\r\x1b[K${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`);
  };
  const timer = setInterval(show, stderr.isTTY ? 1_000 : 5_000);
  const first = setTimeout(show, QUIET_MS);
  const clear = () => {
    clearInterval(timer);
    clearTimeout(first);
    if (shown && stderr.isTTY) stderr.write('\r\x1b[K');
  };
  try {
    const result = await work((text) => {
      detail = text;
    });
    clear();
    if (shown) stderr.write(`${label}: ${seconds()} s\n`);
    return result;
  } finally {
    clear();
  }
}

/** The way out of every script when something failed: a message for what the caller can mend, a stack for our mistakes.
 * @param {unknown} error */
export function report(error) {
  const text = error instanceof OperatorError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\n${text}\n`);
}
