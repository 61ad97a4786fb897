import nodemailer from 'nodemailer';
import { ServerUnavailable, Undeliverable, type MailTransport, type QueuedMail } from './mail.js';
import { messageOf } from './message.js';

/** Messages that are handed over at the same time. */
export const CONNECTIONS = 4;
/** The longest that one message may take, whatever the server does. */
export const SEND_TIMEOUT_MS = 60_000;

const LOCAL = /^(localhost|127\.[\d.]+|\[?::1\]?)$/;
/** Commands that speak of one message: their refusal means that one. */
const OF_A_MESSAGE = /^(MAIL|RCPT|DATA)/;

interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** Hands messages to a mail server over a few connections that stay open between messages. */
export class SmtpTransport implements MailTransport {
  private readonly pool;

  /** `url`: smtp:// (with STARTTLS where the server offers it, always where a password travels) or smtps://. */
  constructor(
    url: string,
    private readonly from: string,
  ) {
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    const auth =
      username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
    this.pool = nodemailer.createTransport({
      pool: true,
      host: hostname,
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      auth,
      requireTLS: !secure && auth !== undefined && !LOCAL.test(hostname),
      maxConnections: CONNECTIONS,
      // What a broken connection took with it is tried again by the table, which counts attempts.
      maxRequeues: 0,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      logger: false,
    });
  }

  async send(mail: QueuedMail): Promise<string> {
    const message = messageOf(mail, this.from);
    try {
      const info = await this.pool.sendMail({ ...message, signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
      return info.response;
    } catch (error) {
      throw meaningOf(error as SmtpError);
    }
  }

  close(): void {
    this.pool.close();
  }
}

/** What a failure means for the message. A refused sign-in or greeting has a 5xx code too, and says nothing about it. */
export function meaningOf(error: SmtpError): Error {
  const said = (error.response ?? error.message).slice(0, 500);
  const { responseCode = 0, command = '' } = error;
  if (OF_A_MESSAGE.test(command) && responseCode > 0) {
    // 503 is about the order of commands, not about the message.
    if (responseCode >= 500 && responseCode !== 503) return new Undeliverable(said);
    return new Error(said);
  }
  return new ServerUnavailable(said);
}
