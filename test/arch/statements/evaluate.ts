import ts from 'typescript';
import { isBuiltin, runBuiltin, runMethod } from './builtins.js';
import { Conditions } from './conditions.js';
import { functionAround, placeOf, type Callable, type Project } from './program.js';
import {
  HOLE,
  listOf,
  OPAQUE,
  sqlOf,
  textOf,
  UNDEFINED,
  Uncomposable,
  type Choices,
  type Frame,
  type Value,
} from './values.js';

const DEEPEST = 60;

/** Reads expressions without running them, one way through their branches at a time. */
export class Evaluator {
  readonly conditions: Conditions;
  private depth = 0;

  constructor(
    readonly project: Project,
    readonly choices: Choices,
  ) {
    this.conditions = new Conditions(this);
  }

  eval(node: ts.Expression, frame: Frame | undefined): Value {
    if (++this.depth > DEEPEST) {
      this.depth = 0;
      throw new Uncomposable(`too deep at ${placeOf(node)}`);
    }
    const value = this.read(node, frame);
    this.depth--;
    return value.kind === 'opaque' ? this.byType(node, value) : value;
  }

  /** The text that a part of a template becomes: SQL is spliced in, everything else is a parameter. */
  part(value: Value): string {
    return value.kind === 'sql' ? value.text : HOLE;
  }

  text(node: ts.Expression, frame: Frame | undefined): string {
    const value = this.eval(node, frame);
    if (value.kind === 'text') return value.text;
    throw new Uncomposable(`a name is known at run time only: ${placeOf(node)} ${node.getText()}`);
  }

  mayBeSql(type: ts.Type): boolean {
    return type.isUnion() ? type.types.some((t) => this.mayBeSql(t)) : type.symbol?.name === 'Sql';
  }

  /** Runs a function with arguments. */
  call(fn: Callable, args: readonly (() => Value)[], outer: Frame | undefined): Value {
    const frame: Frame = { fn, args, outer };
    const { body } = fn as { body?: ts.ConciseBody };
    if (!body) return OPAQUE;
    if (!ts.isBlock(body)) return this.eval(body, frame);
    return this.conditions.result(body, frame) ?? UNDEFINED;
  }

  /** Chooses among options by what decides between them. */
  oneOf<T>(node: ts.Node, what: string, options: readonly T[]): T | undefined {
    if (options.length <= 1) return options[0];
    const fn = functionAround(node) ?? node.getSourceFile();
    return options[this.choices.choose(`${node.getSourceFile().fileName}:${fn.pos} ${what}`, options.length)];
  }

