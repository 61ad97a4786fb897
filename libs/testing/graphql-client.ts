import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are as free as the queries that ask for them
export type FreeJson = any;

export interface GraphqlAnswer<T = Record<string, FreeJson>> {
  readonly data?: T | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Record<string, unknown>;
  }[];
}

/** Talks to a running API over HTTP and WebSocket, as any front end does. */
export class GraphqlClient {
  private socket: Client | undefined;

  constructor(
    readonly url: string,
    readonly token?: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** The same client with another language or other headers. */
  with(headers: Record<string, string>): GraphqlClient {
    return new GraphqlClient(this.url, this.token, { ...this.headers, ...headers });
  }

  /** Data and errors, whatever they are. */
  async send<T = Record<string, FreeJson>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer<T>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...this.headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer<T>;
  }

  /** The data; throws when there are errors. */
  async query<T = Record<string, FreeJson>>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.send<T>(query, variables);
    if (errors || !data) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
    return data;
  }

  /** The `extensions.code` of the first error; fails when there is none. */
  async errorCode(query: string, variables: Record<string, unknown> = {}): Promise<string> {
    const { errors } = await this.send(query, variables);
    const code = errors?.[0]?.extensions?.['code'];
    if (typeof code !== 'string') throw new Error(`an error was expected, not ${JSON.stringify(errors)}`);
    return code;
  }

  /** Events of a subscription; end with `return()`. Errors of the operation come as `errors` in an event. */
  subscribe<T = Record<string, FreeJson>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): AsyncIterableIterator<GraphqlAnswer<T>> {
    this.socket ??= createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.token ? { Authorization: `Bearer ${this.token}` } : {},
      retryAttempts: 0,
    });
    return this.socket.iterate({ query, variables }) as AsyncIterableIterator<GraphqlAnswer<T>>;
  }

  async close(): Promise<void> {
    await this.socket?.dispose();
  }
}
