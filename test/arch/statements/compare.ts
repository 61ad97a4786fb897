import ts from 'typescript';
import { type Statement } from './collect.js';
import { type Column, type Kind } from './describe.js';
import { mayBeNull } from './nulls.js';
import { type Project } from './program.js';

/** What differs between the rows of a statement and the type its author declared. */
export function compare(
  project: Project,
  { row, place }: Statement,
  text: string,
  columns: readonly Column[],
): string[] {
  const { checker } = project;
  const declared = new Map(checker.getPropertiesOfType(row).map((p) => [p.name, p]));
  const selected = new Map(columns.map((c) => [c.name, c]));
  const wrong: string[] = [];
  for (const [name, property] of declared) {
    const type = checker.getTypeOfSymbol(property);
    const column = selected.get(name);
    if (!column) {
      if (!(property.flags & ts.SymbolFlags.Optional) && !allows(type, ts.TypeFlags.Undefined))
        wrong.push(`${place} ${name} is declared, but not selected`);
      continue;
    }
    if (!fits(checker, type, column.kind))
      wrong.push(`${place} ${name} is ${shown(column.kind)}, declared as ${checker.typeToString(type)}`);
    if (!allows(type, ts.TypeFlags.Null) && mayBeNull(text, column))
      wrong.push(`${place} ${name} may be null, declared as ${checker.typeToString(type)}`);
  }
  for (const name of selected.keys())
    if (!declared.has(name)) wrong.push(`${place} ${name} is selected, but not declared`);
  return wrong;
}

const ANYTHING = ts.TypeFlags.Any | ts.TypeFlags.Unknown;

function allows(type: ts.Type, flag: ts.TypeFlags): boolean {
  if (type.flags & (flag | ANYTHING)) return true;
  return type.isUnion() && type.types.some((t) => allows(t, flag));
}

function fits(checker: ts.TypeChecker, declared: ts.Type, kind: Kind): boolean {
  if (declared.flags & ANYTHING || kind === 'json') return true;
  const parts = (declared.isUnion() ? declared.types : [declared]).filter(
    (t) => !(t.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)),
  );
  return parts.every((t) => {
    if (typeof kind === 'object') {
      const each = checker.getIndexTypeOfType(t, ts.IndexKind.Number);
      return checker.isArrayLikeType(t) && each !== undefined && fits(checker, each, kind.each);
    }
    switch (kind) {
      case 'number':
        return checker.isTypeAssignableTo(t, checker.getNumberType());
      case 'string':
        return checker.isTypeAssignableTo(t, checker.getStringType());
      case 'boolean':
        return checker.isTypeAssignableTo(t, checker.getBooleanType());
      case 'Date':
        return t.symbol?.name === 'Date';
      default:
        return (t.flags & ts.TypeFlags.Object) !== 0;
    }
  });
}

const shown = (kind: Kind): string => (typeof kind === 'object' ? `${shown(kind.each)}[]` : kind);
