import { PublishedSlaConfigs } from './application/published-sla-configs.js';
import { CheckTerms } from './application/check-terms.js';
import { CompareVersions } from './application/compare-versions.js';
import { CreditsPolicy } from './application/credits-policy.js';
import { ManageTerms } from './application/manage-terms.js';
import { PublishTerms } from './application/publish-terms.js';
import { TermsCredits } from './application/terms-credits.js';
import { TermsQueries } from './application/terms.queries.js';
import './terms.messages.js';

/** Terms: drafts, publication and selection; SlaModule provides and exports them. */
export const TERMS_PROVIDERS = [
  PublishedSlaConfigs,
  CheckTerms,
  CompareVersions,
  CreditsPolicy,
  ManageTerms,
  PublishTerms,
  TermsCredits,
  TermsQueries,
];
