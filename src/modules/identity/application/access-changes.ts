import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { Database } from '#platform/database';
import { Listener } from '#platform/outbox';

/** Channel on which triggers announce whose sign-ins or rights have changed, as an employee's id or `*` for anybody's. */
const CHANNEL = 'meridian_access';

/** Whose access changed: the id of an employee, or null for everybody's. */
export type AccessListener = (employeeId: string | null) => void;

/**
 * Hears of everything that ends a sign-in or changes what it allows. The database announces it when it commits, whatever
 * code or operator changed it, to every node; the node that changed it hears of it at once.
 */
@Injectable()
export class AccessChanges implements OnApplicationShutdown {
  private readonly listeners = new Set<AccessListener>();
  private listener: Listener | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Database,
  ) {}

  /** Whether changes made by other nodes are heard of at the moment. */
  get hearsOthers(): boolean {
    return this.listener?.listening ?? false;
  }

  /** Begins to listen to other nodes: for processes that authenticate requests. */
  start(): void {
    this.listener ??= new Listener({
      url: this.config.database.DATABASE_URL,
      channel: CHANNEL,
      applicationName: 'meridian-access',
      onNotify: (text) => this.tell(text === '*' ? null : text),
      // What was announced while nobody listened is unknown.
      onListening: () => this.tell(null),
    });
    this.listener.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener?.close();
  }

  /** Calls `listener` for each change. Returns how to stop. */
  onChange(listener: AccessListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** To be felt on this node as soon as the transaction under way has committed. */
  felt(employeeId: string | null): void {
    this.db.afterCommit(() => this.tell(employeeId), `access:${employeeId}`);
  }

  private tell(employeeId: string | null): void {
    for (const listener of this.listeners) listener(employeeId);
  }
}
