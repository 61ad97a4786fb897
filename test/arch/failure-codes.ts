import ts from 'typescript';
import { isTest, type Source } from './sources.js';

export interface CodeUse {
  readonly code: string;
  readonly at: string;
  /** Values given for the message's placeholders; undefined when the text of the program does not tell. */
  readonly params?: readonly string[];
}

export interface Message {
  readonly code: string;
  readonly at: string;
  readonly texts: Readonly<Record<string, string>>;
  /** Of a failure, not a sentence that a record shows. */
  readonly failure: boolean;
}

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
/** Codes of failures that never reach a user, each with the reason. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  REFUSED: 'rolls an import batch back; the rows carry their own codes',
  DRY_RUN: 'rolls a dry run back',
  TAKEN_MEANWHILE: 'makes the import try the batch again',
  NOT_EMPTY: 'the command seed says it in its own words',
  OVERTAKEN: 'another worker went on with the same work; nobody asked',
  FILE_SIZE_DIFFERS: 'the route that takes bytes answers it as a status with its own text',
  FILE_THERE_ALREADY: 'the route that takes bytes answers it as a status with its own text',
  TOO_MANY_EVENTS: 'the preview refuses longer lists with TOO_MANY before',
};
/** Failures whose values are filled in once the transaction is over. */
const FILLED_LATER = new Set(['OVERLAPPING_TERMS']);
/** Errors at the top level of an answer, and problems that modules report under names of their own. */
const OTHER_CODES = /^(ErrorCode|CalendarProblemCode)$/;
/** Types whose arguments name failure codes. */
const CODE_TYPES = new Set(['Result', 'Err', 'Failure']);

export function* nodesBelow(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesBelow(child);
}

/** The texts an expression may stand for, as far as they are written there: 'A', or x ? 'A' : 'B'. */
export function literalsOf(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return literalsOf(node.expression);
  if (ts.isBinaryExpression(node)) return [...literalsOf(node.left), ...literalsOf(node.right)];
  return [];
}

export const keyOf = (property: ts.ObjectLiteralElementLike): string | undefined =>
  property.name && (ts.isIdentifier(property.name) || ts.isStringLiteralLike(property.name))
    ? property.name.text
    : undefined;

const propertyOf = (object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined =>
  object.properties.flatMap((p) => (ts.isPropertyAssignment(p) && keyOf(p) === name ? [p.initializer] : []))[0];

/** The names an object literal gives; undefined when it is not written out. */
function namesGiven(node: ts.Expression | undefined): string[] | undefined {
  if (node === undefined || (ts.isIdentifier(node) && node.text === 'undefined')) return [];
  if (!ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return undefined;
  return node.properties.flatMap((p) => keyOf(p) ?? []);
}

interface Found {
  readonly codes: readonly string[];
  readonly params?: readonly string[];
}

/** What aliases of unions of texts stand for, by name. */
type Aliases = ReadonlyMap<string, readonly string[]>;

function codesIn(node: ts.Node, aliases: Aliases): Found {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'err')
    return { codes: literalsOf(node.arguments[0]), params: namesGiven(node.arguments[2]) };
  if (ts.isObjectLiteralExpression(node)) {
    const code = propertyOf(node, 'code');
    // A failure has a field or parameters; other things with a code (an office, a GraphQL error) have neither.
    const names = node.properties.map(keyOf);
    if (!code || !(names.includes('field') || names.includes('params'))) return { codes: [] };
    const inherits =
      node.properties.some(ts.isSpreadAssignment) || node.properties.some(ts.isShorthandPropertyAssignment);
    return { codes: literalsOf(code), params: inherits ? undefined : namesGiven(propertyOf(node, 'params')) };
  }
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && CODE_TYPES.has(node.typeName.text))
    return { codes: (node.typeArguments ?? []).flatMap((type) => literalTypes(type, aliases)) };
  if (ts.isTypeAliasDeclaration(node) && /(Code|Failures?)$/.test(node.name.text) && !OTHER_CODES.test(node.name.text))
    return { codes: literalTypes(node.type, aliases) };
  return { codes: [] };
}

