import { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

interface Answer {
  readonly code: number;
  readonly text: string;
}

/** A mail server of the test's own that keeps what it gets, and refuses what it is told to. */
export interface PostOffice {
  readonly url: string;
  /** What was accepted, in order. */
  readonly messages: Received[];
  /** Looks at each message and says how to refuse it; null accepts. At RCPT it is not known yet what it says. */
  answer: (message: Received) => Answer | null;
  /** After which command it answers. */
  refuseAt: 'rcpt' | 'data';
  /** Ids in the Message-IDs of what was accepted. */
  ids(): string[];
  close(): Promise<void>;
}

const refusal = ({ code, text }: Answer): Error => Object.assign(new Error(text), { responseCode: code });

export async function startFakeSmtpServer(account?: { user: string; password: string }): Promise<PostOffice> {
  const messages: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: account ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: !account,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === account?.user && password === account?.password
        ? done(null, { user: username })
        : done(new Error('sign-in refused')),
    onRcptTo: ({ address }, _session, done) => {
      const answer = post.refuseAt === 'rcpt' ? post.answer({ from: '', to: [address], raw: '' }) : null;
      done(answer && refusal(answer));
    },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const message = {
          from,
          to: envelope.rcptTo.map((r) => r.address),
          raw: Buffer.concat(parts).toString('utf8'),
        };
        const answer = post.answer(message);
        if (answer) return done(refusal(answer));
        messages.push(message);
        done();
      });
    },
  });
  // Clients that go away in the middle are part of what is tested.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  const post: PostOffice = {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    answer: () => null,
    refuseAt: 'data',
    ids: () => messages.flatMap(({ raw }) => /^Message-ID: <([^@>]+)@/im.exec(raw)?.[1] ?? []),
    close: () => (closing ??= new Promise((resolve) => server.close(() => resolve()))),
  };
  return post;
}
