import { ApproveCredits } from './application/credits-approve.js';
import { CreditsPricing } from './application/credits-pricing.js';
import { CreditsQueries } from './application/credits-queries.js';
import { CreditsStatements } from './application/credits-statements.js';
import './credits.messages.js';

/** Service credits; SlaModule provides and exports them. */
export const CREDITS_PROVIDERS = [CreditsQueries, CreditsStatements, ApproveCredits, CreditsPricing];