function literalTypes(type: ts.TypeNode, aliases: Aliases = new Map()): string[] {
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return [type.literal.text];
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((part) => literalTypes(part, aliases));
  const [span] = ts.isTemplateLiteralTypeNode(type) ? type.templateSpans : [];
  if (!span || !ts.isTemplateLiteralTypeNode(type) || !ts.isTypeReferenceNode(span.type)) return [];
  return (aliases.get(span.type.typeName.getText()) ?? []).map((text) => type.head.text + text + span.literal.text);
}

export const parse = ({ path, text }: Source): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

export const lineAt = (file: ts.SourceFile, node: ts.Node): string =>
  `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

/** Every failure code that the sources use: in err(…), in failures written out, in the types of Results. */
export function codeUses(sources: readonly Source[]): CodeUse[] {
  const files = sources.filter(({ path }) => !isTest(path)).map((source) => [...nodesBelow(parse(source))]);
  const aliases: Aliases = new Map(
    files.flatMap((nodes) =>
      nodes.filter(ts.isTypeAliasDeclaration).map((alias) => [alias.name.text, literalTypes(alias.type)] as const),
    ),
  );
  return files.flatMap((nodes) =>
    nodes.flatMap((node) => {
      const { codes, params } = codesIn(node, aliases);
      return codes
        .filter((code) => CODE.test(code) && !(code in NOT_SHOWN))
        .map((code) => ({ code, at: lineAt(node.getSourceFile(), node), params }));
    }),
  );
}

/** Every message that the sources define. */
export function messagesIn(sources: readonly Source[]): Message[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap((source) => {
      const file = parse(source);
      return [...nodesBelow(file)].flatMap((node) => {
        if (!ts.isCallExpression(node) || !/^define(Messages|Sentences)$/.test(node.expression.getText())) return [];
        const [table] = node.arguments;
        const failure = node.expression.getText() === 'defineMessages';
        if (!table || !ts.isObjectLiteralExpression(table)) return [];
        return table.properties.flatMap((property) => {
          const code = keyOf(property);
          if (code === undefined || !ts.isPropertyAssignment(property)) return [];
          const { initializer } = property;
          if (!ts.isObjectLiteralExpression(initializer)) return [];
          const texts = initializer.properties.flatMap((p) =>
            ts.isPropertyAssignment(p) ? [[keyOf(p) ?? '', literalsOf(p.initializer).join('')] as const] : [],
          );
          return [{ code, at: lineAt(file, property), texts: Object.fromEntries(texts), failure }];
        });
      });
    });
}

const placeholdersOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

/** Codes without a message or a use, languages that differ, values that a message needs and nobody gives. */
export function messageProblems(sources: readonly Source[]): string[] {
  const messages = messagesIn(sources);
  const byCode = new Map(messages.map((m) => [m.code, m]));
  const uses = codeUses(sources);
  // Written out anywhere, because some codes reach a failure by a detour.
  const written = sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ text }) => [...text.matchAll(/'([A-Z][A-Z0-9_]*)'/g)].map(([, code = '']) => code));
  const used = new Set([...uses.map(({ code }) => code), ...written]);
  return [
    ...messages.flatMap(({ code, at, texts }) =>
      ['en', 'zh-CN'].some((locale) => !texts[locale]?.trim()) ? [`${at} ${code} lacks a language`] : [],
    ),
    ...messages.flatMap(({ code, at, texts: { en = '', 'zh-CN': zh = '' } }) =>
      String(placeholdersOf(en)) === String(placeholdersOf(zh))
        ? []
        : [`${at} ${code} has other placeholders in zh-CN`],
    ),
    ...messages.flatMap(({ code, at, texts: { 'zh-CN': zh = '' } }) =>
      /\p{Script=Han}/u.test(zh) ? [] : [`${at} ${code} is not in Chinese`],
    ),
    ...messages.flatMap(({ code, at, failure }) => (failure && !used.has(code) ? [`${at} ${code} is not used`] : [])),
    ...uses.flatMap(({ code, at }) => (byCode.has(code) ? [] : [`${at} ${code} has no message`])),
    ...uses.flatMap(({ code, at, params }) => {
      if (FILLED_LATER.has(code)) return [];
      const missing = params && placeholdersOf(byCode.get(code)?.texts['en'] ?? '').filter((p) => !params.includes(p));
      // A code in a type carries no values.
      return missing && missing.length > 0 ? [`${at} ${code} is given without {${missing.join('}, {')}}`] : [];
    }),
  ];
}
