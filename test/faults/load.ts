import { toGlobalId } from '#platform/graphql';
import { eventually, GraphqlClient } from '#testing';
import { type TestApp } from '#testing/app';

const RECORD = `mutation ($input: RecordContactInput!) {
  recordContact(input: $input) { contact { id } userErrors { code field message } } }`;

export interface Target {
  readonly customerId: string;
  readonly typeId: string;
}

export interface Load {
  /** Ids of contacts that the API said it had recorded, by the subject that was sent. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** How many answers got lost or were errors, so that the client had to ask again. */
  readonly retries: number;
  /** Sends nothing new, and waits until everything sent is acknowledged. */
  finish(): Promise<void>;
}

/**
 * Clients that record contacts as fast as they are answered. One that gets no answer asks again with the same
 * clientMutationId, at the next address, until it is told that the contact is recorded.
 */
export function recordContacts(
  addresses: () => readonly string[],
  token: string,
  { customerId, typeId }: Target,
  clients = 6,
): Load {
  const acknowledged = new Map<string, string>();
  const failures: unknown[] = [];
  let retries = 0;
  let sent = 0;
  let open = true;

  const once = async (subject: string, attempt: number): Promise<string | undefined> => {
    const urls = addresses();
    const client = new GraphqlClient(urls[attempt % urls.length] as string, token);
    const input = {
      clientMutationId: subject,
      customerId: toGlobalId('Customer', customerId),
      typeId: toGlobalId('ContactType', typeId),
      channel: 'PHONE',
      direction: 'INBOUND',
      occurredAt: '2026-03-04T02:30:00Z',
      subject,
    };
    const { data, errors } = await client.send(RECORD, { input });
    if (errors || !data?.['recordContact']) throw new Error(JSON.stringify(errors));
    const { contact, userErrors } = data['recordContact'];
    if (userErrors.length > 0) failures.push(userErrors);
    return contact?.id as string | undefined;
  };

  const work = async (client: number): Promise<void> => {
    while (open) {
      const subject = `Contact ${client} ${++sent}`;
      let attempt = client;
      const id = await eventually(
        () =>
          once(subject, attempt++).catch((error: Error) => {
            retries++;
            throw error;
          }),
        `an answer to ${subject}`,
        45_000,
      );
      acknowledged.set(subject, id);
    }
  };
  const workers = Array.from({ length: clients }, (_, n) => work(n));
  return {
    acknowledged,
    get retries() {
      return retries;
    },
    async finish() {
      open = false;
      await Promise.all(workers);
      if (failures.length > 0) throw new Error(`refused: ${JSON.stringify(failures)}`);
    },
  };
}

/** What the live feed of contacts tells this API node, by subject. */
export async function listen(app: TestApp, client: GraphqlClient): Promise<{ readonly heard: Map<string, number> }> {
  return count(app, client, 'subscription { contactRecorded { subject } }', (data) => data['contactRecorded'].subject);
}

/** Counts the events of a subscription by `key`. */
export async function count(
  app: TestApp,
  client: GraphqlClient,
  query: string,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are as free as the queries that ask for them
  key: (data: Record<string, any>) => string,
): Promise<{ readonly heard: Map<string, number> }> {
  const { Live } = await import('#platform/realtime');
  const before = app.get(Live).size;
  await eventually(() => app.get(Live).listening, 'the node listens');
  const heard = new Map<string, number>();
  const feed = client.subscribe(query);
  void (async () => {
    for await (const { data, errors } of feed) {
      const name = data ? key(data) : JSON.stringify(errors);
      heard.set(name, (heard.get(name) ?? 0) + 1);
    }
  })().catch((error: unknown) => heard.set(String(error), 1));
  await eventually(() => app.get(Live).size > before, 'the subscription is open');
  return { heard };
}
