import { withoutInvisible } from './text.js';

/** Longest address that mail servers pass on (RFC 5321, with the RFC's erratum 1690). */
const MAX_EMAIL = 254;
/** Longest part before the @ (RFC 5321). */
const MAX_LOCAL = 64;

/** Full-width signs of East Asian input methods, which look like those of ASCII and are meant as such in an address. */
const narrow = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/** A domain as IDNA encodes it (UTS 46); empty when it cannot be. */
function asciiDomain(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}

/**
 * An e-mail address in the one form in which it is kept: without anything invisible or around it, the part before the @
 * composed (NFC) and in its own case, the domain in small letters and, where it is international, as IDNA encodes it
 * (`müller@BÜCHER.example` gives `müller@xn--bcher-kva.example`). Undefined when the text is no address. Letter case tells no
 * two addresses apart, and `emailKeys` finds them. Letters of other scripts that look alike are not treated as the same.
 */
export function emailOf(text: string): string | undefined {
  const given = narrow(withoutInvisible(text)).normalize('NFC').trim();
  const at = given.lastIndexOf('@');
  const local = given.slice(0, Math.max(at, 0));
  if (local === '' || local.length > MAX_LOCAL || !/^[^\s@"<>(),:;[\]\\\p{Cc}]+$/u.test(local)) return undefined;
  const typed = given.slice(at + 1);
  // Only letters, digits, hyphens and dots of any script: what a URL would take for a port or a path is none.
  if (typed.length > MAX_EMAIL || !/^[\p{L}\p{M}\p{N}.\u3002\uff61-]+$/u.test(typed)) return undefined;
  const domain = asciiDomain(typed).replace(/\.$/, '');
  if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain))
    return undefined;
  const address = `${local}@${domain}`;
  return address.length <= MAX_EMAIL ? address : undefined;
}

/**
 * The forms, in small letters, in which an address may be found: the one in which it is kept, and the one in which it was
 * typed, for addresses that were taken before international domains had one form. Any text has at least one.
 */
export function emailKeys(text: string): [string, ...string[]] {
  const typed = withoutInvisible(text).normalize('NFC').trim().toLowerCase();
  const kept = emailOf(text)?.toLowerCase() ?? typed;
  return kept === typed ? [kept] : [kept, typed];
}
