import { Injectable } from '@nestjs/common';

/** What must work for the process to be ready; parts of the platform add themselves. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, () => Promise<void>>();

  /** The check rejects with an Error whose message says what is wrong. */
  add(part: string, check: () => Promise<void>): void {
    this.checks.set(part, check);
  }

  get all(): ReadonlyMap<string, () => Promise<void>> {
    return this.checks;
  }
}
