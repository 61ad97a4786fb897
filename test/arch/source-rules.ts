import * as vocabulary from '#modules/vocabulary';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { modules, slices } from './cruise.js';
import { lineAt, nodesBelow, parse } from './failure-codes.js';
import { isTest, lineOf, moduleOf, type Source } from './sources.js';

/** A rule over the text of sources; gives what breaks it, as `file:line what`. */
type Rule = (sources: readonly Source[]) => string[];

const COMMON_FOLDERS = ['domain', 'application', 'persistence', 'graphql', 'worker', 'testing'];

/** A module leaves folders out; none invents new ones. Large modules consist of slices, which have the same folders. */
export const foldersAreKnown: Rule = (sources) => {
  const wrong = new Set<string>();
  for (const { path } of sources) {
    const [, name = '', ...folders] = /^src\/modules\/(.+)\/[^/]+$/.exec(path)?.[0].split('/').slice(1, -1) ?? [];
    const inSlice = Object.keys(slices[name] ?? {}).includes(folders[0] ?? '');
    const [folder] = inSlice ? folders.slice(1) : folders;
    if (folder === undefined || COMMON_FOLDERS.includes(folder)) continue;
    wrong.add(`${['src/modules', name, ...folders].join('/')}: ${folder} is none of the folders of a module or slice`);
  }
  return [...wrong];
};

/** What index.ts gives away from application/: types at most. Classes stay inside; others ask the Api. */
export const frontDoorsAreDoors: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    if (!/^src\/modules\/[^/]+\/index\.ts$/.test(path)) return [];
    return [...text.matchAll(/export (\*|\{[^}]*\}|type \{[^}]*\}) from '([^']*\/application\/[^']*)'/g)].flatMap(
      (match) => {
        const [, names = '', from = ''] = match;
        const given = names.startsWith('type ') ? [] : names.replace(/[{}]/g, '').split(',');
        const values = given.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '));
        return values.map((name) => `${path}:${lineOf(text, match.index)} ${name} from ${from}`);
      },
    );
  });

/** The lists of the vocabulary, each as its words in order of the alphabet. */
const WORD_LISTS = new Map(
  Object.entries(vocabulary).flatMap(([name, words]) =>
    Array.isArray(words) ? [[[...(words as readonly string[])].sort().join(' '), name] as const] : [],
  ),
);
const WORDS_IN_A_ROW = /\[\s*'[A-Z_]+'(?:\s*,\s*'[A-Z_]+')+\s*,?\s*\]|'[A-Z_]+'(?:\s*\|\s*'[A-Z_]+')+/g;

/** A list of words that the vocabulary has is declared there and nowhere else, neither as a constant nor as a type. */
export const wordsAreDeclaredOnce: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    if (moduleOf(path) === 'vocabulary' || isTest(path)) return [];
    return [...text.matchAll(WORDS_IN_A_ROW)].flatMap((match) => {
      const words = [...match[0].matchAll(/[A-Z_]+/g)].map(([word]) => word);
      const name = WORD_LISTS.get(words.sort().join(' '));
      return name === undefined ? [] : [`${path}:${lineOf(text, match.index)} ${name}`];
    });
  });

/** Tables of the platform that modules may read: the audit trail, files attached to things, and what operators look at. */
const SHARED_TABLES = new Set(['platform.audit_entry']);
const PLATFORM_READERS: Readonly<Record<string, ReadonlySet<string>>> = {
  services: new Set(['platform.file']),
  operations: new Set(['platform.job_run', 'platform.job_schedule', 'platform.dead_letter', 'platform.outbox_event']),
};
const SCHEMAS = [...Object.keys(modules), 'platform', 'bullmq', 'public'];
/** What stands before a table: words of SQL, or a helper that takes its name as text (after the database, or as `table`). */
const BEFORE_TABLE = [
  String.raw`\b(?:from|join|into|update|using|table|only|truncate|lock|copy)\s+`,
  String.raw`\b(?:insert|insertMany|insertColumns|ident|raw)(?:<[^(]*>)?\(\s*['"\`]`,
  String.raw`\b\w+(?:<[^(]*>)?\(\s*(?:this\.)?db,\s*['"\`]`,
  String.raw`\btable\s*[:=]\s*['"\`]`,
];
const TABLE_IN_SQL = new RegExp(`(?:${BEFORE_TABLE.join('|')})(${SCHEMAS.join('|')})\\.([a-z_$]+)`, 'gi');

