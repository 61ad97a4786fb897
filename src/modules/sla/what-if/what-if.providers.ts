import { ApproveCredits } from '../credits/application/credits-approve.js';
import { CreditsPolicy } from '../terms/application/credits-policy.js';
import { CreditsPricing } from '../credits/application/credits-pricing.js';
import { CreditsQueries } from '../credits/application/credits-queries.js';
import { CreditsStatements } from '../credits/application/credits-statements.js';
import { AskWhatIf } from './application/what-if-ask.js';
import { WhatIfDrafts } from './application/what-if-drafts.js';
import { WhatIfHistory } from './application/what-if-history.js';
import { WhatIfPolicy } from './application/what-if-policy.js';
import { WhatIfQueries } from './application/what-if-queries.js';
import { RunWhatIfs } from './application/what-if-run.js';
import { WhatIfScopes } from './application/what-if-scopes.js';
import { WhatIfStore } from './application/what-if-store.js';
import '../credits/credits.messages.js';
import './what-if.events.js';
import './what-if.jobs.js';
import './what-if.messages.js';

/** Service credits and what-ifs; SlaModule provides and exports them. */
export const WHAT_IF_PROVIDERS = [
  CreditsQueries,
  CreditsStatements,
  ApproveCredits,
  CreditsPolicy,
  CreditsPricing,
  AskWhatIf,
  WhatIfQueries,
  RunWhatIfs,
  WhatIfStore,
  WhatIfScopes,
  WhatIfDrafts,
  WhatIfHistory,
  WhatIfPolicy,
];
