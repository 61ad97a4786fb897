import { PreviewPublication } from './application/preview-publication.js';
import { PreviewCalendarChange } from './application/preview-calendar-change.js';
import { PreviewedClocks } from './application/previewed-clocks.js';
import { StartSimulation } from './application/start-simulation.js';
import { WhatIfDrafts } from './application/what-if-drafts.js';
import { WhatIfHistory } from './application/what-if-history.js';
import { WhatIfPolicy } from './application/what-if-policy.js';
import { WhatIfQueries } from './application/what-if-queries.js';
import { RunWhatIfs } from './application/what-if-run.js';
import { WhatIfScopes } from './application/what-if-scopes.js';
import { WhatIfStore } from './application/what-if-store.js';
import './what-if.events.js';
import './what-if.jobs.js';
import './what-if.messages.js';

/** What-ifs and previews; SlaModule provides and exports them. */
export const WHAT_IF_PROVIDERS = [
  PreviewCalendarChange,
  PreviewedClocks,
  PreviewPublication,
  StartSimulation,
  WhatIfQueries,
  RunWhatIfs,
  WhatIfStore,
  WhatIfScopes,
  WhatIfDrafts,
  WhatIfHistory,
  WhatIfPolicy,
];
