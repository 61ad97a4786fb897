/**
 * The module graph: which module may read which others (through their front doors). Lint, tests and docs read it.
 * No arrow, no import; no cycles.
 */
module.exports = {
  modules: {
    vocabulary: [],
    identity: [],
    operations: [],
    notifications: ['identity'],
    customers: ['identity', 'notifications'],
    contacts: ['identity', 'customers'],
    services: ['identity', 'customers', 'contacts', 'notifications'],
    pyramid: ['identity', 'customers'],
    sla: ['identity', 'customers', 'contacts', 'services', 'pyramid', 'notifications'],
    consulting: ['identity', 'customers', 'contacts', 'services', 'notifications'],
    management: ['identity', 'customers', 'contacts', 'services', 'sla', 'notifications'],
    maintenance: ['identity', 'customers', 'contacts', 'services', 'sla', 'notifications'],
    imports: ['identity', 'customers', 'contacts', 'services', 'pyramid', 'sla'],
  },
  /** Words of the business: open to every module, and to every layer in it. */
  vocabulary: 'vocabulary',
  /**
   * Large modules consist of slices, folders with the usual layers inside: which slice may use which others. The files
   * at the root of the module (front door, wiring, permissions, policy) are open to all of them.
   */
  slices: {
    sla: {
      engine: [],
      replays: [],
      calendars: ['replays'],
      terms: ['engine', 'calendars', 'replays'],
      monitoring: ['engine', 'calendars', 'terms', 'replays'],
      alerts: ['engine', 'terms', 'monitoring', 'replays'],
      credits: ['engine', 'terms'],
      explanation: ['engine', 'calendars', 'terms', 'monitoring'],
      reports: ['engine', 'calendars', 'terms', 'monitoring'],
      proofs: ['engine', 'calendars', 'terms', 'monitoring', 'credits'],
      'what-if': ['engine', 'calendars', 'terms', 'monitoring', 'credits', 'explanation'],
    },
    management: {
      recurrence: [],
      duties: ['recurrence'],
      reviews: ['recurrence'],
    },
    maintenance: {
      basics: [],
      catalogue: ['basics'],
      assets: ['basics'],
      plans: ['basics', 'catalogue', 'assets'],
      work: ['basics', 'catalogue', 'assets', 'plans'],
    },
  },
};
