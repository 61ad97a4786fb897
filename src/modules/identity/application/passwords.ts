import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the second recommended setting of RFC 9106 scaled to OWASP's minimum: 19 MiB, 2 passes, 1 lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of a password, with its salt and settings inside. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), OPTIONS);
}

/** Longer ones fit nothing, and are not worth hashing. */
const LONGEST = 200;

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits the hash. Without a hash (no such account, or no password set) it takes as long and is
 * false, so that the time of the answer does not tell which accounts exist.
 */
export async function passwordFits(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const given = password.trim().length > LONGEST ? '' : password.normalize('NFKC');
  const fits = await verify(passwordHash ?? (await decoy), given);
  return fits && passwordHash != null;
}
