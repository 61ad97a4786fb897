import { slices } from './cruise.js';

/** A tree in which everything is allowed, and beside it files that each break one rule. */
export const LAWFUL: Readonly<Record<string, string>> = {
  'libs/kernel/index.ts': `export const one = 1;`,
  'libs/platform/database/index.ts': `import { one } from '#kernel'; export * from './database.js'; export const two = one + 1;`,
  'libs/platform/database/database.ts': `export const three = 3;`,
  'libs/platform/graphql/index.ts': `import { Field } from '@nestjs/graphql'; export const field = Field;`,
  'libs/testing/index.ts': `import { two } from '#platform/database'; export const four = two + 2;`,
  'src/main.worker.ts': `import './app/worker.module.js';`,
  'src/app/worker.module.ts': `import '#modules/customers'; import '../modules/customers/worker/index.js';`,
  'src/app/testing/index.ts': `import '../worker.module.js';`,
  'src/modules/identity/index.ts': `export * from './identity.api.js';`,
  'src/modules/identity/identity.api.ts': `import { three } from '#platform/database'; export const offices = three;`,
  'src/modules/identity/graphql/index.ts': `import { field } from '#platform/graphql'; export const officeType = field;`,
  'src/modules/identity/testing/index.ts': `import { offices } from '../identity.api.js'; export const office = offices;`,
  'src/modules/customers/index.ts': `export * from './customers.api.js';`,
  'src/modules/customers/customers.api.ts': `import { move } from './application/move.js'; export const api = move;`,
  'src/modules/customers/seeding.ts': `export * from './application/move.js';`,
  'src/modules/vocabulary/index.ts': `export const LEVELS = ['HIGH'];`,
  'src/modules/customers/domain/tree.ts': `import { one } from '#kernel'; import { LEVELS } from '#modules/vocabulary'; export const tree = [one, LEVELS];`,
  'src/modules/customers/domain/tree.spec.ts': `import { test } from 'vitest'; import { tree } from './tree.js'; test('x', () => void tree);`,
  'src/modules/customers/application/move.ts': `import { offices } from '#modules/identity'; import { tree } from '../domain/tree.js'; export const move = [offices, tree];`,
  'src/modules/customers/application/move.spec.ts': `import '#testing/app'; import { office } from '#modules/identity/testing'; import { move } from './move.js'; void [office, move];`,
  'src/modules/customers/graphql/types.ts': `import { officeType } from '#modules/identity/graphql'; import { move } from '../application/move.js'; export const t = [officeType, move];`,
  'src/modules/customers/graphql/index.ts': `export * from './types.js';`,
  'src/modules/customers/worker/index.ts': `import { move } from '../application/move.js'; export const w = move;`,
  'src/modules/sla/sla.policy.ts': `export const policy = 1;`,
  'src/modules/sla/engine/domain/walk.ts': `import { one } from '#kernel'; export const walk = one;`,
  'src/modules/sla/terms/domain/select.ts': `import { walk } from '../../engine/domain/walk.js'; export const select = walk;`,
  'src/modules/sla/terms/application/publish.ts': `import { policy } from '../../sla.policy.js'; import { select } from '../domain/select.js'; export const publish = [policy, select];`,
  'src/modules/sla/terms/application/publish.spec.ts': `import { price } from '../../credits/application/price.js'; void price;`,
  'src/modules/sla/terms/graphql/types.ts': `import { field } from '#platform/graphql'; export const t = field;`,
  'src/modules/sla/credits/application/price.ts': `import { publish } from '../../terms/application/publish.js'; export const price = publish;`,
  'src/demo/write.ts': `import '#modules/customers/seeding';`,
  'test/e2e/journey.spec.ts': `import '#testing/app'; import '#testing'; import '#modules/customers/seeding';`,
};

export interface Plant {
  /** The rule that has to find it. */
  readonly rule: string;
  readonly file: string;
  readonly text: string;
  /** Further files it needs; they break nothing by themselves. */
  readonly also?: Readonly<Record<string, string>>;
}

/** For each slice an import of one that it may not use, where there is one. */
const SLICE_PLANTS: readonly Plant[] = Object.entries(slices).flatMap(([module, parts]) =>
  Object.entries(parts).flatMap(([slice, allowed]) => {
    const other = Object.keys(parts).find((name) => name !== slice && !allowed.includes(name));
    if (other === undefined) return [];
    const folder = `src/modules/${module}`;
    return {
      rule: `arrows-of-${module}-${slice}`,
      file: `${folder}/${slice}/application/sideways.ts`,
      text: `import '../../${other}/application/target.js';`,
      also: { [`${folder}/${other}/application/target.ts`]: `export const target = 1;` },
    };
  }),
);

