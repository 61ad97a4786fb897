import ts from 'typescript';
import { Evaluator } from './evaluate.js';
import { calleeName, placeOf, type Project } from './program.js';
import { DeadEnd, everyBranch, numbered, Uncomposable } from './values.js';

/** A statement whose rows have a declared type, with the texts that its branches send. */
export interface Statement {
  /** `path:line` */
  readonly place: string;
  readonly path: string;
  readonly row: ts.Type;
  readonly texts: readonly string[];
  /** Why no text is known. */
  readonly obstacle?: string;
}

const METHODS = ['query', 'one', 'maybeOne'];

/** Statements that are handed to `Database` in the wanted files and whose author declared the type of a row. */
export function collect(project: Project, wanted: (path: string) => boolean): Statement[] {
  const found = METHODS.flatMap((method) => project.callsOf(method)).flatMap((call) => {
    const place = placeOf(call);
    const path = place.slice(0, place.lastIndexOf(':'));
    if (!wanted(path) || !isOfDatabase(project, call)) return [];
    const row = rowOf(project, call);
    return row ? [{ place, path, row, ...textsOf(project, call) }] : [];
  });
  return found.sort((a, b) => (a.place < b.place ? -1 : 1));
}

function isOfDatabase(project: Project, call: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const symbol = project.symbolAt(call.expression.name);
  const owner = symbol?.valueDeclaration?.parent;
  return owner !== undefined && ts.isClassDeclaration(owner) && owner.name?.text === 'Database';
}

/** The declared type of a row; undefined when the rows are of any type, or of one that only the caller knows. */
function rowOf(project: Project, call: ts.CallExpression): ts.Type | undefined {
  const { checker } = project;
  const signature = checker.getResolvedSignature(call);
  const promised = signature && checker.getAwaitedType(signature.getReturnType());
  if (!promised) return undefined;
  const plain = checker.getNonNullableType(promised);
  const row = calleeName(call) === 'query' ? checker.getIndexTypeOfType(plain, ts.IndexKind.Number) : plain;
  const parts = row?.isIntersection() ? row.types : [row];
  if (
    !row ||
    parts.some((t) => t && t.flags & (ts.TypeFlags.Instantiable | ts.TypeFlags.Any | ts.TypeFlags.NonPrimitive))
  )
    return undefined;
  if (checker.getIndexTypeOfType(row, ts.IndexKind.String)) return undefined;
  return checker.getPropertiesOfType(row).length > 0 ? row : undefined;
}

function textsOf(project: Project, call: ts.CallExpression): Pick<Statement, 'texts' | 'obstacle'> {
  const [argument] = call.arguments;
  const texts = new Set<string>();
  let obstacle: string | undefined;
  if (argument)
    everyBranch((choices) => {
      try {
        const value = new Evaluator(project, choices).eval(argument, undefined);
        if (value.kind === 'sql') {
          texts.add(numbered(value.text));
          return true;
        }
        obstacle ??= `no statement: ${argument.getText().slice(0, 60)}`;
      } catch (error) {
        if (error instanceof Uncomposable) obstacle ??= error.message;
        else if (!(error instanceof DeadEnd)) throw error;
      }
      return false;
    });
  return texts.size > 0
    ? { texts: [...texts] }
    : { texts: [], obstacle: obstacle ?? 'every branch ends in an exception' };
}
