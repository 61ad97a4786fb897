import ts from 'typescript';
import { functionAround, type Callable } from './program.js';
import { DeadEnd, listOf, OPAQUE, UNDEFINED, type Frame, type Value, type Reader } from './values.js';

/** Which way conditions go, what names stand for, and what bodies of functions give back. */
export class Conditions {
  private readonly reading = new Set<ts.Node>();

  constructor(private readonly evaluator: Reader) {}

  /** Whether a condition holds on the way that is being read. */
  holds(node: ts.Expression, frame: Frame | undefined): boolean {
    const { what, negated } = subjectOf(node);
    const known = this.known(what, frame);
    if (known !== undefined) return known !== negated;
    return (this.evaluator.oneOf(what, what.getText(), [true, false]) ?? true) !== negated;
  }

  private known(node: ts.Expression, frame: Frame | undefined): boolean | undefined {
    if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) {
      const [a, b] = [this.evaluator.eval(node.left, frame), this.evaluator.eval(node.right, frame)];
      return a.kind === 'text' && b.kind === 'text' ? a.text === b.text : undefined;
    }
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return undefined;
    const { kind } = this.evaluator.eval(node, frame);
    if (kind === 'undefined') return false;
    return kind === 'sql' || kind === 'function' || kind === 'object' ? true : undefined;
  }

  /** What a function's body gives back; undefined when it ends without. */
  result(body: ts.Node, frame: Frame): Value | undefined {
    const statements = ts.isBlock(body) ? body.statements : [body as ts.Statement];
    for (const s of statements) {
      if (ts.isReturnStatement(s)) return s.expression ? this.evaluator.eval(s.expression, frame) : UNDEFINED;
      if (ts.isThrowStatement(s)) throw new DeadEnd('throws');
      let value: Value | undefined;
      if (ts.isIfStatement(s) && leaves(s)) {
        const branch = this.holds(s.expression, frame) ? s.thenStatement : s.elseStatement;
        if (branch) value = this.result(branch, frame);
      } else if (ts.isSwitchStatement(s)) value = this.switched(s, frame);
      else if (ts.isBlock(s)) value = this.result(s, frame);
      else if (ts.isTryStatement(s)) value = this.result(s.tryBlock, frame);
      if (value) return value;
    }
    return undefined;
  }

  private switched(s: ts.SwitchStatement, frame: Frame): Value | undefined {
    const clauses = s.caseBlock.clauses.filter((c) => c.statements.length > 0);
    const subject = this.evaluator.eval(s.expression, frame);
    const known =
      subject.kind === 'text'
        ? s.caseBlock.clauses.findIndex((c) => {
            if (ts.isDefaultClause(c)) return true;
            const value = this.evaluator.eval(c.expression, frame);
            return value.kind === 'text' && value.text === subject.text;
          })
        : -1;
    const chosen =
      known < 0
        ? this.evaluator.oneOf(s, s.expression.getText(), clauses)
        : s.caseBlock.clauses.slice(known).find((c) => c.statements.length > 0);
    for (const statement of chosen?.statements ?? []) {
      const value = this.result(statement, frame);
      if (value) return value;
    }
    return undefined;
  }

  declared(d: ts.Declaration, frame: Frame | undefined): Value {
    if (ts.isParameter(d)) return this.parameter(d, frame);
    if (ts.isBindingElement(d)) return this.bound(d, frame);
    if (ts.isVariableDeclaration(d)) return this.variable(d, frame);
    const own = frameOf(d, frame);
    if (ts.isFunctionDeclaration(d) || ts.isMethodDeclaration(d)) return { kind: 'function', fn: d, frame: own };
    if (ts.isGetAccessor(d)) return this.evaluator.call(d, [], undefined);
    if ((ts.isPropertyDeclaration(d) || ts.isPropertyAssignment(d)) && d.initializer)
      return this.evaluator.eval(d.initializer, own);
    if (ts.isEnumMember(d) && d.initializer) return this.evaluator.eval(d.initializer, undefined);
    return OPAQUE;
  }

  private variable(d: ts.VariableDeclaration, frame: Frame | undefined): Value {
    const own = frameOf(d, frame);
    const loop = d.parent.parent;
    if (ts.isForOfStatement(loop)) {
      const list = this.evaluator.eval(loop.expression, own);
      if (list.kind !== 'list') return OPAQUE;
      return this.evaluator.oneOf(d, `each of ${loop.expression.getText()}`, list.items) ?? OPAQUE;
    }
    const written = assignmentsTo(d);
    const sources = d.initializer ? [d.initializer, ...written] : written;
    if (sources.length === 0 || this.reading.has(d)) return OPAQUE;
    this.reading.add(d);
    try {
      const source = this.evaluator.oneOf(d, `let ${d.name.getText()}`, sources);
      const value = source ? this.evaluator.eval(source, own) : OPAQUE;
      if (value.kind !== 'list') return value;
      const pushed = pushesTo(d).flatMap((a) => {
        if (ts.isSpreadElement(a)) {
          const more = this.evaluator.eval(a.expression, own);
          return more.kind === 'list' ? more.items : [];
        }
        return [this.evaluator.eval(a, own)];
      });
      return pushed.length > 0 ? listOf([...value.items, ...pushed]) : value;
    } finally {
      this.reading.delete(d);
    }
  }

  private bound(d: ts.BindingElement, frame: Frame | undefined): Value {
    const pattern = d.parent;
    const owner = pattern.parent;
    if (d.dotDotDotToken) return OPAQUE;
    const whole = this.declared(owner, frame);
    const name = ts.isArrayBindingPattern(pattern)
      ? String(pattern.elements.indexOf(d))
      : ((d.propertyName ?? d.name) as ts.Identifier).text;
    const value = this.evaluator.member(whole, name);
    if (value && value.kind !== 'undefined') return value;
    if (value && d.initializer) return this.evaluator.eval(d.initializer, frameOf(d, frame));
    return value ?? (whole.kind === 'object' || whole.kind === 'undefined' ? UNDEFINED : OPAQUE);
  }

  private parameter(p: ts.ParameterDeclaration, frame: Frame | undefined): Value {
    const fn = p.parent as Callable;
    const index = fn.parameters.indexOf(p);
    const own = frameOf(p, frame);
    const given = own ? rest(p, own.args, index) : this.fromCallers(p, fn, index);
    if (given.kind === 'undefined' && p.initializer) return this.evaluator.eval(p.initializer, own);
    return given;
  }

  /** What those who call the function give; a function nobody calls by name may be given anything. */
  private fromCallers(p: ts.ParameterDeclaration, fn: Callable, index: number): Value {
    const type = this.evaluator.project.checker.getTypeAtLocation(p);
    const callers = this.evaluator.project.callersOf(fn).filter((c) => !isWithin(c, fn));
    if (callers.length === 0 || callers.length > 40 || type.flags & ts.TypeFlags.BooleanLike)
      return { kind: 'opaque', type };
    const call = this.evaluator.oneOf(fn.parameters[0] ?? fn, 'caller', callers);
    if (!call) return OPAQUE;
    if (p.dotDotDotToken) return listOf(call.arguments.slice(index).map((a) => this.evaluator.eval(a, undefined)));
    const argument = call.arguments[index];
    return argument ? this.evaluator.eval(argument, undefined) : UNDEFINED;
  }
}

