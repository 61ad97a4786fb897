import { type IncomingMessage, type Server } from 'node:http';
import { type Duplex } from 'node:stream';
import {
  createSourceEventStream,
  execute,
  getOperationAST,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { CloseCode, makeServer } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { isAnonymous, RateLimitedError, UnauthenticatedError } from '#platform/access';
import { type Ctx, type Language } from '#platform/context';
import { isOutage, retryDuringOutage } from '#platform/database';
import { callerKey } from './budget.js';
import { chooseLanguage } from './locale.js';
import { type Operations } from './operations.js';

interface Options {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly operations: Operations;
  readonly authenticate: (
    authorization: string | undefined,
    language: Language,
    request: IncomingMessage,
  ) => Promise<Ctx>;
  /** Calls back with the id of an employee whose sessions, tokens or rights have changed, or null for anybody's. */
  readonly onAccessChange: (listener: (employeeId: string | null) => void) => () => void;
  readonly present: (error: unknown, ctx: Ctx | undefined, request?: IncomingMessage) => GraphQLError;
}

/** What is known of an open socket besides its protocol. */
interface Extra {
  readonly request: IncomingMessage;
  readonly close: (code: number, reason: string) => void;
  /** The employee who signed in, once that is known. */
  employeeId?: string | null;
  /** Makes a context with the credentials that were given; throws UnauthenticatedError once they are worth nothing. */
  renew?: () => Promise<Ctx>;
  /** Makes one with other credentials. */
  signIn?: (authorization: string) => Promise<Ctx>;
}

/** What one caller may keep open: connections of an employee, those of an address without a sign-in, and live events. */
export const OPEN_LIMITS = {
  socketsOfEmployee: 100,
  socketsOfAddress: 50,
  subscriptionsOfSocket: 200,
  subscriptionsOfCaller: 1_000,
} as const;

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
  onAccessChange,
  present,
}: Options): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 1_000_000,
    handleProtocols: (protocols) => (protocols.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });
  const open = new Set<Extra>();
  /** How to make a fresh context for the operation that a context started. */
  const renewals = new WeakMap<object, () => Promise<Ctx>>();

  const held = new OpenThings();

  const protocol = makeServer({
    schema,
    onConnect: async (connection) => {
      const extra = connection.extra as Extra;
      const { headers } = extra.request;
      const params = connection.connectionParams ?? {};
      const authorization = authorizationOf(params) ?? authorizationOf(params['headers']) ?? headers.authorization;
      const language = chooseLanguage(
        typeof params['Accept-Language'] === 'string' ? params['Accept-Language'] : headers['accept-language'],
      );
      const make = (): Promise<Ctx> => authenticate(authorization, language, extra.request);
      try {
        const ctx = await make();
        if (!held.connect(extra, ctx)) return false;
        extra.employeeId = ctx.actor.id;
      } catch (error) {
        present(error, undefined, extra.request);
        return false;
      }
      extra.renew = make;
      extra.signIn = (own) => authenticate(own, language, extra.request);
      return true;
    },
    onComplete: (connection, id) => held.unsubscribe(connection.extra as object, id),
    onSubscribe: async (connection, id, payload) => {
      const extra = connection.extra as Extra;
      const own = authorizationOf((payload.extensions as Readonly<Record<string, unknown>> | undefined)?.['headers']);
      // GraphiQL opens its socket before anybody has signed in, and sends the headers with each operation.
      const { signIn } = extra;
      const make = own !== undefined && signIn ? () => signIn(own) : extra.renew;
      if (!make) return [present(new Error('no connection'), undefined)];
      let ctx: Ctx;
      try {
        ctx = await make();
        renewals.set(ctx, make);
        if (make !== extra.renew && (extra.employeeId == null || extra.employeeId === ctx.actor.id)) {
          // From here on the socket is that employee's, and is closed when the sign-in ends.
          extra.renew = make;
          extra.employeeId = ctx.actor.id;
        }
      } catch (error) {
        return [present(error, undefined, (connection.extra as Extra).request)];
      }
      const prepared = operations.prepare(payload.query, payload.operationName, payload.variables ?? {}, ctx);
      if (!('kind' in prepared)) return prepared.map((e) => present(e, ctx));
      if (getOperationAST(prepared, payload.operationName)?.operation === 'subscription') {
        const refused = held.subscribe(connection.extra as object, id, ctx);
        if (refused) return [present(refused, ctx)];
      }
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
    // What onSubscribe answers with is as it should be seen.
    onError: ({ extra }, _id, _payload, errors) =>
      errors.map((e) =>
        typeof e.extensions?.['code'] === 'string' ? e : present(e, undefined, (extra as Extra).request),
      ),
  });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Not `new URL`: it throws for what anybody may send (`GET //`), and nobody would catch it here.
    if (request.url?.split('?', 1)[0] !== path) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => serve(ws, request));
  };
  server.on('upgrade', onUpgrade);

  const serve = (ws: WebSocket, request: IncomingMessage): void => {
    const extra: Extra = { request, close: (code, reason) => ws.close(code, reason) };
    open.add(extra);
    const closed = protocol.opened(
      {
        protocol: ws.protocol,
        send: (data) => sendTo(ws, data),
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
      open.delete(extra);
      held.close(extra);
      void closed(code, String(reason));
    });
  };

  /** A subscription waits for its next event; the end of a session does not. */
  const closeIfEnded = async (extra: Extra): Promise<void> => {
    try {
      await extra.renew?.();
    } catch (error) {
      if (error instanceof UnauthenticatedError) extra.close(CloseCode.Forbidden, 'Forbidden');
    }
  };
  /** One after the other: there may be thousands. What changes meanwhile is looked at in another round. */
  let rounds = 0;
  const closeAllEnded = async (): Promise<void> => {
    if (++rounds > 1) return;
    for (let begun = 0; begun < rounds;) {
      begun = rounds;
      for (const extra of open) await closeIfEnded(extra);
    }
    rounds = 0;
  };
  const stopListening = onAccessChange((employeeId) => {
    if (employeeId === null) void closeAllEnded();
    else for (const extra of open) if (extra.employeeId === employeeId) void closeIfEnded(extra);
  });

  return async () => {
    stopListening();
    server.off('upgrade', onUpgrade);
    for (const ws of sockets.clients) ws.close(1001, 'Going away');
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
    for (const ws of sockets.clients) ws.terminate();
  };
}

