import { AbstractGraphQLDriver, Extensions, type GqlModuleOptions } from '@nestjs/graphql';
import { Inject, Injectable } from '@nestjs/common';
import { ExternalContextCreator } from '@nestjs/core';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { createHandler, type Handler, type Response } from 'graphql-http';
import { ANONYMOUS, AUTHENTICATOR, RateLimitedError, takeDeclaredAccess, type Authenticator } from '#platform/access';
import { CONFIG, explorerOf, type Config } from '#platform/config';
import { localeOf, type Ctx, type Language } from '#platform/context';
import { originOf, type Origin } from '#platform/http';
import { startupPhase } from '#platform/observability';
import { Budgets } from './budget.js';
import { buildSchema, type SchemaParts } from './build-schema.js';
import { callFieldsDirectly } from './direct-fields.js';
import { presentError } from './errors.js';
import { sendExplorer } from './explorer.js';
import { applySchemaPolicies } from './apply-schema-policies.js';
import { chooseLanguage } from './locale.js';
import { NodeRegistry } from './node.js';
import { Operations } from './operations.js';
import { serveSubscriptions } from './subscriptions.js';
import { GRAPHQL_REPORT, type ReportError } from './report.js';

type RawRequest = FastifyRequest;

/** Operations of one caller that run at once, and that wait. */
const AT_ONCE = { running: 8, waiting: 500 };

/**
 * Serves the schema that Nest builds through graphql-http, the reference implementation of GraphQL over HTTP, and
 * graphql-ws (docs/adr/0003).
 */
@Injectable()
export class MeridianDriver extends AbstractGraphQLDriver<GqlModuleOptions> {
  @Inject(ExternalContextCreator) private readonly contexts!: ExternalContextCreator;
  @Inject(AUTHENTICATOR) private readonly authenticator!: Authenticator;
  @Inject(NodeRegistry) private readonly nodes!: NodeRegistry;
  @Inject(GRAPHQL_REPORT) private readonly report!: ReportError;
  @Inject(CONFIG) private readonly config!: Config;
  private readonly origins = new WeakMap<FastifyRequest, Origin>();
  private stopSubscriptions: () => Promise<void> = async () => undefined;

  override async generateSchema(options: GqlModuleOptions): Promise<GraphQLSchema> {
    callFieldsDirectly(this.contexts);
    for (const { target, method, rule } of takeDeclaredAccess()) Extensions({ access: rule })(target, method as string);
    const parts = this.graphQlFactory as unknown as SchemaParts;
    return applySchemaPolicies(await startupPhase('schema', () => buildSchema(parts, options)), this.nodes);
  }

  async start(options: GqlModuleOptions & { schema?: GraphQLSchema }): Promise<void> {
    const schema = options.schema as GraphQLSchema;
    const fastify = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    const { BUDGET_PER_EMPLOYEE, BUDGET_PER_ADDRESS } = this.config.limits;
    const budgets = new Budgets({
      employeePerMinute: BUDGET_PER_EMPLOYEE,
      addressPerMinute: BUDGET_PER_ADDRESS,
      ...AT_ONCE,
    });
    const operations = new Operations(schema, budgets);
    const handler = this.createHandler(operations, schema);
    const path = options.path ?? '/graphql';
    const explorer = explorerOf(this.config);
    fastify.route({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'],
      url: path,
      handler: async (request, reply) => {
        if (explorer !== 'off' && wantsExplorer(request)) return sendExplorer(request, reply, explorer === 'demo');
        const { requestId } = this.originOf(request);
        const [body, init] = await handler({
          method: request.method,
          url: request.url,
          headers: request.headers,
          body: request.body as Record<string, unknown> | null,
          raw: request,
          context: undefined,
        });
        return reply
          .code(init.status)
          .headers({ ...init.headers, 'x-request-id': requestId })
          .send(body ?? '');
      },
    });
    this.stopSubscriptions = serveSubscriptions({
      server: fastify.server,
      path,
      schema,
      operations,
      authenticate: (authorization, language, request) =>
        this.ctxOf(authorization, language, originOf(request, this.config.http.TRUSTED_PROXIES)),
      onAccessChange: (listener) => this.authenticator.onChange(listener),
      present: (error, ctx, request) =>
        presentError(error, ctx, (cause) =>
          this.report(cause, ctx ?? (request && originOf(request, this.config.http.TRUSTED_PROXIES))),
        ),
    });
  }

