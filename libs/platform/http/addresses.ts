import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Characters of the longest text that may be an address, with zone, brackets and port. */
const LONGEST = 100;
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * An IP address in its one canonical form, out of what a socket or a header says: without port, brackets, zone and
 * spaces, an IPv4 address that is written as IPv6 as IPv4. Undefined for anything else.
 */
export function normalizeAddress(text: string | null | undefined): string | undefined {
  if (!text || text.length > LONGEST) return undefined;
  const [, bracketed, withPort] = /^\s*(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})\s*$/.exec(text) ?? [];
  const bare = bracketed ?? withPort ?? text.trim();
  if (isIPv4(bare)) return bare;
  const address = bare.replace(/%[\w.-]+$/, '');
  if (!isIPv6(address)) return undefined;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}

/**
 * What counts as one place when attempts are counted: an IPv4 address, or the /64 of an IPv6 address, because whoever has
 * one of its addresses has all 2^64. Takes a canonical address.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [first, last] = [groups(head), groups(tail)];
  const zeros = address.includes('::') ? Array<string>(8 - first.length - last.length).fill('0') : [];
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  none: [],
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

interface Hop {
  readonly address: string;
  readonly trusted: boolean;
}

const HOPS_KEPT = 2_000;

/** The proxies whose word on where a request comes from is taken. */
export class TrustedProxies {
  private readonly list = new BlockList();
  private readonly hops = new Map<string, Hop | null>();

  /**
   * `text` lists addresses, networks (`10.1.0.0/16`) and the names loopback, linklocal, uniquelocal and none, separated by
   * commas. Throws an Error that says which entry is none of these.
   */
  constructor(text: string) {
    for (const given of text.split(',')) {
      const entry = given.trim().toLowerCase();
      for (const range of NAMED[entry] ?? [entry]) this.add(range);
    }
  }

  private add(range: string): void {
    const [ip = '', bits, more] = range.split('/');
    const address = normalizeAddress(ip);
    const largest = address === undefined ? 0 : isIPv4(address) ? 32 : 128;
    const prefix = bits === undefined ? largest : /^\d{1,3}$/.test(bits) ? Number(bits) : Infinity;
    if (address === undefined || ip !== ip.trim() || more !== undefined || prefix > largest)
      throw new Error(
        `must list addresses, networks such as 10.1.0.0/16, or loopback, linklocal, uniquelocal and none, with commas between them; "${range}" is none of these`,
      );
    this.list.addSubnet(address, prefix, largest === 32 ? 'ipv4' : 'ipv6');
  }

  /** Whether a canonical address is that of a trusted proxy. */
  trusts(address: string): boolean {
    return this.list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  }

  /**
   * The canonical address of the client: that of the connection or, as long as it is a trusted proxy's, what that proxy
   * noted last in `X-Forwarded-For`. An entry that is no address ends the search: what stands before it was not written
   * by a proxy that we trust.
   */
  clientOf(connection: string | undefined, forwardedFor: string | readonly string[] | undefined): string | undefined {
    let client = this.hop(connection);
    if (!client || !client.trusted || forwardedFor === undefined) return client?.address;
    const noted = (typeof forwardedFor === 'string' ? forwardedFor : forwardedFor.join(',')).split(',');
    while (client.trusted) {
      const before = this.hop(noted.pop());
      if (!before) break;
      client = before;
    }
    return client.address;
  }

  /** An address in a chain of proxies; undefined when the text is none. The same few come again and again. */
  private hop(text: string | undefined): Hop | undefined {
    if (text === undefined || text.length > LONGEST) return undefined;
    const known = this.hops.get(text);
    if (known !== undefined) return known ?? undefined;
    const address = normalizeAddress(text);
    const hop = address === undefined ? null : { address, trusted: this.trusts(address) };
    if (this.hops.size >= HOPS_KEPT) this.hops.clear();
    this.hops.set(text, hop);
    return hop ?? undefined;
  }
}
