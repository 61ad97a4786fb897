import { type Server } from 'node:http';
import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { CloseCode, makeServer } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { type Ctx } from '#platform/context';
import { isOutage, retryDuringOutage } from '#platform/database';
import { chooseLocale } from './locale.js';
import { type Operations } from './operations.js';

interface Options {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly operations: Operations;
  readonly authenticate: (
    authorization: string | undefined,
    locale: Ctx['locale'],
    ip: string | undefined,
  ) => Promise<Ctx>;
  readonly present: (error: unknown, ctx: Ctx | undefined) => GraphQLError;
}

/** Milliseconds between pings; a client that answers none is cut off. */
const KEEP_ALIVE_MS = 20_000;

/**
 * Serves subscriptions (and, as graphql-ws allows, other operations) over WebSocket on the same path. The token comes
 * as `Authorization` in the connection_init payload or as the header of the upgrade. Returns how to stop.
 */
export function serveSubscriptions({
  server,
  path,
  schema,
  operations,
  authenticate,
  present,
}: Options): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 1_000_000,
    handleProtocols: (protocols) => (protocols.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });
  const contexts = new WeakMap<object, () => Promise<Ctx>>();
  /** How to make a fresh context for the operation that a context started. */
  const renewals = new WeakMap<object, () => Promise<Ctx>>();

  const protocol = makeServer({
    schema,
    onConnect: async (connection) => {
      const extra = connection.extra as { authorization?: string; language?: string; ip?: string };
      const params = connection.connectionParams ?? {};
      const given =
        params['Authorization'] ??
        params['authorization'] ??
        (params['headers'] as Record<string, unknown> | undefined)?.['Authorization'];
      const authorization = typeof given === 'string' ? given : extra.authorization;
      const locale = chooseLocale(
        typeof params['Accept-Language'] === 'string' ? params['Accept-Language'] : extra.language,
      );
      const make = (): Promise<Ctx> => authenticate(authorization, locale, extra.ip);
      try {
        await make();
      } catch {
        return false;
      }
      contexts.set(connection, make);
      return true;
    },
    onSubscribe: async (connection, _id, payload) => {
      const make = contexts.get(connection);
      if (!make) return [present(new Error('no connection'), undefined)];
      let ctx: Ctx;
      try {
        ctx = await make();
        renewals.set(ctx, make);
      } catch (error) {
        return [present(error, undefined)];
      }
      const prepared = operations.prepare(payload.query, payload.operationName, payload.variables ?? {});
      if (!('kind' in prepared)) return prepared.map((e) => present(e, ctx));
      return {
        schema,
        document: prepared,
        operationName: payload.operationName,
        variableValues: payload.variables,
        contextValue: ctx,
      };
    },
    execute: (args) => operations.execute(args as ExecutionArgs),
    subscribe: async (args) => {
      const given = args as ExecutionArgs;
      const events = await createSourceEventStream(given);
      const renew = renewals.get(given.contextValue as object);
      return Symbol.asyncIterator in events && renew ? deliver(events, given, renew) : (events as ExecutionResult);
    },
    onNext: (_connection, _id, _payload, args, result) =>
      result.errors
        ? { ...result, errors: result.errors.map((e) => present(e, args.contextValue as unknown as Ctx)) }
        : undefined,
    onError: (_connection, _id, _payload, errors) => errors.map((e) => present(e, undefined)),
  });

  const onUpgrade = (
    request: import('node:http').IncomingMessage,
    socket: import('node:stream').Duplex,
    head: Buffer,
  ): void => {
    // Not `new URL`: it throws for what anybody may send (`GET //`), and nobody would catch it here.
    if (request.url?.split('?', 1)[0] !== path) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => open(ws, request));
  };
  server.on('upgrade', onUpgrade);

  const open = (ws: WebSocket, request: import('node:http').IncomingMessage): void => {
    const extra = {
      authorization: request.headers.authorization,
      language: request.headers['accept-language'],
      ip: request.socket.remoteAddress,
    };
    const closed = protocol.opened(
      {
        protocol: ws.protocol,
        send: (data) => new Promise((resolve, reject) => ws.send(data, (error) => (error ? reject(error) : resolve()))),
        close: (code, reason) => ws.close(code, reason),
        onMessage: (listener) =>
          ws.on('message', (event) => {
            listener(String(event)).catch((error: unknown) => {
              ws.close(CloseCode.InternalServerError, present(error, undefined).message.slice(0, 120));
            });
          }),
      },
      extra,
    );
    let alive = true;
    ws.on('pong', () => (alive = true));
    ws.on('error', () => ws.terminate());
    const ping = setInterval(() => {
      if (!alive) return ws.terminate();
      alive = false;
      ws.ping();
    }, KEEP_ALIVE_MS);
    ws.once('close', (code, reason) => {
      clearInterval(ping);
      void closed(code, String(reason));
    });
  };

  return async () => {
    server.off('upgrade', onUpgrade);
    for (const ws of sockets.clients) ws.close(1001, 'Going away');
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
    for (const ws of sockets.clients) ws.terminate();
  };
}

/**
 * Resolves each event with a context of its own: who asks is checked again, and no loader serves what it read for an
 * earlier event. Not a generator: one that waits for the next event cannot be ended before that event comes, so
 * clients that went away would stay subscribed until then.
 */
function deliver(
  events: AsyncIterable<unknown>,
  args: ExecutionArgs,
  renew: () => Promise<Ctx>,
): AsyncIterableIterator<ExecutionResult> {
  const source = events[Symbol.asyncIterator]();
  const end = async (): Promise<IteratorResult<ExecutionResult>> => {
    await source.return?.();
    return { done: true, value: undefined };
  };
  return {
    next: async () => {
      const step = await source.next();
      if (step.done) return { done: true, value: undefined };
      try {
        // An event is told once: a database that is just restarting must not turn it into an error.
        const value = await retryDuringOutage(async () => {
          const answer = await execute({ ...args, rootValue: step.value, contextValue: await renew() });
          const outage = answer.errors?.find((error) => isOutage(error.originalError));
          if (outage?.originalError) throw outage.originalError;
          return answer;
        });
        return { done: false, value };
      } catch (error) {
        await end();
        throw error;
      }
    },
    return: end,
    throw: async (error: unknown) => {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
