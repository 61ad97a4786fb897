import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  NoFragmentCyclesRule,
  parse,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isAnonymous, mayRun, RateLimitedError, UnauthenticatedError, type AccessRule } from '#platform/access';
import { type Ctx } from '#platform/context';
import { callerKey, type Budgets } from './budget.js';
import { compileOperation, type Compiled } from './compile.js';
import { DocumentCache } from './document-cache.js';
import { shapeErrors, sizeOfDocument } from './document-size.js';
import { turns } from './turns.js';
import { ANONYMOUS_LIMITS, costError, costVaries, limitError, LIMITS, operationCost } from './limits.js';

/** A document that is valid. */
interface Prepared {
  readonly document: DocumentNode;
  /** Fields it has when its fragments are unfolded. */
  readonly fields: number;
  /** Whether page sizes come through variables, so that the cost changes from call to call. */
  readonly costVaries: boolean;
  readonly operations: Map<string, PreparedOperation>;
}

/** One operation of a document. */
interface PreparedOperation {
  readonly node: OperationDefinitionNode;
  /** Of its root fields; undefined for a field that declares none. */
  readonly rules: readonly (AccessRule | undefined)[];
  /** Known once it is asked for, where it does not vary. */
  cost?: number;
  /** Since the document is kept. */
  uses: number;
  /** Null for one that cannot be compiled. */
  compiled?: Compiled | null;
}

/** What a document that is kept belongs to. */
interface Kept {
  readonly text: string;
  readonly prepared: Prepared;
}

/** Bytes of documents and compiled operations that are kept for people who are signed in, and for everybody else. */
const KEPT_BYTES = 64_000_000;
const KEPT_BYTES_ANONYMOUS = 2_000_000;
/** The longest document that is kept, in characters. */
const MAX_KEPT_LENGTH = 20_000;
/** The use of an operation at which it is compiled, and the most unfolded fields of one that is: a tenth of a second. */
const COMPILED_AT_USE = 4;
const MAX_COMPILED_FIELDS = 800;
/** Mistakes of a document that are told at once; finding out what was meant takes time for each. */
const MAX_ERRORS = 20;
const MAX_ERRORS_ANONYMOUS = 5;
/** What each operation takes from its caller's budget at least, and for each character of a document that is not kept. */
const MIN_COST = 10;
const COST_PER_CHARACTER = 0.5;
/** Bytes of a node of the syntax tree and of a token; measured. */
const NODE_BYTES = 220;
const TOKEN_BYTES = 100;

/**
 * Parses, limits and validates documents, and runs them. Valid documents of callers who may run them are kept from
 * their second use on, and operations that come often are turned into plain functions by graphql-jit. Nothing is kept of
 * a document that is wrong, nothing is compiled for somebody who has not signed in or lacks a permission for one of
 * its root fields.
 */
export class Operations {
  private readonly kept = new DocumentCache<Prepared>(KEPT_BYTES);
  private readonly keptOfAnybody = new DocumentCache<Prepared>(KEPT_BYTES_ANONYMOUS);
  private readonly byDocument = new WeakMap<DocumentNode, Kept>();
  private compilations = 0;

  /** Without budgets nobody's operations are counted. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly budgets?: Budgets,
  ) {}

  /** The document, or what is wrong with it. Without a context nobody is signed in to the call. */
  prepare(
    query: string,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>> | null | undefined,
    ctx?: Ctx,
  ): DocumentNode | readonly GraphQLError[] {
    const anonymous = ctx !== undefined && isAnonymous(ctx);
    const cache = anonymous ? this.keptOfAnybody : this.kept;
    let prepared = cache.get(query);
    const refused = ctx && this.budgets?.spend(ctx, MIN_COST + (prepared ? 0 : query.length * COST_PER_CHARACTER));
    if (refused) return [causedBy(refused)];
    if (!prepared) {
      const checked = this.check(query, anonymous);
      if (!('operations' in checked)) return checked;
      prepared = checked;
      const operation = this.operationOf(prepared, operationName);
      if (ctx && operation && query.length <= MAX_KEPT_LENGTH && allows(ctx, operation))
        if (cache.offer(query, prepared, () => bytesOf(query, checked.document)))
          this.byDocument.set(prepared.document, { text: query, prepared });
    }
    const cost = this.costOf(prepared, operationName, variables ?? {});
    const tooDear = costError(cost, anonymous ? ANONYMOUS_LIMITS.cost : LIMITS.cost);
    if (!tooDear) {
      const spent = ctx && this.budgets?.spend(ctx, cost);
      return spent ? [causedBy(spent)] : prepared.document;
    }
    const operation = this.operationOf(prepared, operationName);
    // What matters to whoever has not signed in is that, not how large the operation is.
    return [anonymous && operation && !allows(ctx, operation) ? causedBy(new UnauthenticatedError()) : tooDear];
  }

