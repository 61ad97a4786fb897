// Service requests that are recorded at a steady rate, whether or not the earlier ones have been answered.
const CREATE = `mutation ($input: CreateServiceRequestInput!) {
  createServiceRequest(input: $input) { serviceRequest { id } userErrors { code field message } }
}`;

/**
 * @param {{ url: string, token: string, customers: readonly string[], perSecond: number }} options
 * `latencies` are milliseconds from when a request was meant to be sent until its answer was read.
 */
export function recordRequests({ url, token, customers, perSecond }) {
  /** @type {{ at: number, ms: number }[]} */
  const latencies = [];
  /** @type {Set<Promise<void>>} */
  const open = new Set();
  let sent = 0;
  const began = performance.now();
  const send = async (/** @type {number} */ n, /** @type {number} */ meant) => {
    const customerId = Buffer.from(`Customer:${customers[1 + (n % (customers.length - 1))]}`).toString('base64url');
    const input = { customerId, serviceLine: 'MAINTENANCE', channel: 'PHONE', subject: `Lift ${n} stands still` };
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: CREATE, variables: { input } }),
    });
    const { data, errors } = await answer.json();
    if (!data?.createServiceRequest?.serviceRequest)
      throw new Error(JSON.stringify(errors ?? data.createServiceRequest.userErrors));
    latencies.push({ at: meant, ms: performance.now() - meant });
  };
  /** @type {unknown} */
  let failure;
  const timer = setInterval(() => {
    for (; sent < ((performance.now() - began) / 1000) * perSecond; sent++) {
      const meant = began + (sent / perSecond) * 1000;
      const one = send(sent, meant)
        .catch((error) => void (failure ??= error))
        .finally(() => open.delete(one));
      open.add(one);
    }
  }, 2);
  return {
    /** Latencies of what was meant to be sent within a stretch of `performance.now()`. */
    between: (/** @type {number} */ from, /** @type {number} */ to) =>
      latencies.filter((l) => l.at >= from && l.at < to).map((l) => l.ms),
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      if (failure) throw failure;
    },
  };
}