  async stop(): Promise<void> {
    await this.stopSubscriptions();
  }

  private createHandler(operations: Operations, schema: GraphQLSchema): Handler<RawRequest, undefined> {
    return createHandler<RawRequest, undefined, Ctx & Record<PropertyKey, unknown>>({
      schema,
      onSubscribe: async (request, params) => {
        const origin = this.originOf(request.raw);
        const { requestId } = origin;
        const language = chooseLanguage(request.raw.headers['accept-language']);
        const refuse = (errors: readonly unknown[], ctx?: Ctx): GraphQLError[] =>
          errors.map((error) =>
            presentError(error, ctx ?? { requestId, language, locale: localeOf(language) }, (cause) =>
              this.report(cause, ctx ?? origin),
            ),
          );
        let ctx: Ctx;
        try {
          ctx = await this.ctxOf(request.raw.headers.authorization, language, origin);
        } catch (error) {
          return { data: null, errors: refuse([error]) };
        }
        const prepared = operations.prepare(params.query, params.operationName, params.variables, ctx);
        if ('kind' in prepared)
          return {
            schema,
            document: prepared,
            operationName: params.operationName,
            variableValues: params.variables,
            contextValue: ctx as Ctx & Record<PropertyKey, unknown>,
          };
        const limited = prepared.find(({ originalError }) => originalError instanceof RateLimitedError);
        if (limited)
          return tooManyRequests(request.raw, refuse(prepared, ctx), limited.originalError as RateLimitedError);
        return refuse(prepared, ctx);
      },
      execute: operations.execute as NonNullable<Parameters<typeof createHandler>[0]['execute']>,
      onOperation: (request, args, result) => {
        // Not from a WeakMap: once it is old, a small collection keeps all its values, with every row they hold.
        const ctx = args.contextValue as Ctx | undefined;
        const shown: ExecutionResult = result.errors
          ? {
              ...result,
              errors: result.errors.map((error) => presentError(error, ctx, (cause) => this.report(cause, ctx))),
            }
          : result;
        if (shown.data === undefined) return shown as ExecutionResult;
        // Straight to text: the library's own way runs a replacer over every value.
        return [
          JSON.stringify(shown),
          {
            status: 200,
            statusText: 'OK',
            headers: {
              'content-type': acceptsGraphQLResponse(request.raw)
                ? 'application/graphql-response+json; charset=utf-8'
                : 'application/json; charset=utf-8',
            },
          },
        ];
      },
    }) as Handler<RawRequest, undefined>;
  }

  private async ctxOf(authorization: string | undefined, language: Language, origin: Origin): Promise<Ctx> {
    const actor = (await this.authenticator.authenticate(authorization)) ?? ANONYMOUS;
    return { ...origin, actor, via: 'api', locale: localeOf(language), language, memo: new Map() };
  }

  /** Made once for each request. */
  private originOf(request: FastifyRequest): Origin {
    let origin = this.origins.get(request);
    if (!origin) this.origins.set(request, (origin = originOf(request.raw, this.config.http.TRUSTED_PROXIES)));
    return origin;
  }
}

function acceptsGraphQLResponse(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('application/graphql-response+json');
}

/** As GraphQL over HTTP has it: its own media type may have status 429, JSON has 200. */
function tooManyRequests(request: FastifyRequest, errors: GraphQLError[], cause: RateLimitedError): Response {
  const own = acceptsGraphQLResponse(request);
  return [
    JSON.stringify({ errors }),
    {
      status: own ? 429 : 200,
      statusText: own ? 'Too Many Requests' : 'OK',
      headers: {
        'content-type': `application/${own ? 'graphql-response+json' : 'json'}; charset=utf-8`,
        'retry-after': String(cause.retryAfterSeconds),
      },
    },
  ];
}

/** A browser that opens the address gets the explorer. */
function wantsExplorer(request: FastifyRequest): boolean {
  return (
    request.method === 'GET' && !request.url.includes('query=') && (request.headers.accept ?? '').includes('text/html')
  );
}