/** SQL in a module mentions only its own schema: no joins into another module's tables. */
export const sqlStaysInItsSchema: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    const name = moduleOf(path);
    if (name === undefined || isTest(path)) return [];
    return [...text.matchAll(TABLE_IN_SQL)].flatMap((match) => {
      const [, schema = '', table = ''] = match;
      const full = `${schema}.${table}`;
      if (schema === name || SHARED_TABLES.has(full) || PLATFORM_READERS[name]?.has(full)) return [];
      return [`${path}:${lineOf(text, match.index)} ${full}`];
    });
  });

const MAY_READ_ENVIRONMENT = /^libs\/platform\/config\/|^libs\/embedded\//;

/** Settings come validated from the config; nothing else looks at the environment. */
export const environmentIsReadInConfigOnly: Rule = (sources) =>
  sources.flatMap(({ path, text }) =>
    MAY_READ_ENVIRONMENT.test(path) || isTest(path)
      ? []
      : [...text.matchAll(/\bprocess\s*(\.|\[\s*['"])env\b|from ['"](node:)?process['"]/g)].map(
          ({ index }) => `${path}:${lineOf(text, index)} process.env`,
        ),
  );

/** A lint rule is switched off for one line and with its reason, or not at all. */
export const suppressionsCarryReasons: Rule = (sources) =>
  sources.flatMap(({ path, text }) =>
    [...text.matchAll(/eslint-disable[^\n]*|@ts-(ignore|nocheck)[^\n]*|@ts-expect-error[^\n]*/g)].flatMap((match) => {
      const [line] = match;
      const lawful = /^eslint-disable-next-line [^\n]* -- \S|^@ts-expect-error \S/.test(line);
      return lawful ? [] : [`${path}:${lineOf(text, match.index)} ${line.slice(0, 80)}`];
    }),
  );

const COPIES_OF_REACH = new RegExp(
  [
    String.raw`import\s*\{[^}]*\bscopeOf\b[^}]*\}\s*from '#platform/context'`,
    String.raw`\bpermissions\.get\(`,
    String.raw`\bscope\w*\s*[!=]==\s*'(?:office|region|firm)'|\bcase '(?:office|region|firm)'`,
    String.raw`\.filter\(\(?\{?\s*\w+\s*\}?\)?\s*=>\s*(?:\w+\.)?regionId\s*===`,
    String.raw`[!=]==\s*(?:ctx\.)?actor\.regionId\b`,
  ].join('|'),
  'g',
);

/** Which offices a permission reaches, and which offices a region has, is answered by identity alone. */
export const reachIsDecidedInIdentity: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    const name = moduleOf(path);
    if (name === undefined || name === 'identity' || isTest(path)) return [];
    return [...text.matchAll(COPIES_OF_REACH)].map(
      (match) => `${path}:${lineOf(text, match.index)} ${match[0].slice(0, 80)}`,
    );
  });

/** What may ask an actor's permissions directly: who declares them, who loads them, and who turns them into a reach. */
const MAY_ASK_PERMISSIONS =
  /^libs\/platform\/(?:access|context)\/|^libs\/platform\/graphql\/visibility\.ts$|^src\/modules\/identity\/(?:office-reach|reach|application\/(?:actors|api-tokens|identity\.policy)|graphql\/sign-in\.resolver)\.ts$/;
const PERMISSIONS_ASKED = new RegExp(
  [
    String.raw`\bpermissions\s*(?:\?\.|\.)\s*(?:has|get|keys|entries|forEach)\(`,
    String.raw`\bactor\s*(?:\?\.|\.)\s*permissions\b|\bpermissions\s*\}\s*=\s*(?:\w+\.)?actor\b`,
    String.raw`import\s*\{[^}]*\bholds\b[^}]*\}\s*from '#platform/access'`,
  ].join('|'),
  'g',
);

/** `has` says nothing of the scope. What goes by office is asked of OfficeReach, what is for the firm of `permits`. */
export const permissionsAreAskedInOnePlace: Rule = (sources) =>
  sources.flatMap(({ path, text }) =>
    MAY_ASK_PERMISSIONS.test(path) || isTest(path) || !/^(?:src|libs)\//.test(path)
      ? []
      : [...text.matchAll(PERMISSIONS_ASKED)].map((match) => `${path}:${lineOf(text, match.index)} ${match[0]}`),
  );