  /** Runs a query or mutation. */
  execute = (args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> => {
    try {
      return this.budgets
        ? this.budgets.run(args.contextValue as Ctx, () => this.executeNow(args))
        : this.executeNow(args);
    } catch (error) {
      if (error instanceof RateLimitedError) return { errors: [causedBy(error)] };
      throw error;
    }
  };

  private executeNow(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    // Showing the schema waits for nobody and takes long.
    if (showsSchema(args)) return turns.next(callerKey(args.contextValue as Ctx)).then(() => this.executeAtOnce(args));
    return this.executeAtOnce(args);
  }

  private executeAtOnce(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    const run = this.compiledFor(args)?.run;
    const variables = args.variableValues as Readonly<Record<string, unknown>> | null | undefined;
    return (
      run?.(args.rootValue, args.contextValue, variables) ??
      (execute(args) as ExecutionResult | Promise<ExecutionResult>)
    );
  }

  /**
   * How many documents are kept, the estimated bytes that they take with what is compiled of them, and how many operations
   * were compiled since the start.
   */
  get use(): { readonly documents: number; readonly bytes: number; readonly compilations: number } {
    const [own, others] = [this.kept.use, this.keptOfAnybody.use];
    return {
      documents: own.documents + others.documents,
      bytes: own.bytes + others.bytes,
      compilations: this.compilations,
    };
  }

  private check(query: string, anonymous: boolean): Prepared | readonly GraphQLError[] {
    if (query.length > LIMITS.length)
      return [
        limitError('length', query.length, `The document has ${query.length} characters`, 'Send values as variables.'),
      ];
    const { tokens } = anonymous ? ANONYMOUS_LIMITS : LIMITS;
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: tokens });
    } catch (error) {
      if (error instanceof GraphQLError)
        return [/more that \d+ tokens/.test(error.message) ? tooManyTokens(tokens) : error];
      // The parser calls itself for values within values; nothing else goes deeper than that.
      return [new GraphQLError('The values of the document are nested too deeply. Send them as variables.')];
    }
    // In this order: what follows takes time that only the limits before it bound.
    const { fields, cyclic } = sizeOfDocument(document);
    if (cyclic) return validate(this.schema, document, [NoFragmentCyclesRule], { maxErrors: MAX_ERRORS });
    if (fields > LIMITS.fields)
      return [
        limitError(
          'fields',
          fields,
          `The document has ${fields} fields with its fragments in the place of their spreads`,
          'Ask for fewer fields, or spread fewer fragments within fragments.',
        ),
      ];
    const shape = shapeErrors(document);
    if (shape.length > 0) return shape;
    const errors = validate(this.schema, document, specifiedRules, {
      maxErrors: anonymous ? MAX_ERRORS_ANONYMOUS : MAX_ERRORS,
    });
    return errors.length > 0
      ? errors
      : { document, fields, costVaries: costVaries(document), operations: new Map<string, PreparedOperation>() };
  }

  private costOf(
    prepared: Prepared,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): number {
    const operation = this.operationOf(prepared, operationName);
    if (operation?.cost !== undefined) return operation.cost;
    const cost = operationCost(prepared.document, operationName, variables, this.schema);
    if (operation && !prepared.costVaries) operation.cost = cost;
    return cost;
  }

  private operationOf(prepared: Prepared, name: string | null | undefined): PreparedOperation | undefined {
    const known = prepared.operations.get(name ?? '');
    if (known) return known;
    const node = getOperationAST(prepared.document, name);
    if (!node) return undefined;
    const operation: PreparedOperation = { node, rules: this.rulesOf(prepared.document, node), uses: 0 };
    prepared.operations.set(name ?? '', operation);
    return operation;
  }

  /** The access rules of an operation's root fields. Everybody may look at the schema. */
  private rulesOf(document: DocumentNode, operation: OperationDefinitionNode): (AccessRule | undefined)[] {
    const known = this.schema.getRootType(operation.operation)?.getFields() ?? {};
    return rootFields(document, operation).flatMap(({ name }) =>
      name.value.startsWith('__') ? [] : [known[name.value]?.extensions['access'] as AccessRule | undefined],
    );
  }

  private compiledFor({ document, operationName, contextValue }: ExecutionArgs): Compiled | null | undefined {
    const kept = this.byDocument.get(document);
    const operation = kept && this.operationOf(kept.prepared, operationName);
    if (!operation || kept.prepared.fields > MAX_COMPILED_FIELDS) return undefined;
    // Kept at the second use, whose number is one.
    if (operation.compiled === undefined && ++operation.uses >= COMPILED_AT_USE - 1) {
      const ctx = contextValue as Ctx;
      if (isAnonymous(ctx) || !allows(ctx, operation)) return undefined;
      operation.compiled = compileOperation(this.schema, document, operation.node) ?? null;
      this.compilations++;
      this.kept.grow(kept.text, operation.compiled?.bytes ?? 0);
    }
    return operation.compiled;
  }
}

