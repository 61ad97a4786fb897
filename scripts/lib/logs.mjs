// The logs of the children: kept in files, their warnings and errors also shown.
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, renameSync, statSync } from 'node:fs';

const ROTATE_AT = 20 * 1024 * 1024;
const WARN = 40;
/** @type {Record<string, number>} */
const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

/** @param {string} path */
export function rotate(path) {
  if (existsSync(path) && statSync(path).size > ROTATE_AT) renameSync(path, `${path}.1`);
}

/** @param {string} line @returns {{ level: number, text: string }} one line of a log as a person reads it */
export function readable(line) {
  if (!line.startsWith('{')) return { level: 0, text: line };
  try {
    const { level, time, msg, err, error } = JSON.parse(line);
    const value = typeof level === 'string' ? (LEVELS[level] ?? 0) : Number(level ?? 0);
    const name = Object.keys(LEVELS).find((key) => LEVELS[key] === value) ?? '';
    const cause = err ?? error;
    const reason =
      typeof cause === 'string' ? cause : (cause?.stack?.split('\n').slice(0, 4).join('\n') ?? cause?.message);
    const at = time ? `${new Date(time).toISOString().slice(11, 19)} ` : '';
    return { level: value, text: `${at}${name} ${msg ?? ''}${reason && reason !== msg ? `: ${reason}` : ''}` };
  } catch {
    return { level: 0, text: line };
  }
}

/** @param {string} path */
export const sizeOf = (path) => (existsSync(path) ? statSync(path).size : 0);

/** The last lines of a log, from a place on that leaves out earlier runs.
 * @param {string} path @param {number} [from] @param {number} [count] */
export function lastLines(path, from = 0, count = 15) {
  if (!existsSync(path)) return '';
  const own = readFileSync(path).subarray(from);
  return own
    .subarray(-64 * 1024)
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(-count)
    .map((line) => `  ${readable(line).text}`)
    .join('\n');
}

/** What a process says of its own start: milliseconds of each part. @param {string} path @param {number} from
 * @returns {Record<string, number>} */
export function startupPhases(path, from) {
  const text = readFileSync(path).subarray(from).toString('utf8');
  for (const line of text.split('\n').reverse()) {
    if (line.includes('"msg":"started"')) return JSON.parse(line).phases ?? {};
  }
  return {};
}

/** Shows what a log gains in warnings and errors. @param {string} path @param {(text: string) => void} show */
export function follow(path, show) {
  const fd = openSync(path, 'a+', 0o600);
  let position = fstatSync(fd).size;
  let rest = '';
  const look = () => {
    const fresh = fstatSync(fd).size - position;
    if (fresh <= 0) return;
    const chunk = Buffer.alloc(Math.min(fresh, 4 * 1024 * 1024));
    position += readSync(fd, chunk, 0, chunk.length, position);
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // most lines are of no concern: look before parsing
      if (!/"level":\s*(?:[4-9]\d|"(?:warn|error|fatal))/.test(line)) continue;
      const { level, text } = readable(line);
      if (level >= WARN) show(text);
    }
  };
  const timer = setInterval(look, 300);
  return {
    fd,
    stop() {
      clearInterval(timer);
      look();
      closeSync(fd);
    },
  };
}