/** Sends what a client still listens to. One that left meanwhile is no error: whatever it missed, it asks again. */
function sendTo(ws: WebSocket, data: string): Promise<void> {
  if (ws.readyState !== ws.OPEN) return Promise.resolve();
  return new Promise((resolve, reject) =>
    ws.send(data, (error) => (error && ws.readyState === ws.OPEN ? reject(error) : resolve())),
  );
}

/** Counts the connections and subscriptions of each caller. */
class OpenThings {
  private readonly sockets = new Map<object, { readonly caller: string; readonly subscriptions: Set<string> }>();
  private readonly socketsOf = new Map<string, number>();
  private readonly subscriptionsOf = new Map<string, number>();

  /** Whether the caller may have one more connection. */
  connect(socket: object, ctx: Ctx): boolean {
    const caller = callerKey(ctx);
    const most = isAnonymous(ctx) ? OPEN_LIMITS.socketsOfAddress : OPEN_LIMITS.socketsOfEmployee;
    if ((this.socketsOf.get(caller) ?? 0) >= most) return false;
    this.sockets.set(socket, { caller, subscriptions: new Set() });
    add(this.socketsOf, caller, 1);
    return true;
  }

  /** Takes a subscription, or says why not. */
  subscribe(socket: object, id: string, ctx: Ctx): RateLimitedError | undefined {
    const opened = this.sockets.get(socket);
    const { subscriptionsOfSocket, subscriptionsOfCaller } = OPEN_LIMITS;
    if (!opened) return undefined;
    if (opened.subscriptions.size >= subscriptionsOfSocket)
      return tooManyOpen(`${subscriptionsOfSocket} subscriptions are open on this connection`);
    if ((this.subscriptionsOf.get(opened.caller) ?? 0) >= subscriptionsOfCaller)
      return tooManyOpen(`You have ${subscriptionsOfCaller} subscriptions`);
    if (isAnonymous(ctx)) return undefined;
    opened.subscriptions.add(id);
    add(this.subscriptionsOf, opened.caller, 1);
    return undefined;
  }

  unsubscribe(socket: object, id: string): void {
    const opened = this.sockets.get(socket);
    if (opened?.subscriptions.delete(id)) add(this.subscriptionsOf, opened.caller, -1);
  }

  close(socket: object): void {
    const opened = this.sockets.get(socket);
    if (!opened) return;
    this.sockets.delete(socket);
    add(this.socketsOf, opened.caller, -1);
    add(this.subscriptionsOf, opened.caller, -opened.subscriptions.size);
  }
}

const tooManyOpen = (found: string): RateLimitedError =>
  new RateLimitedError(`${found}, which is the maximum. Complete those that are no longer shown.`, 60);

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
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

/** The credentials among headers that came in a message, whatever the case of their names. */
function authorizationOf(headers: unknown): string | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1] as unknown;
  return typeof found === 'string' ? found : undefined;
}
