import { beforeAll, describe, expect, it } from 'vitest';
import { ok, uuidv7 } from '#kernel';
import { sql } from '#platform/database';
import { Mailer } from '#platform/mail';
import { eventually } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

describe('operators and e-mail', () => {
  let app: TestApp;
  let operator: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    operator = await app.employee({
      permissions: { 'operations.read': 'firm', 'operations.run-jobs': 'firm' },
    });
    const mail = (toAddress: string) => ({
      ...{ id: uuidv7(), purpose: 'testing.mail', toAddress, toName: null, language: 'en', thread: null },
      ...{ subject: 'Secret subject', text: 'Secret text', html: '<p>Secret text</p>' },
    });
    await app.db.transaction(app.system(), async () =>
      ok(await app.get(Mailer).queue(app.system(), [mail('no address'), mail('ann@customer.example')])),
    );
    await app.startWorker();
  });

  const list = async (args = '') =>
    (
      await operator.client.query(
        `{ outgoingMails${args} { totalCount nodes { id purpose toAddress status attempts nextAttemptAt endedAt answer } } }`,
      )
    ).outgoingMails;

  it('see what was sent and what was given up, and why, but not what it says', async () => {
    await eventually(async () => (await list('(status: SENT)')).totalCount === 1, 'the good one is sent');
    const { nodes } = await eventually(async () => {
      const found = await list('(status: FAILED)');
      return found.totalCount === 1 ? found : null;
    }, 'the other one is given up');
    expect(nodes).toMatchObject([
      { purpose: 'testing.mail', toAddress: 'no address', status: 'FAILED', attempts: 1, nextAttemptAt: null },
    ]);
    expect(nodes[0].answer).toContain('not an address');
    expect((await list('(status: QUEUED)')).nodes).toEqual([]);
    expect(JSON.stringify(await list('(first: 10)'))).not.toContain('Secret');
  });

  it('send again what was given up, one or all', async () => {
    const [{ id }] = (await list('(status: FAILED)')).nodes;
    await app.db.transaction(app.system(), async () =>
      ok(
        await app.db.execute(
          sql`update platform.outgoing_mail set to_address = 'ben@customer.example' where status = 'FAILED'`,
        ),
      ),
    );
    const resend = async (input: string) =>
      (await operator.client.query(`mutation { resendMails(input: ${input}) { resent userErrors { code } } }`))
        .resendMails;
    expect(await resend('{ id: "nothing" }')).toEqual({ resent: 0, userErrors: [] });
    expect(await resend(`{ id: "${id}" }`)).toEqual({ resent: 1, userErrors: [] });
    await eventually(async () => (await list('(status: SENT)')).totalCount === 2, 'both are sent');
    expect(await resend('{}')).toEqual({ resent: 0, userErrors: [] });
  });

  it('are the only ones who may', async () => {
    const clerk = await app.employee({ permissions: { 'operations.read': 'firm' } });
    expect(await clerk.client.errorCode('mutation { resendMails(input: {}) { resent } }')).toBe('FORBIDDEN');
    const nobody = await app.employee({ permissions: {} });
    expect(await nobody.client.errorCode('{ outgoingMails { nodes { id } } }')).toBe('FORBIDDEN');
  });
});