  private read(node: ts.Expression, frame: Frame | undefined): Value {
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isAwaitExpression(node)
    )
      return this.eval(node.expression, frame);
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isNumericLiteral(node))
      return textOf(node.text);
    if (ts.isTaggedTemplateExpression(node)) return this.template(node, frame);
    if (ts.isTemplateExpression(node)) {
      const parts = node.templateSpans.map((s) => ({ value: this.eval(s.expression, frame), after: s.literal.text }));
      if (parts.some(({ value }) => value.kind !== 'text')) return OPAQUE;
      return textOf(
        node.head.text + parts.map(({ value, after }) => (value.kind === 'text' ? value.text : '') + after).join(''),
      );
    }
    if (ts.isConditionalExpression(node))
      return this.eval(this.conditions.holds(node.condition, frame) ? node.whenTrue : node.whenFalse, frame);
    if (ts.isBinaryExpression(node)) return this.binary(node, frame);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return { kind: 'function', fn: node, frame };
    if (ts.isArrayLiteralExpression(node)) return listOf(node.elements.flatMap((e) => this.element(e, frame)));
    if (ts.isObjectLiteralExpression(node)) return this.object(node, frame);
    if (ts.isIdentifier(node)) return this.identifier(node, frame);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, frame);
    if (ts.isElementAccessExpression(node)) return this.indexed(node, frame);
    if (ts.isCallExpression(node)) return this.callExpression(node, frame);
    if (ts.isNewExpression(node) && node.expression.getText() === 'Columns')
      return runBuiltin(this, 'new Columns', node, frame);
    return OPAQUE;
  }

  private template(node: ts.TaggedTemplateExpression, frame: Frame | undefined): Value {
    const { template } = node;
    if (ts.isNoSubstitutionTemplateLiteral(template)) return sqlOf(template.text);
    let text = template.head.text;
    for (const { expression, literal } of template.templateSpans)
      text += this.part(this.hole(expression, frame)) + literal.text;
    return sqlOf(text);
  }

  private hole(node: ts.Expression, frame: Frame | undefined): Value {
    const type = this.project.checker.getTypeAtLocation(node);
    const any = (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
    if (!any && !this.mayBeSql(type)) return OPAQUE;
    const value = this.eval(node, frame);
    if (value.kind === 'opaque' && !any)
      throw new Uncomposable(`a part is not known: ${placeOf(node)} ${node.getText()}`);
    return value;
  }

  private binary(node: ts.BinaryExpression, frame: Frame | undefined): Value {
    const { left, right, operatorToken } = node;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return this.conditions.holds(left, frame) ? this.eval(right, frame) : UNDEFINED;
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken: {
        const value = this.eval(left, frame);
        if (value.kind === 'undefined') return this.eval(right, frame);
        return value.kind === 'opaque' && !this.conditions.holds(left, frame) ? this.eval(right, frame) : value;
      }
      case ts.SyntaxKind.PlusToken: {
        const [a, b] = [this.eval(left, frame), this.eval(right, frame)];
        return a.kind === 'text' && b.kind === 'text' ? textOf(a.text + b.text) : OPAQUE;
      }
      default:
        return OPAQUE;
    }
  }

  private element(node: ts.Expression, frame: Frame | undefined): readonly Value[] {
    if (ts.isOmittedExpression(node)) return [UNDEFINED];
    if (!ts.isSpreadElement(node)) return [this.eval(node, frame)];
    const spread = this.eval(node.expression, frame);
    return spread.kind === 'list' ? spread.items : [OPAQUE];
  }

  private object(node: ts.ObjectLiteralExpression, frame: Frame | undefined): Value {
    const props = new Map<string, () => Value>();
    for (const p of node.properties) {
      if (ts.isSpreadAssignment(p)) {
        for (const [name, value] of this.propsOf(p.expression, frame)) props.set(name, value);
        continue;
      }
      const name = ts.isComputedPropertyName(p.name as ts.PropertyName)
        ? this.text((p.name as ts.ComputedPropertyName).expression, frame)
        : (p.name as ts.Identifier | ts.StringLiteral).text;
      if (ts.isPropertyAssignment(p)) props.set(name, () => this.eval(p.initializer, frame));
      else if (ts.isShorthandPropertyAssignment(p)) props.set(name, () => this.identifier(p.name, frame));
      else props.set(name, () => ({ kind: 'function', fn: p, frame }));
    }
    return { kind: 'object', props };
  }

  /** The properties of an object, at least their names. */
  propsOf(node: ts.Expression, frame: Frame | undefined): ReadonlyMap<string, () => Value> {
    const value = this.eval(node, frame);
    if (value.kind === 'object') return value.props;
    if (value.kind === 'undefined') return new Map();
    const { checker } = this.project;
    const type = checker.getNonNullableType(
      value.kind === 'opaque' && value.type ? value.type : checker.getTypeAtLocation(node),
    );
    const types = type.isUnion() ? type.types : [type];
    if (types.some((t) => checker.getIndexInfosOfType(t).length > 0 || t.flags & ts.TypeFlags.TypeParameter))
      throw new Uncomposable(`columns are known at run time only: ${placeOf(node)} ${node.getText()}`);
    const names = types.flatMap((t) => checker.getPropertiesOfType(t).map((p) => p.name));
    return new Map(names.map((name) => [name, () => OPAQUE]));
  }

  private identifier(node: ts.Identifier, frame: Frame | undefined): Value {
    if (node.text === 'undefined') return UNDEFINED;
    const declaration = this.project.symbolAt(node)?.valueDeclaration;
    return declaration ? this.declared(declaration, frame) : OPAQUE;
  }

  declared(d: ts.Declaration, frame: Frame | undefined): Value {
    return this.conditions.declared(d, frame);
  }

  private property(node: ts.PropertyAccessExpression, frame: Frame | undefined): Value {
    if (node.expression.kind !== ts.SyntaxKind.ThisKeyword) {
      const object = this.eval(node.expression, frame);
      const value = this.member(object, node.name.text);
      if (value) return value;
      if (object.kind === 'undefined') return UNDEFINED;
    }
    const declaration = this.project.symbolAt(node.name)?.valueDeclaration;
    if (!declaration || ts.isParameter(declaration)) return OPAQUE;
    return this.declared(declaration, undefined);
  }

  member(object: Value, name: string): Value | undefined {
    if (object.kind === 'object') return object.props.has(name) ? object.props.get(name)?.() : undefined;
    if (object.kind === 'list') return /^\d+$/.test(name) ? (object.items[Number(name)] ?? UNDEFINED) : undefined;
    return undefined;
  }

  private indexed(node: ts.ElementAccessExpression, frame: Frame | undefined): Value {
    const object = this.eval(node.expression, frame);
    if (object.kind !== 'object' && object.kind !== 'list') return OPAQUE;
    const key = this.eval(node.argumentExpression, frame);
    if (key.kind === 'text') return this.member(object, key.text) ?? UNDEFINED;
    const values = object.kind === 'list' ? object.items.map((v) => () => v) : [...object.props.values()];
    return this.oneOf(node, node.argumentExpression.getText(), values)?.() ?? OPAQUE;
  }

  private callExpression(node: ts.CallExpression, frame: Frame | undefined): Value {
    const builtin = isBuiltin(this.project, node);
    if (builtin) return runBuiltin(this, builtin, node, frame);
    const method = runMethod(this, node, frame);
    if (method) return method;
    const args = node.arguments.map((a) => () => this.eval(a, frame));
    const type = this.project.checker.getTypeAtLocation(node.expression);
    const callee =
      ts.isIdentifier(node.expression) ||
      ts.isPropertyAccessExpression(node.expression) ||
      ts.isElementAccessExpression(node.expression)
        ? this.eval(node.expression, frame)
        : OPAQUE;
    if (callee.kind === 'function') return this.call(callee.fn, args, callee.frame);
    const [signature] = type.getCallSignatures();
    const declaration = this.project.checker.getResolvedSignature(node)?.declaration ?? signature?.declaration;
    if (declaration && 'body' in declaration && declaration.body)
      return this.call(declaration as Callable, args, undefined);
    return OPAQUE;
  }

  /** Literal types tell a text, or the texts that it may be. */
  private byType(node: ts.Expression, value: Value): Value {
    const type = this.project.checker.getTypeAtLocation(node);
    const types = (type.isUnion() ? type.types : [type]).filter(
      (t) => !(t.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)),
    );
    if (types.length > 12 || types.length === 0 || !types.every((t) => t.isStringLiteral()))
      return { kind: 'opaque', type };
    const text = this.oneOf(
      node,
      node.getText(),
      types.map((t) => (t as ts.StringLiteralType).value),
    );
    return text === undefined ? value : textOf(text);
  }
}
