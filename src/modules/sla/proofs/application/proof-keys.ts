import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { Database, sql } from '#platform/database';
import { PROOF_VERSION, signedText, type ProofSeal } from '../domain/proof-format.js';
import { keyIdOf, spkiOf } from './verify-proof.js';

/** A key that proofs are or were signed with. */
export interface ProofKey {
  readonly id: string;
  /** PEM. */
  readonly publicKey: string;
  /** Null: it has signed nothing yet. */
  readonly firstUsedAt: Date | null;
  /** Whether new proofs are signed with it. */
  readonly current: boolean;
}

/** PKCS 8 of an Ed25519 key, up to its 32 bytes. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs proofs, and remembers for ever which keys have. */
@Injectable()
export class ProofKeys implements OnModuleInit {
  private known: { readonly secret: KeyObject; readonly id: string; readonly open: KeyObject } | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Database,
  ) {}

  /** A key that is none stops the boot. */
  onModuleInit(): void {
    void this.current;
  }

  /** The seal of a body with that digest. Belongs into the transaction that keeps the proof: its key is noted there. */
  async seal(sha256: string, now: Date): Promise<ProofSeal> {
    const { secret, id, open } = this.current;
    await this.db.execute(
      sql`insert into sla.proof_key (id, public_key, first_used_at) values (${id}, ${pemOf(open)}, ${now})
          on conflict do nothing`,
    );
    return {
      algorithm: 'Ed25519',
      keyId: id,
      publicKey: spkiOf(open).toString('base64'),
      sha256,
      signature: sign(null, Buffer.from(signedText(sha256, PROOF_VERSION)), secret).toString('base64'),
    };
  }

  /** All keys, the present one first, then the latest. */
  async all(): Promise<ProofKey[]> {
    const rows = await this.db.query<Omit<ProofKey, 'current'>>(
      sql`select id, public_key as "publicKey", first_used_at as "firstUsedAt" from sla.proof_key
           order by first_used_at desc, id`,
    );
    const { id, open } = this.current;
    const present = rows.find((r) => r.id === id) ?? { id, publicKey: pemOf(open), firstUsedAt: null };
    return [{ ...present, current: true }, ...rows.filter((r) => r.id !== id).map((r) => ({ ...r, current: false }))];
  }

  private get current() {
    if (this.known) return this.known;
    const { SLA_PROOF_KEY: pem } = this.config.sla;
    const secret = pem === null ? derivedKey(this.config.access.MERIDIAN_SECRET) : givenKey(pem);
    const open = createPublicKey(secret);
    return (this.known = { secret, open, id: keyIdOf(open) });
  }
}

const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'spki' }).toString();

/** The same on every node that has the secret, and telling nothing of it. */
function derivedKey(secret: string): KeyObject {
  const salt = createHash('sha256').update('meridian').digest();
  const seed = Buffer.from(hkdfSync('sha256', secret, salt, 'sla proof signing key', 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

function givenKey(pem: string): KeyObject {
  const key = createPrivateKey(pem.replace(/\\n/g, '\n'));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('SLA_PROOF_KEY is not an Ed25519 key');
  return key;
}
