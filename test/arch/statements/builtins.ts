import ts from 'typescript';
import { placeOf, type Project } from './program.js';
import {
  HOLE,
  listOf,
  OPAQUE,
  sqlOf,
  textOf,
  UNDEFINED,
  Uncomposable,
  type Frame,
  type Value,
  type Reader,
} from './values.js';

const BUILDERS = ['insert', 'insertMany', 'ident', 'raw', 'join', 'and', 'assignments'];

/** Which of the project's builders of SQL, or of JavaScript's own functions, a call means. */
export function isBuiltin(project: Project, call: ts.CallExpression): string | undefined {
  const callee = call.expression;
  if (ts.isPropertyAccessExpression(callee) && /^(Object|Promise|Array)$/.test(callee.expression.getText()))
    return callee.getText();
  if (!ts.isIdentifier(callee) || !BUILDERS.includes(callee.text)) return undefined;
  const file = project.symbolAt(callee)?.valueDeclaration?.getSourceFile().fileName ?? '';
  return /\/libs\/platform\/database\/sql\.ts$|\/sql-template-tag\//.test(file) ? callee.text : undefined;
}

type Call = ts.CallExpression | ts.NewExpression;

export function runBuiltin(e: Reader, name: string, call: Call, frame: Frame | undefined): Value {
  const args = call.arguments ?? ts.factory.createNodeArray<ts.Expression>();
  const [first, second] = args;
  if (!first) return OPAQUE;
  switch (name) {
    case 'raw':
    case 'ident':
      return sqlOf(e.text(first, frame));
    case 'join':
      return sqlOf(
        joined(
          e,
          items(e, first, frame).map((v) => e.part(v)),
          second ? e.text(second, frame) : ',',
          args,
          frame,
        ),
      );
    case 'and': {
      const given = items(e, first, frame).flatMap((v) => (v.kind === 'sql' ? [v.text] : []));
      return sqlOf(given.length === 0 ? 'true' : given.join(' and '));
    }
    case 'insert': {
      const names = columns(e, second ?? first, frame);
      return sqlOf(`insert into ${e.text(first, frame)} (${names.join()}) values (${names.map(() => HOLE).join()})`);
    }
    case 'insertMany': {
      const table = e.text(first, frame);
      const names = items(e, second ?? first, frame).map((v) => {
        if (v.kind === 'text') return v.text;
        throw new Uncomposable(`a column is known at run time only: ${placeOf(call)}`);
      });
      const list = names.join();
      return sqlOf(
        `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, ${HOLE}::jsonb)`,
      );
    }
    case 'assignments':
      return sqlOf(
        columns(e, first, frame)
          .map((c) => `${c} = ${HOLE}`)
          .join(),
      );
    case 'new Columns': {
      const made = [...e.propsOf(first, frame)].map(([field, column]) => {
        const value = column();
        if (value.kind !== 'text') throw new Uncomposable(`a column is known at run time only: ${placeOf(call)}`);
        return `${value.text} as "${field}"`;
      });
      return {
        kind: 'object',
        props: new Map([
          ['all', () => sqlOf(made.join())],
          ['of', () => sqlOf(made.join())],
        ]),
      };
    }
    default:
      return ofObjects(e, name, first, args, frame);
  }
}

function joined(
  e: Reader,
  parts: readonly string[],
  separator: string,
  args: readonly ts.Expression[],
  frame: Frame | undefined,
): string {
  const [, , prefix, suffix] = args;
  return (prefix ? e.text(prefix, frame) : '') + parts.join(separator) + (suffix ? e.text(suffix, frame) : '');
}

/** Elements of a list; of one that only the running program knows, a single one. */
function items(e: Reader, node: ts.Expression, frame: Frame | undefined): readonly Value[] {
  const value = e.eval(node, frame);
  if (value.kind === 'list') return value.items;
  if (value.kind !== 'opaque') throw new Uncomposable(`no list: ${placeOf(node)}`);
  const type = e.project.checker.getTypeAtLocation(node);
  const [element] = e.project.checker.isArrayLikeType(type)
    ? e.project.checker.getTypeArguments(type as ts.TypeReference)
    : [];
  if (element && (e.mayBeSql(element) || element.flags & ts.TypeFlags.String))
    throw new Uncomposable(`a list is known at run time only: ${placeOf(node)} ${node.getText()}`);
  return [OPAQUE];
}

const columns = (e: Reader, row: ts.Expression, frame: Frame | undefined): string[] =>
  [...e.propsOf(row, frame)].filter(([, value]) => value().kind !== 'undefined').map(([name]) => name);

function ofObjects(
  e: Reader,
  name: string,
  first: ts.Expression,
  args: readonly ts.Expression[],
  frame: Frame | undefined,
): Value {
  const value = e.eval(first, frame);
  if (name === 'Promise.all' || name === 'Promise.resolve') return value;
  if (name === 'Array.from') {
    const [, each] = args;
    if (!each) return value;
    const fn = e.eval(each, frame);
    if (fn.kind !== 'function') return OPAQUE;
    const source = value.kind === 'list' ? value.items : [OPAQUE];
    return listOf(source.map((item) => e.call(fn.fn, [() => item, () => OPAQUE], fn.frame)));
  }
  if (name === 'Object.fromEntries' && value.kind === 'list') {
    const props = new Map<string, () => Value>();
    for (const pair of value.items) {
      const [key, v] = pair.kind === 'list' ? pair.items : [];
      if (key?.kind !== 'text' || !v) return OPAQUE;
      props.set(key.text, () => v);
    }
    return { kind: 'object', props };
  }
  if (value.kind !== 'object') return OPAQUE;
  const entries = [...value.props];
  if (name === 'Object.keys') return listOf(entries.map(([key]) => textOf(key)));
  if (name === 'Object.values') return listOf(entries.map(([, v]) => v()));
  if (name === 'Object.entries') return listOf(entries.map(([key, v]) => listOf([textOf(key), v()])));
  return OPAQUE;
}

