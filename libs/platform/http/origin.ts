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
  const given = headers['x-request-id'];
  const theirs = typeof given === 'string' && REQUEST_ID.test(given) && trusted(socket.remoteAddress, proxies);
  return {
    requestId: theirs ? given : uuidv7(),
    ip: proxies.clientOf(socket.remoteAddress, headers['x-forwarded-for']),
    userAgent: printable(headers['user-agent']) || null,
  };
}

function trusted(connection: string | undefined, proxies: TrustedProxies): boolean {
  const address = proxies.clientOf(connection, undefined);
  return address !== undefined && proxies.trusts(address);
}

const printable = (text: string | undefined): string | undefined =>
  text?.slice(0, LONGEST_USER_AGENT).replace(/[^\x20-\x7e]/g, '');
