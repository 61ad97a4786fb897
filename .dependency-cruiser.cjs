/**
 * Who may import whom. The arrows between modules come from architecture.cjs; test/arch/architecture.spec.ts runs these
 * rules over the tree, and over a small tree of planted violations that every rule must find.
 */
const { modules, slices, vocabulary } = require('./architecture.cjs');

const TESTS = '\\.spec\\.ts$|/testing/|^libs/testing/|^test/|^bench/';
/** Parts of the platform that belong to the gateway: API nodes only. */
const GATEWAY = 'libs/platform/(graphql|audit)/';
const GRAPHQL_PACKAGES =
  '(^|/)node_modules/(@nestjs/graphql|graphql|graphql-[^/]+|@graphql-[^/]+/[^/]+|@escape\\.tech/[^/]+)/';
/** The files by which a module is entered from outside. */
const DOORS = '[^/]+/(((graphql|testing)/)?index|seeding)\\.ts$';
/** Words of the business, which even a domain may import. */
const WORDS = `^src/modules/${vocabulary}/index\\.ts$`;
const anyOf = (names) => (names.length > 0 ? `(${names.join('|')})` : '(?!)');

/** One rule per module: it may enter itself and what its arrows point at. */
const arrows = Object.entries(modules).map(([name, allowed]) => ({
  name: `arrows-of-${name}`,
  severity: 'error',
  comment: `architecture.cjs: ${name} may read ${allowed.join(', ') || 'no other module'}; react to others through events.`,
  from: { path: `^src/modules/${name}/` },
  to: { path: '^src/modules/', pathNot: `^src/modules/${anyOf([name, vocabulary, ...allowed])}/` },
}));

/** The same for the slices of a module; tests may set the scene with any of them. */
const sliceArrows = Object.entries(slices).flatMap(([module, parts]) =>
  Object.entries(parts).map(([name, allowed]) => ({
    name: `arrows-of-${module}-${name}`,
    comment: `architecture.cjs: the slice ${name} of ${module} may use ${allowed.join(', ') || 'no other slice'}.`,
    from: { path: `^src/modules/${module}/${name}/`, pathNot: TESTS },
    to: {
      path: `^src/modules/${module}/[^/]+/`,
      pathNot: `^src/modules/${module}/${anyOf([name, ...allowed])}/`,
    },
  })),
);
/** Folders of a layer, of a module and of its slices. */
const layer = (names) => `^src/modules/[^/]+/${names}/|^src/modules/[^/]+/[^/]+/${names}/`;