/** Methods of lists, texts and column lists; undefined for all others. */
export function runMethod(e: Reader, call: ts.CallExpression, frame: Frame | undefined): Value | undefined {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.expression.kind === ts.SyntaxKind.ThisKeyword) return undefined;
  const name = callee.name.text;
  if (
    ![
      'map',
      'flatMap',
      'filter',
      'concat',
      'slice',
      'join',
      'of',
      'split',
      'trim',
      'reverse',
      'sort',
      'replace',
      'reduce',
      'toLowerCase',
    ].includes(name)
  )
    return undefined;
  const on = e.eval(callee.expression, frame);
  const args = call.arguments;
  const first = args[0];
  if (on.kind === 'object' && name === 'of' && on.props.get('all')) return on.props.get('all')?.();
  if (on.kind === 'text') {
    if (name === 'split' && first) return listOf(on.text.split(splitter(e, first, frame)).map((t) => textOf(t)));
    if (name === 'replace' && args.length === 2) return replaced(e, on.text, args, frame);
    if (name === 'toLowerCase') return textOf(on.text.toLowerCase());
    return name === 'trim' ? textOf(on.text.trim()) : undefined;
  }
  if (on.kind !== 'list') {
    if (on.kind === 'opaque' && (name === 'map' || name === 'flatMap') && first)
      return mapped(e, [OPAQUE], first, frame);
    return undefined;
  }
  switch (name) {
    case 'map':
      return first && mapped(e, on.items, first, frame);
    case 'flatMap': {
      const out = first && mapped(e, on.items, first, frame);
      return out?.kind === 'list' ? listOf(out.items.flatMap((v) => (v.kind === 'list' ? v.items : [v]))) : out;
    }
    case 'filter':
      return first ? filtered(e, on.items, first, frame) : on;
    case 'join': {
      if (on.items.some((v) => v.kind !== 'text')) return OPAQUE;
      return textOf(on.items.map((v) => (v.kind === 'text' ? v.text : '')).join(first ? e.text(first, frame) : ','));
    }
    case 'reduce': {
      const [each, start] = args;
      const fn = each ? e.eval(each, frame) : OPAQUE;
      if (fn.kind !== 'function' || !start) return OPAQUE;
      return on.items.reduce((done, item) => e.call(fn.fn, [() => done, () => item], fn.frame), e.eval(start, frame));
    }
    case 'concat':
      return listOf([...on.items, ...args.flatMap((a) => [...items(e, a, frame)])]);
    default:
      return on;
  }
}

function splitter(e: Reader, node: ts.Expression, frame: Frame | undefined): string | RegExp {
  if (!ts.isRegularExpressionLiteral(node)) return e.text(node, frame);
  const [, source = '', flags = ''] = /^\/(.*)\/(\w*)$/.exec(node.text) ?? [];
  return new RegExp(source, flags);
}

function replaced(e: Reader, text: string, args: readonly ts.Expression[], frame: Frame | undefined): Value {
  const [pattern, replacement] = args.map((a) => (ts.isRegularExpressionLiteral(a) ? a : e.eval(a, frame)));
  if (!pattern || !replacement || 'pos' in replacement || !('pos' in pattern)) return OPAQUE;
  return textOf(
    text.replace(splitter(e, pattern, frame), (found: string) => {
      const by =
        replacement.kind === 'function'
          ? e.call(replacement.fn, [() => textOf(found)], replacement.frame)
          : replacement;
      if (by.kind === 'text') return by.text;
      throw new Uncomposable(`a text is known at run time only: ${text}`);
    }),
  );
}

/** Those for which the condition is not known to fail; a list that only the running program knows stays whole. */
function filtered(e: Reader, list: readonly Value[], condition: ts.Expression, frame: Frame | undefined): Value {
  if (!ts.isArrowFunction(condition) || ts.isBlock(condition.body)) return listOf(list);
  const { body } = condition;
  const decided =
    ts.isBinaryExpression(body) &&
    /^(===|!==)$/.test(body.operatorToken.getText()) &&
    !/^(undefined|null)$/.test(body.right.getText());
  if (!decided) return listOf(list.filter((v) => v.kind !== 'undefined'));
  return listOf(
    list.filter((v, i) => {
      const own: Frame = { fn: condition, args: [() => v, () => textOf(String(i))], outer: frame };
      const [a, b] = [e.eval(body.left, own), e.eval(body.right, own)];
      if (a.kind !== 'text' || b.kind !== 'text') return true;
      return (a.text === b.text) === (body.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken);
    }),
  );
}

function mapped(e: Reader, list: readonly Value[], callback: ts.Expression, frame: Frame | undefined): Value {
  const type = e.project.checker.getTypeAtLocation(callback);
  const builtin = ts.isIdentifier(callback) && callback.text === 'ident' ? 'ident' : undefined;
  if (builtin)
    return listOf(
      list.map((v) => {
        if (v.kind === 'text') return sqlOf(v.text);
        throw new Uncomposable(`a name is known at run time only: ${placeOf(callback)}`);
      }),
    );
  const fn = e.eval(callback, frame);
  if (fn.kind !== 'function') return type ? OPAQUE : UNDEFINED;
  return listOf(list.map((v, i) => e.call(fn.fn, [() => v, () => textOf(String(i))], fn.frame)));
}
