import { type TermsContent, type TermsScope } from './domain/terms-content.js';

export * from './domain/terms-content.js';

export type TermsStatus = 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';

export interface TermsVersion extends TermsContent {
  readonly id: string;
  readonly termsId: string;
  readonly number: number;
  readonly status: TermsStatus;
  /** Requests created within [effectiveFrom, effectiveTo) are under it. */
  readonly effectiveFrom: Date | null;
  readonly effectiveTo: Date | null;
  readonly movesOpenAt: Date | null;
  readonly draftedAt: Date;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly version: number;
}

export interface Terms extends TermsScope {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly version: number;
}