/** Limits in wall-clock time: a busy machine turns them red. `eventually` counts polls, and bench/ measures. */
const WALL_CLOCK = [
  String.raw`(?:performance|Date)\.now\(\)\s*-[^;]*\.toBeLess`,
  String.raw`\bexpect\.poll\(`,
  String.raw`\}\s*,\s*(?:\{\s*timeout:\s*)?\d[\d_]*\s*\}?\s*\);?\s*$`,
];

export const noTestHasATimeLimit: Rule = (sources) =>
  sources.flatMap(({ path, text }) =>
    path.endsWith('.spec.ts')
      ? [...text.matchAll(new RegExp(WALL_CLOCK.join('|'), 'gm'))]
          .filter(({ index }) => !/^\s*(?:\/\/|\*)/.test(text.slice(text.lastIndexOf('\n', index) + 1, index)))
          .map(({ index, 0: found }) => `${path}:${lineOf(text, index)} ${found.trim().slice(0, 60)}`)
      : [],
  );

/** What a test declares for the whole process must not reach the next file of its worker. */
export const globalDeclarationsAreIsolated =
  (isolated: readonly string[]): Rule =>
  (sources) =>
    sources.flatMap(({ path, text }) => {
      const alone = isolated.some((glob) => path === glob || path.startsWith(glob.split('**')[0] ?? glob));
      if (!path.endsWith('.spec.ts') || alone) return [];
      return [...text.matchAll(/\b(?:defineJob|defineEvent)(?:<[^(]*>)?\(|\.resetModules\(/g)].map(
        ({ index, 0: found }) => `${path}:${lineOf(text, index)} ${found}`,
      );
    });

/** Descriptions of inputs with a number that no declared limit holds, each with the reason. */
const UNDECLARED_LIMITS: Readonly<Record<string, string>> = {
  'Per cent of the fee of the period, above 0, at most 100.': 'a decimal text, which a pattern checks',
};
/** `200 characters`, wherever it stands in the text of GraphQL code. */
const CHARACTERS = /\d[\d,]* characters\b/;
/** `at most 50` of an input; dates, digits and times are no limits of one field. */
const AT_MOST = /\b(?:at most|up to|one to|two to) (?!\d{4})\d[\d,]*(?![\d,]| days| digits| years| times)/i;

const isInput = (node: ts.Node): boolean =>
  ts.isClassDeclaration(node) &&
  (ts.getDecorators(node) ?? []).some(
    ({ expression }) => ts.isCallExpression(expression) && expression.expression.getText() === 'InputType',
  );

/** Limits that are written into descriptions by hand; `@Limited` adds them from where the checks have them. */
export const limitsAreDeclared: Rule = (sources) =>
  sources.flatMap((source) => {
    const { path, text } = source;
    if (isTest(path) || !text.includes("'@nestjs/graphql'")) return [];
    if (!CHARACTERS.test(text) && !AT_MOST.test(text)) return [];
    const file = parse(source);
    const find = (root: ts.Node, pattern: RegExp): string[] =>
      [...nodesBelow(root)].flatMap((node) =>
        (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) &&
        pattern.test(node.text) &&
        UNDECLARED_LIMITS[node.text] === undefined
          ? [`${lineAt(file, node)} ${node.text}`]
          : [],
      );
    return [
      ...new Set([...find(file, CHARACTERS), ...file.statements.filter(isInput).flatMap((c) => find(c, AT_MOST))]),
    ];
  });

/**
 * What `npm start`, `npm test` and the like load before packages are installed imports nothing but Node's own modules
 * and other such files. Packages are imported where they are needed, with `import()`.
 */
export const scriptsNeedNoPackages =
  (entries: readonly string[]): Rule =>
  (sources) => {
    const byPath = new Map(sources.map((source) => [source.path, source.text]));
    const seen = new Set(entries);
    const wrong: string[] = [];
    for (const path of seen) {
      const text = byPath.get(path);
      if (text === undefined) {
        wrong.push(`${path}: not found`);
        continue;
      }
      for (const { index, 1: from = '' } of text.matchAll(
        /^(?:(?:import|export)\b[^'"=;()]*?\bfrom|import)\s*['"]([^'"]+)['"]/gm,
      )) {
        if (from.startsWith('node:')) continue;
        if (from.startsWith('.')) seen.add(join(dirname(path), from));
        else wrong.push(`${path}:${lineOf(text, index)} ${from}`);
      }
    }
    return wrong;
  };
