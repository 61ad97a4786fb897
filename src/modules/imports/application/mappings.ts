import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readIncidentMapping, type IncidentMapping } from '../domain/incident-mapping.js';
import { type ImportKind } from '../domain/import-kind.js';
import { readRatesMapping, type RatesMapping } from '../domain/rates-mapping.js';
import { readRevenueMapping, type RevenueMapping } from '../domain/revenue-mapping.js';
import { Shape } from '../domain/shape.js';
import { ImportError } from '../domain/import-error.js';

export type Mapping = IncidentMapping | RevenueMapping | RatesMapping;

export interface LoadedMapping {
  readonly mapping: Mapping;
  readonly name: string;
  /** Of what it says, not of how it is written: descriptions and spaces do not count. */
  readonly digest: string;
}

export interface MappingOptions {
  /** Defaults to the project's own for the kind. */
  readonly path?: string;
  /** Code of the office instead of the mapping's. */
  readonly officeCode?: string;
}

const READERS = {
  INCIDENTS: readIncidentMapping,
  REVENUE: readRevenueMapping,
  RATES: readRatesMapping,
} as const satisfies Record<ImportKind, (shape: Shape) => Mapping>;

/** The mapping that comes with the product. */
export function defaultMappingPath(kind: ImportKind): string {
  const name = join('mappings', `${kind.toLowerCase()}.json`);
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name);
    if (dirname(folder) === folder) throw new Error(`${name} is not there`);
  }
}

/** Reads a mapping; throws an ImportError that lists everything that is wrong with it. */
export async function loadMapping(kind: ImportKind, { path, officeCode }: MappingOptions = {}): Promise<LoadedMapping> {
  const file = path ?? defaultMappingPath(kind);
  const read = Shape.read<Mapping>(parse(await textOf(file), file), READERS[kind]);
  if ('problems' in read) {
    const lines = read.problems.map(({ place, message }) => `  ${place} ${message}`);
    throw new ImportError(`The mapping ${file} is invalid:\n${lines.join('\n')}`);
  }
  const { value } = read;
  const mapping =
    officeCode === undefined || value.kind === 'RATES'
      ? value
      : { ...value, office: { code: officeCode, fallback: null } };
  const canonical = JSON.stringify(mapping, (_, each: unknown) => (each instanceof Map ? [...each] : each));
  return { mapping, name: basename(file), digest: createHash('sha256').update(canonical).digest('base64url') };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ImportError(`The mapping ${file} cannot be read: ${(error as Error).message}`);
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new ImportError(`The mapping ${file} is not JSON: ${(error as Error).message}`);
  }
}
