/** A message to one person, ready to be sent. */
export interface NewMail {
  /** Also in its Message-ID. */
  readonly id: string;
  /** What sort of mail it is, for operators: the name of the kind or job that writes it. */
  readonly purpose: string;
  readonly toAddress: string;
  readonly toName: string | null;
  /** BCP 47 tag. */
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Messages with the same one are shown as one conversation; null for one that stands alone. */
  readonly thread: string | null;
}

/** One that is on its way. */
export interface QueuedMail extends NewMail {
  readonly createdAt: Date;
  /** Attempts so far, the present one included. */
  readonly attempts: number;
}

/** What cannot be delivered however often it is tried: the server said so, or there is no such address. */
export class Undeliverable extends Error {}

/** The server could not be reached or does not let us in: a matter of none of the messages. */
export class ServerUnavailable extends Error {}

/** Hands messages over. Implementations: SMTP, and files for development. */
export interface MailTransport {
  /** Gives what the server said. Throws Undeliverable, ServerUnavailable, or anything else for "try again later". */
  send(mail: QueuedMail): Promise<string>;
  close(): void;
}