const forbidden = [
  {
    name: 'every-import-resolves',
    comment: 'An import that is not found would escape all other rules.',
    from: {},
    to: { couldNotResolve: true },
  },
  { name: 'no-cycles', comment: 'Nothing may need itself.', from: {}, to: { circular: true } },
  {
    name: 'known-modules-only',
    comment: 'A new module is drawn in architecture.cjs first.',
    from: { path: '^src/modules/', pathNot: `^src/modules/${anyOf(Object.keys(modules))}/` },
    to: {},
  },
  ...arrows,
  ...sliceArrows,
  {
    name: 'modules-through-front-doors',
    comment:
      'Other modules are entered through index.ts, graphql/index.ts or, by tests, testing/index.ts and seeding.ts.',
    from: { path: '^src/modules/([^/]+)/' },
    to: { path: '^src/modules/', pathNot: `^src/modules/($1/|${DOORS})` },
  },
  {
    name: 'seeding-doors-for-scenes-only',
    comment: 'seeding.ts offers use cases to the demo, the command line and tests; modules ask the Api.',
    from: { path: '^src/modules/', pathNot: TESTS },
    to: { path: '^src/modules/[^/]+/seeding\\.ts$' },
  },
  {
    name: 'graphql-doors-from-graphql-only',
    comment: 'graphql/index.ts is for other graphql folders, so that the worker loads no GraphQL code.',
    from: { path: '^src/modules/', pathNot: `/graphql/|${TESTS}` },
    to: { path: layer('graphql') },
  },
  {
    name: 'no-graphql-outside-graphql-folders',
    comment: 'Rules, storage and background work know nothing of the gateway.',
    from: { path: '^(src/modules|libs/platform|libs/kernel)/', pathNot: `/graphql/|^${GATEWAY}|${TESTS}` },
    to: { path: `^${GATEWAY}|${GRAPHQL_PACKAGES}` },
  },
  {
    name: 'worker-loads-no-graphql',
    comment: 'Nothing the worker process reaches may be GraphQL code.',
    from: { path: '^src/main\\.worker\\.ts$' },
    to: { path: `^${GATEWAY}|${layer('graphql')}|${GRAPHQL_PACKAGES}`, reachable: true },
  },
  {
    name: 'domain-is-pure',
    comment: 'domain/ holds rules that need nothing but the kernel and the vocabulary.',
    from: { path: '^src/modules/([^/]+)/domain/', pathNot: TESTS },
    to: { pathNot: `^libs/kernel/|^src/modules/$1/domain/|${WORDS}` },
  },
  {
    name: 'domain-of-slices-is-pure',
    comment:
      'domain/ of a slice needs nothing but the kernel, the vocabulary and the domain of slices that it may use.',
    from: { path: '^src/modules/([^/]+)/[^/]+/domain/', pathNot: TESTS },
    to: { pathNot: `^libs/kernel/|^src/modules/$1/[^/]+/domain/|${WORDS}` },
  },
  {
    name: 'application-knows-no-doors',
    comment: 'Doors (graphql, worker) call application and domain, never the other way round.',
    from: { path: '^src/modules/([^/]+)/', pathNot: `${layer('(graphql|worker)')}|${TESTS}` },
    to: { path: '^src/modules/$1/(graphql|worker)/|^src/modules/$1/[^/]+/(graphql|worker)/' },
  },
  {
    name: 'inside-modules-only-src-app',
    comment:
      'Only the composition root sees inside modules (and what times or breaks one part on purpose: bench, test/e2e).',
    from: { pathNot: '^(src/(modules|app)|bench|test/e2e)/' },
    to: { path: '^src/modules/', pathNot: `^src/modules/${DOORS}` },
  },
  {
    name: 'nothing-needs-the-composition-root',
    comment: 'src/app puts the parts together; parts do not know it.',
    from: { pathNot: `^src/(app/|main\\.)|${TESTS}` },
    to: { path: '^src/(app/|main\\.)' },
  },
  {
    name: 'libs-know-no-modules',
    comment: 'libs never import src.',
    from: { path: '^libs/', pathNot: '^libs/testing/' },
    to: { path: '^src/' },
  },
  {
    name: 'kernel-is-pure',
    comment: 'The kernel is plain TypeScript: no platform, no framework.',
    from: { path: '^libs/kernel/', pathNot: TESTS },
    to: { pathNot: '^libs/kernel/|(^|/)node_modules/temporal-|^(node:)?crypto$' },
  },
  {
    name: 'platform-through-front-doors',
    comment: 'Parts of the platform are entered through their index.ts.',
    from: { path: '^(libs|src|bench)/', pathNot: '^libs/platform/|\\.spec\\.ts$' },
    to: { path: '^libs/platform/', pathNot: '^libs/platform/[^/]+/(graphql/)?index\\.ts$' },
  },
  {
    name: 'platform-parts-through-front-doors',
    comment: 'Parts of the platform enter one another through their index.ts.',
    from: { path: '^libs/platform/([^/]+)/', pathNot: TESTS },
    to: { path: '^libs/platform/', pathNot: '^libs/platform/($1/|[^/]+/index\\.ts$)' },
  },
  {
    name: 'no-test-code-in-the-product',
    comment: 'Tests use the product, never the other way round.',
    from: { path: '^(libs|src)/', pathNot: TESTS },
    to: { path: TESTS },
  },
  {
    name: 'no-development-packages-in-the-product',
    comment: 'The image is installed without devDependencies.',
    from: { path: '^(libs|src)/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev'], pathNot: '(^|/)node_modules/@types/' },
  },
  {
    name: 'packages-are-declared',
    comment: 'Only what package.json names may be used.',
    from: { path: '^(libs|src)/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
].map((rule) => ({ severity: 'error', ...rule }));

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|coverage)/|\\.d\\.m?ts$' },
    tsPreCompilationDeps: true,
    // Without the `source` condition #platform/… points into dist/, and the rules see nothing.
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
