import {
  execute,
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { costError, costVaries, LIMIT_RULES, LIMITS, operationCost } from './limits.js';

interface Prepared {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
  /** Compiled form per operation name, made when the document comes for the second time. */
  readonly compiled: Map<string, CompiledQuery<unknown, unknown> | null>;
  /** Whether page sizes come through variables, so that the cost changes from call to call. */
  readonly costVaries: boolean;
  cost?: number;
  uses: number;
}

/** Documents kept parsed, validated and compiled, and the longest that is kept, in characters. */
const MAX_DOCUMENTS = 1000;
const MAX_KEPT_LENGTH = 20_000;
/** With more values than these in its variables an operation runs uncompiled: that stops at the fiftieth wrong one. */
const MAX_COMPILED_VALUES = 2_000;

/**
 * Parses, validates and limits each document once, and runs documents that come again through graphql-jit, which turns
 * them into plain functions.
 */
export class Operations {
  private readonly documents = new Map<string, Prepared>();
  private readonly byDocument = new WeakMap<DocumentNode, Prepared>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** The document, or what is wrong with it. */
  prepare(
    query: string,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>> | null | undefined,
  ): DocumentNode | readonly GraphQLError[] {
    let prepared = this.documents.get(query);
    if (!prepared) {
      prepared = this.check(query);
      if (query.length <= MAX_KEPT_LENGTH) {
        if (this.documents.size >= MAX_DOCUMENTS) this.documents.delete(this.documents.keys().next().value as string);
        this.documents.set(query, prepared);
        this.byDocument.set(prepared.document, prepared);
      }
    }
    if (prepared.errors.length > 0) return prepared.errors;
    const cost =
      prepared.costVaries || prepared.cost === undefined
        ? operationCost(prepared.document, operationName, variables ?? {})
        : prepared.cost;
    if (!prepared.costVaries && prepared.document.definitions.length === 1) prepared.cost = cost;
    const tooDear = costError(cost);
    return tooDear ? [tooDear] : prepared.document;
  }

  private check(query: string): Prepared {
    const failed = (error: GraphQLError): Prepared => ({
      document: { kind: 'Document', definitions: [] } as unknown as DocumentNode,
      errors: [error],
      compiled: new Map(),
      costVaries: false,
      uses: 0,
    });
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: LIMITS.tokens });
    } catch (error) {
      return failed(error as GraphQLError);
    }
    const errors = validate(this.schema, document, [...specifiedRules, ...LIMIT_RULES], { maxErrors: 20 });
    return { document, errors, compiled: new Map(), costVaries: errors.length === 0 && costVaries(document), uses: 0 };
  }

  /** Runs a query or mutation. */
  execute = (args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> => {
    const prepared = this.byDocument.get(args.document);
    if (!prepared || ++prepared.uses < 2 || holdsMoreThan(MAX_COMPILED_VALUES, args.variableValues))
      return execute(args) as Promise<ExecutionResult>;
    const name = args.operationName ?? '';
    let compiled = prepared.compiled.get(name);
    if (compiled === undefined) {
      compiled = this.compile(args.document, args.operationName ?? undefined);
      prepared.compiled.set(name, compiled);
    }
    return compiled
      ? (compiled.query(args.rootValue, args.contextValue, args.variableValues) as Promise<ExecutionResult>)
      : (execute(args) as Promise<ExecutionResult>);
  };

  private compile(document: DocumentNode, operationName: string | undefined): CompiledQuery<unknown, unknown> | null {
    const operation = getOperationAST(document, operationName);
    if (!operation || operation.operation === 'subscription') return null;
    const compiled = compileQuery(this.schema, document, operationName, {
      disableLeafSerialization: false,
      customJSONSerializer: false,
    });
    return isCompiledQuery(compiled) ? (compiled as CompiledQuery<unknown, unknown>) : null;
  }
}

function holdsMoreThan(limit: number, variables: unknown): boolean {
  const waiting = [variables];
  for (let seen = 0; waiting.length > 0; seen++) {
    if (seen > limit) return true;
    const value = waiting.pop();
    if (value !== null && typeof value === 'object') for (const part of Object.values(value)) waiting.push(part);
  }
  return false;
}