function rest(p: ts.ParameterDeclaration, args: readonly (() => Value)[], index: number): Value {
  if (p.dotDotDotToken) return listOf(args.slice(index).map((a) => a()));
  return args[index]?.() ?? UNDEFINED;
}

/** The frame of the function that something is declared in. */
function frameOf(d: ts.Node, frame: Frame | undefined): Frame | undefined {
  const fn = ts.isParameter(d) ? d.parent : functionAround(d);
  for (let at = frame; at; at = at.outer) if (at.fn === fn) return at;
  return undefined;
}

const isWithin = (node: ts.Node, outer: ts.Node): boolean =>
  node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;

/** A condition without its negation: `!x`, `x === undefined` and `x === null` ask for `x`. */
export function subjectOf(node: ts.Expression): { what: ts.Expression; negated: boolean } {
  if (ts.isParenthesizedExpression(node)) return subjectOf(node.expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = subjectOf(node.operand);
    return { what: inner.what, negated: !inner.negated };
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const equal = kind === ts.SyntaxKind.EqualsEqualsEqualsToken;
    if (
      (equal || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken) &&
      /^(undefined|null)$/.test(node.right.getText())
    )
      return { what: node.left, negated: equal };
  }
  return { what: node, negated: false };
}

function leaves(node: ts.Node): boolean {
  if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
  return !ts.isFunctionLike(node) && (ts.forEachChild(node, (child) => leaves(child) || undefined) ?? false);
}

function search<T>(d: ts.VariableDeclaration, pick: (node: ts.Node) => readonly T[]): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    found.push(...pick(node));
    ts.forEachChild(node, visit);
  };
  if (ts.isIdentifier(d.name)) visit(functionAround(d) ?? d.getSourceFile());
  return found;
}

function assignmentsTo(d: ts.VariableDeclaration): ts.Expression[] {
  if (!(d.parent.flags & ts.NodeFlags.Let)) return [];
  return search(d, (node) =>
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    node.left.getText() === d.name.getText()
      ? [node.right]
      : [],
  );
}

function pushesTo(d: ts.VariableDeclaration): ts.Expression[] {
  return search(d, (node) =>
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'push' &&
    node.expression.expression.getText() === d.name.getText()
      ? [...node.arguments]
      : [],
  );
}