export const PLANTS: readonly Plant[] = [
  ...SLICE_PLANTS,
  {
    rule: 'every-import-resolves',
    file: 'src/modules/customers/application/a1.ts',
    text: `import '#platform/nowhere';`,
  },
  { rule: 'every-import-resolves', file: 'src/modules/customers/application/a2.ts', text: `import './nowhere.js';` },
  {
    rule: 'no-cycles',
    file: 'src/modules/customers/application/c1.ts',
    text: `import { b } from './c2.js'; export const a = b;`,
    also: { 'src/modules/customers/application/c2.ts': `import { a } from './c1.js'; export const b = a;` },
  },
  { rule: 'known-modules-only', file: 'src/modules/helpers/index.ts', text: `import '#kernel';` },
  { rule: 'arrows-of-identity', file: 'src/modules/identity/application/up.ts', text: `import '#modules/customers';` },
  {
    rule: 'arrows-of-customers',
    file: 'src/modules/customers/graphql/up.ts',
    text: `import '#modules/contacts/graphql';`,
    also: { 'src/modules/contacts/graphql/index.ts': `export const c = 1;` },
  },
  {
    rule: 'domain-of-slices-is-pure',
    file: 'src/modules/sla/terms/domain/d1.ts',
    text: `import '../application/publish.js';`,
  },
  {
    rule: 'application-knows-no-doors',
    file: 'src/modules/sla/terms/application/door.ts',
    text: `import '../graphql/types.js';`,
  },
  {
    rule: 'no-graphql-outside-graphql-folders',
    file: 'src/modules/sla/terms/application/g1.ts',
    text: `import '#platform/graphql';`,
  },
  {
    rule: 'modules-through-front-doors',
    file: 'src/modules/customers/application/deep.ts',
    text: `import '../../identity/identity.api.js';`,
  },
  {
    rule: 'seeding-doors-for-scenes-only',
    file: 'src/modules/sla/seeded.ts',
    text: `import '#modules/customers/seeding';`,
  },
  {
    rule: 'graphql-doors-from-graphql-only',
    file: 'src/modules/customers/application/door.ts',
    text: `import '#modules/identity/graphql';`,
  },
  {
    rule: 'no-graphql-outside-graphql-folders',
    file: 'src/modules/customers/application/g1.ts',
    text: `import '#platform/graphql';`,
  },
  {
    rule: 'no-graphql-outside-graphql-folders',
    file: 'src/modules/customers/application/g2.ts',
    text: `import 'graphql';`,
  },
  {
    rule: 'no-graphql-outside-graphql-folders',
    file: 'libs/platform/database/g3.ts',
    text: `import type { Node } from '@nestjs/graphql';`,
  },
  { rule: 'arrows-of-vocabulary', file: 'src/modules/vocabulary/up.ts', text: `import '#modules/identity';` },
  { rule: 'domain-is-pure', file: 'src/modules/customers/domain/d0.ts', text: `import '#modules/identity';` },
  { rule: 'domain-is-pure', file: 'src/modules/customers/domain/d1.ts', text: `import '#platform/database';` },
  { rule: 'domain-is-pure', file: 'src/modules/customers/domain/d2.ts', text: `import 'pg';` },
  { rule: 'domain-is-pure', file: 'src/modules/customers/domain/d3.ts', text: `import '../application/move.js';` },
  {
    rule: 'application-knows-no-doors',
    file: 'src/modules/customers/application/w.ts',
    text: `import '../worker/index.js';`,
  },
  {
    rule: 'inside-modules-only-src-app',
    file: 'test/deep.spec.ts',
    text: `import '../src/modules/customers/application/move.js';`,
  },
  {
    rule: 'nothing-needs-the-composition-root',
    file: 'src/modules/customers/application/root.ts',
    text: `import '../../../app/worker.module.js';`,
  },
  { rule: 'libs-know-no-modules', file: 'libs/platform/database/crm.ts', text: `import '#modules/customers';` },
  { rule: 'kernel-is-pure', file: 'libs/kernel/k1.ts', text: `import '#platform/database';` },
  { rule: 'kernel-is-pure', file: 'libs/kernel/k2.ts', text: `import '@nestjs/common';` },
  {
    rule: 'platform-through-front-doors',
    file: 'src/modules/customers/application/pf.ts',
    text: `import '../../../../libs/platform/database/database.js';`,
  },
  {
    rule: 'platform-parts-through-front-doors',
    file: 'libs/platform/outbox/index.ts',
    text: `import '../database/database.js';`,
  },
  { rule: 'no-test-code-in-the-product', file: 'src/modules/customers/application/t1.ts', text: `import '#testing';` },
  {
    rule: 'no-test-code-in-the-product',
    file: 'src/modules/customers/application/t2.ts',
    text: `import '#modules/identity/testing';`,
  },
  {
    rule: 'no-development-packages-in-the-product',
    file: 'src/modules/customers/application/dev.ts',
    text: `import 'fast-check';`,
  },
  { rule: 'packages-are-declared', file: 'src/modules/customers/application/np.ts', text: `import 'pg-types';` },
];

/** Reached by the worker through a file of its own: a tree apart, since it makes the whole worker unlawful. */
export const WORKER_PLANT: Plant = {
  rule: 'worker-loads-no-graphql',
  file: 'src/app/worker.module.ts',
  text: `import '../modules/customers/graphql/index.js';`,
};