/** The parser stops there, so that nothing is known of what follows. */
const tooManyTokens = (allowed: number): GraphQLError =>
  new GraphQLError(
    `The document has more than ${allowed} tokens. Ask for less at once, and send values as variables.${allowed < LIMITS.tokens ? ` Who has signed in may send ${LIMITS.tokens}: sign in first.` : ''}`,
    { extensions: { limit: { name: 'tokens', allowed } } },
  );

const causedBy = (cause: Error): GraphQLError => new GraphQLError(cause.message, { originalError: cause });

/** Whether the caller may run all root fields of an operation. */
const allows = (ctx: Ctx, { rules }: PreparedOperation): boolean =>
  rules.every((rule) => rule !== undefined && mayRun(ctx, rule));

/** Whether an operation asks for the schema. */
function showsSchema({ document, operationName }: ExecutionArgs): boolean {
  const operation = getOperationAST(document, operationName);
  return !!operation && rootFields(document, operation).some(({ name }) => /^__(schema|type)$/.test(name.value));
}

/** The fields of an operation at the root, those of fragments included. */
function rootFields(document: DocumentNode, operation: OperationDefinitionNode): FieldNode[] {
  const fields: FieldNode[] = [];
  const seen = new Set<string>();
  const look = (set: SelectionSetNode): void => {
    for (const part of set.selections) {
      if (part.kind === Kind.FIELD) fields.push(part);
      else if (part.kind === Kind.INLINE_FRAGMENT) look(part.selectionSet);
      else if (!seen.has(part.name.value)) {
        seen.add(part.name.value);
        for (const d of document.definitions)
          if (d.kind === Kind.FRAGMENT_DEFINITION && d.name.value === part.name.value) look(d.selectionSet);
      }
    }
  };
  look(operation.selectionSet);
  return fields;
}

/** Bytes that a document takes with its text, its syntax tree and the tokens of that. */
function bytesOf(text: string, document: DocumentNode): number {
  let bytes = 2 * text.length;
  visit(document, { enter: () => void (bytes += NODE_BYTES) });
  for (let token = document.loc?.startToken ?? null; token; token = token.next) bytes += TOKEN_BYTES;
  return bytes;
}
