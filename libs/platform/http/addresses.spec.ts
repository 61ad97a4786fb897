import { expect, test } from 'vitest';
import { networkOf, normalizeAddress, TrustedProxies } from './addresses.js';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  [' 203.0.113.9:4711 ', '203.0.113.9'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['2001:0db8:0:0::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['::FFFF:0a01:0203', '10.1.2.3'],
])('%s is the address %s', (text, address) => expect(normalizeAddress(text)).toBe(address));

test.each([
  'garbage',
  '',
  '1.2.3',
  '1.2.3.4.5',
  '999.1.1.1',
  'unknown',
  '_hidden',
  '1.2.3.4:x',
  'a'.repeat(5_000),
  '::1::',
])('"%s" is no address', (text) => expect(normalizeAddress(text)).toBeUndefined());

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network));

test('the client is who the last trusted proxy saw', () => {
  const proxies = new TrustedProxies('loopback, 10.1.0.0/16');
  const client = (connection: string, forwarded?: string | string[]) => proxies.clientOf(connection, forwarded);
  expect(client('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
  expect(client('127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  expect(client('::ffff:10.1.2.3', '6.6.6.6, 203.0.113.9:80, 10.1.0.1')).toBe('203.0.113.9');
  expect(client('127.0.0.1', ['6.6.6.6', '203.0.113.9'])).toBe('203.0.113.9');
  expect(client('127.0.0.1', undefined)).toBe('127.0.0.1');
});

test('what is no address is not believed, nor what stands before it', () => {
  const proxies = new TrustedProxies('loopback');
  expect(proxies.clientOf('127.0.0.1', 'garbage')).toBe('127.0.0.1');
  expect(proxies.clientOf('127.0.0.1', '203.0.113.9, x')).toBe('127.0.0.1');
  expect(new TrustedProxies('none').clientOf('127.0.0.1', '203.0.113.9')).toBe('127.0.0.1');
});

test.each(['everything', '10.1.0.0/33', '10.1.0.0/', '10.1.0.0/8/8', ''])('"%s" names no proxies', (text) =>
  expect(() => new TrustedProxies(text)).toThrow(/must list addresses/),
);
