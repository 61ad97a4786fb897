import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cruise.js';

export interface Source {
  /** Path from the project's root. */
  readonly path: string;
  readonly text: string;
}

/** All files below the folders whose names end so. */
export function sourcesBelow(folders: readonly string[], ending = /\.ts$/): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
  );
}

export const isTest = (path: string): boolean => /\.spec\.ts$|\/testing\/|^libs\/testing\/|^test\//.test(path);

/** The module a file belongs to. */
export const moduleOf = (path: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(path)?.[1];

/** What a test shows of a finding. */
export const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;
