import {
  GraphQLScalarType,
  getVariableValues,
  Kind,
  TypeInfo,
  valueFromAST,
  visit,
  visitWithTypeInfo,
  type DefinitionNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';

type Values = Record<string, unknown>;

/** Runs an operation in its compiled form; undefined when this call has to be executed by graphql-js. */
export type RunCompiled = (
  root: unknown,
  context: unknown,
  variables: Readonly<Values> | null | undefined,
) => ExecutionResult | Promise<ExecutionResult> | undefined;

/** An operation as functions. */
export interface Compiled {
  readonly run: RunCompiled;
  /** Bytes that it takes, estimated. */
  readonly bytes: number;
}

/** An argument's value as the document writes it, which reaches the compiled form as a variable. */
interface Written {
  readonly name: string;
  readonly value: ValueNode;
  readonly type: GraphQLInputType;
}

/** Bytes that one character of generated code takes with what V8 makes of it; measured. */
const BYTES_PER_CHARACTER = 4;
/** Wrong values in variables that are told apart, as graphql-js does. */
const MAX_VARIABLE_ERRORS = 50;

/** Takes values as they are: graphql-js has read them. */
const GIVEN = new GraphQLScalarType({ name: 'Given__', parseValue: (value) => value });

/**
 * Compiles an operation with graphql-jit. Its values never go through graphql-jit: variables are read by graphql-js before
 * each call, and so are arguments as the document writes them, which then come as variables too. So the answers are the
 * same, compiled or not, and nothing that a client writes gets into the generated code. Undefined for what
 * cannot be compiled.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Compiled | undefined {
  if (operation.operation === 'subscription') return undefined;
  const definitions = operation.variableDefinitions ?? [];
  const { prepared, written } = withoutValues(schema, document, operation);
  const asGiven = Object.create(schema, {
    getType: { value: (name: string) => (name === GIVEN.name ? GIVEN : schema.getType(name)) },
  }) as GraphQLSchema;
  const query = compileQuery(asGiven, prepared, operation.name?.value, {
    disableLeafSerialization: false,
    customJSONSerializer: false,
    debug: true,
  } as Parameters<typeof compileQuery>[3]);
  if (!isCompiledQuery(query)) return undefined;
  const run = query.query as CompiledQuery<unknown, unknown>['query'];
  const code = (query as unknown as Readonly<Record<string, string>>)[GENERATED_CODE];
  return {
    bytes: BYTES_PER_CHARACTER * (code?.length ?? 0),
    run: (root, context, variables) => {
      const read = getVariableValues(schema, definitions, variables ?? {}, { maxErrors: MAX_VARIABLE_ERRORS });
      if (read.errors) return { errors: read.errors };
      const values: Values = { ...read.coerced };
      for (const { name, value, type } of written) {
        const given = valueFromAST(value, type, read.coerced);
        if (given === undefined) return undefined;
        values[name] = given;
      }
      return run(root, context, values) as ExecutionResult | Promise<ExecutionResult>;
    },
  };
}

/** Where graphql-jit shows what it generated. */
const GENERATED_CODE = '__DO_NOT_USE_THIS_OR_YOU_WILL_BE_FIRED_compilation';

/**
 * The operation and its fragments with a variable in the place of every argument's value, and with variables that take
 * what they are given, without defaults. Booleans keep their type: graphql-jit looks for it in @skip and @include.
 */
function withoutValues(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): { readonly prepared: DocumentNode; readonly written: readonly Written[] } {
  const taken = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  const written: Written[] = [];
  const add = (value: ValueNode, type: GraphQLInputType): string => {
    let name = `written${written.length}`;
    while (taken.has(name)) name += '_';
    written.push({ name, value, type });
    return name;
  };
  const types = new TypeInfo(schema);
  const definitions = document.definitions.filter((d) => d === operation || d.kind === Kind.FRAGMENT_DEFINITION);
  const changed = visit(
    { ...document, definitions },
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Directive: () => false,
      Argument: (argument) => {
        const type = types.getInputType();
        if (argument.value.kind === Kind.VARIABLE || !type) return false;
        return { ...argument, value: variable(add(argument.value, type)) };
      },
    }),
  );
  const own = (operation.variableDefinitions ?? []).map((definition) =>
    namedTypeOf(definition) === 'Boolean' ? definition : given(definition.variable.name.value),
  );
  const prepared: DocumentNode = {
    ...changed,
    definitions: changed.definitions.map((d): DefinitionNode =>
      d.kind === Kind.OPERATION_DEFINITION
        ? { ...d, variableDefinitions: [...own, ...written.map(({ name }) => given(name))] }
        : d,
    ),
  };
  return { prepared, written };
}

/** The name of a variable's type, unless it is a list. */
function namedTypeOf({ type }: VariableDefinitionNode): string | undefined {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return inner.kind === Kind.NAMED_TYPE ? inner.name.value : undefined;
}

const variable = (name: string): VariableDefinitionNode['variable'] => ({
  kind: Kind.VARIABLE,
  name: { kind: Kind.NAME, value: name },
});

const given = (name: string): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: variable(name),
  type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: GIVEN.name } },
});
