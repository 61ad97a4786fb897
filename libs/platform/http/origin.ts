import { type IncomingMessage } from 'node:http';
import { uuidv7 } from '#kernel';
import { type TrustedProxies } from './addresses.js';

/** Where a request comes from, as far as the connection and the proxies that we trust say so. */
export interface Origin {
  readonly requestId: string;
  /** Canonical address of the client; undefined when the connection has none. */
  readonly ip: string | undefined;
  /** What the client calls itself, at most 200 printable characters; null when it does not. */
  readonly userAgent: string | null;
}

const REQUEST_ID = /^[\w.-]{8,64}$/;
const LONGEST_USER_AGENT = 200;

/**
 * The same for HTTP requests and WebSocket upgrades. A request has an id of ours: `X-Request-Id` is taken from trusted
 * proxies only, because the id goes into the audit trail.
 */
export function originOf(request: IncomingMessage, proxies: TrustedProxies): Origin {
  const { headers, socket } = request;
  const connection = proxies.clientOf(socket.remoteAddress, undefined);
  const given = headers['x-request-id'];
  const ours = connection === undefined || !proxies.trusts(connection) || typeof given !== 'string';
  const agent = headers['user-agent']?.replace(/[^\x20-\x7e]/g, '').slice(0, LONGEST_USER_AGENT);
  return {
    requestId: ours || !REQUEST_ID.test(given) ? uuidv7() : given,
    ip: proxies.clientOf(connection, headers['x-forwarded-for']),
    userAgent: agent || null,
  };
}
