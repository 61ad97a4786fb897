import { defineJob } from '#platform/jobs';

/** Woken when somebody asks for a proof; every minute one indexed query looks for what a worker that died left behind. */
export const makeProofs = defineJob({
  name: 'sla.make-proofs',
  queue: 'analysis',
  description: 'Makes the signed SLA proofs that were asked for.',
  schedule: { everyMs: 60_000 },
  singleton: true,
  recordRuns: false,
});
