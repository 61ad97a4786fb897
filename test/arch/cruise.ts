import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

const require = createRequire(import.meta.url);

interface ImportRules {
  readonly forbidden: readonly (IForbiddenRuleType & { readonly name: string })[];
  readonly options: ICruiseOptions;
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export const importRules = require('../../.dependency-cruiser.cjs') as ImportRules;

type Arrows = Readonly<Record<string, readonly string[]>>;

/** The arrows: which module may read which, and the same for the slices of large modules. */
export const { modules, slices } = require('../../architecture.cjs') as {
  readonly modules: Arrows;
  readonly slices: Readonly<Record<string, Arrows>>;
};

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** Runs the import rules over the product tree in `folder` (the project itself by default). */
export async function brokenImportRules(folder = ROOT): Promise<{ violations: Violation[]; files: string[] }> {
  const { output } = await cruise(
    ['libs', 'src', 'test', 'bench'],
    {
      ...importRules.options,
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: [...importRules.forbidden] },
    },
    importRules.options.enhancedResolveOptions as Record<string, unknown>,
  );
  const { summary, modules: cruised } = output as ICruiseResult;
  return {
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    files: cruised.map(({ source }) => source),
  };
}
