import { collect } from './collect.js';
import { compare } from './compare.js';
import { type Describer } from './describe.js';
import { type Project } from './program.js';

/** What came of comparing statements with the declared types of their rows. */
export interface Findings {
  /** Statements of which at least one text was described. */
  checked: number;
  columns: number;
  /** `path:line column and what is wrong with it` */
  readonly wrong: string[];
  /** Statements of which no text is known or described, and why: `path:line reason` */
  readonly unchecked: string[];
  /** Statements of which some branches, put together from the sources, make no SQL. */
  readonly partly: string[];
}

/** Compares the statements of the wanted files with what PostgreSQL says of their results. */
export async function check(
  project: Project,
  describer: Describer,
  wanted: (path: string) => boolean,
): Promise<Findings> {
  const findings: Findings = { checked: 0, columns: 0, wrong: [], unchecked: [], partly: [] };
  for (const statement of collect(project, wanted)) {
    const wrong = new Set<string>();
    let refused: string | undefined;
    let columns = 0;
    for (const text of statement.texts) {
      const described = await describer.describe(text);
      if ('refused' in described) {
        refused = described.refused;
        continue;
      }
      columns = Math.max(columns, described.columns.length);
      for (const finding of compare(project, statement, text, described.columns)) wrong.add(finding);
    }
    findings.wrong.push(...wrong);
    if (columns > 0) findings.checked++;
    findings.columns += columns;
    const reason = statement.obstacle ?? refused;
    if (columns === 0) findings.unchecked.push(`${statement.place} ${reason ?? 'no rows'}`);
    else if (refused !== undefined) findings.partly.push(`${statement.place} ${refused}`);
  }
  return findings;
}

/** How many of the findings each file has; a file is named `module/name`, so that moving it within its module is free. */
export function perFile(findings: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const finding of findings) {
    const [, area = '', name = ''] =
      /^(?:src\/modules|libs|src)\/([^/]+)\/(?:\S*\/)?([^/\s:]+):\d+ /.exec(finding) ?? [];
    counts[`${area}/${name}`] = (counts[`${area}/${name}`] ?? 0) + 1;
  }
  return counts;
}
