import { weakness } from './secrets.js';

/** One setting: how its text is read and what the operator has to know of it. */
export interface Setting<T> {
  readonly description: string;
  /** Text shown in `.env.example`; undefined for a setting without a default. */
  readonly example?: string;
  /** Turns the text into the value, or throws an Error that says what is expected. */
  readonly parse: (text: string) => T;
  readonly fallback?: () => T;
}

type Values<D extends Record<string, Setting<unknown>>> = {
  readonly [K in keyof D]: D[K] extends Setting<infer T> ? T : never;
};

/** A group of settings that one part of the system reads. */
export interface SettingsGroup<D extends Record<string, Setting<unknown>> = Record<string, Setting<unknown>>> {
  readonly title: string;
  readonly settings: D;
}

interface Given<T> {
  readonly description: string;
  /** Absent: the setting must be given. */
  readonly fallback?: T;
  readonly example?: string;
}

const make = <T>(parse: (text: string) => T, { description, fallback, example }: Given<T>): Setting<T> => ({
  description,
  parse,
  example: example ?? (fallback === undefined || fallback === null ? undefined : String(fallback)),
  fallback: fallback === undefined ? undefined : () => fallback,
});

/** What a text must look like, in a pattern and in words. */
interface Form {
  readonly like?: RegExp;
  readonly expected?: string;
}

function ofForm(value: string, { like, expected }: Form): string {
  if (like && !like.test(value)) throw new Error(`must be ${expected ?? `like ${like.source}`}`);
  return value;
}

/** A text; `min` is the fewest characters it must have. */
export const text = (given: Given<string> & Form & { min?: number }): Setting<string> =>
  make((value) => {
    if (value.length < (given.min ?? 1)) throw new Error(`must have at least ${given.min ?? 1} characters`);
    return ofForm(value, given);
  }, given);

/** A secret of at least `min` characters that is not easily guessed. */
export const secret = (given: Given<string> & { min: number }): Setting<string> => {
  const plain = text(given);
  return { ...plain, parse: (value) => checkedSecret(plain.parse(value)) };
};

/** A secret that may be left out. */
export const optionalSecret = (given: Omit<Given<string>, 'fallback'> & { min: number }): Setting<string | null> => ({
  ...secret(given),
  fallback: () => null,
});

function checkedSecret(value: string): string {
  const wrong = weakness(value);
  if (wrong) throw new Error(`must be hard to guess, but it ${wrong}; make one with: openssl rand -hex 32`);
  return value;
}

/** A text that may be left out. */
export const optionalText = (given: Omit<Given<string>, 'fallback'> & Form): Setting<string | null> =>
  make<string | null>((value) => ofForm(value, given), { ...given, fallback: null });

/** A text that stands for something else; `parse` throws an Error that says what is expected. */
export const parsed = <T>(
  given: Omit<Given<string>, 'fallback'> & { fallback: string; parse: (text: string) => T },
) => {
  const { parse, fallback, description, example } = given;
  return { description, example: example ?? fallback, parse, fallback: () => parse(fallback) } satisfies Setting<T>;
};

/** A whole number within a range, both ends allowed. */
export const integer = (given: Given<number> & { min: number; max: number }): Setting<number> =>
  make((value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < given.min || number > given.max)
      throw new Error(`must be a whole number from ${given.min} to ${given.max}`);
    return number;
  }, given);

export const choice = <T extends string>(options: readonly T[], given: Given<T>): Setting<T> =>
  make((value) => {
    const found = options.find((option) => option === value);
    if (found === undefined) throw new Error(`must be one of ${options.join(', ')}`);
    return found;
  }, given);

/** Thrown at boot; lists everything that is wrong at once. */
export class ConfigError extends Error {}

/** Reads and checks groups of settings from an environment; empty texts count as not given. */
export function readSettings<G extends Record<string, SettingsGroup>>(
  groups: G,
  env: Readonly<Record<string, string | undefined>>,
): { readonly [K in keyof G]: Values<G[K]['settings']> } {
  const problems: string[] = [];
  const out: Record<string, Record<string, unknown>> = {};
  for (const [group, { settings }] of Object.entries(groups)) {
    const values: Record<string, unknown> = {};
    for (const [name, setting] of Object.entries(settings)) {
      const given = env[name];
      try {
        if (given !== undefined && given !== '') values[name] = setting.parse(given);
        else if (setting.fallback) values[name] = setting.fallback();
        else throw new Error('must be set');
      } catch (error) {
        problems.push(`${name} ${(error as Error).message} (${setting.description})`);
      }
    }
    out[group] = values;
  }
  if (problems.length > 0) throw new ConfigError(`Settings are wrong:\n  ${problems.join('\n  ')}`);
  return out as { [K in keyof G]: Values<G[K]['settings']> };
}

/** The text of `.env.example`, made from the groups so that it cannot lag behind them. */
export function exampleEnv(groups: Record<string, SettingsGroup>): string {
  const lines = ['# Generated from the settings in the code: `npm run cli -- env-example`. Do not edit.'];
  for (const { title, settings } of Object.values(groups)) {
    lines.push('', `# --- ${title}`);
    for (const [name, setting] of Object.entries(settings)) {
      const must = setting.fallback === undefined;
      lines.push(
        `# ${setting.description}${must ? ' Required.' : ''}`,
        `${must ? '' : '# '}${name}=${setting.example ?? ''}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
