import { type SendMailOptions } from 'nodemailer';
import { Undeliverable, type QueuedMail } from './mail.js';

/** The longest subject; mail programs show far less. */
const SUBJECT_LENGTH = 200;
/** Nothing that means something in a list of addresses, and nothing that cannot be seen. */
const ADDRESS = /^[^\s\p{C}@<>()[\]\\,;:"]+@[^\s\p{C}@<>()[\]\\,;:"]+$/u;
const MAX_ADDRESS = 254;

/**
 * A stored message in the form that nodemailer takes. The same message gives the same Message-ID and date however often
 * it is sent. Nothing in it can become a header or a recipient of its own: headers are one line, and the envelope names
 * the one address there is. Throws Undeliverable when that is none.
 */
export function messageOf(mail: QueuedMail, from: string): SendMailOptions {
  const { toAddress } = mail;
  if (toAddress.length > MAX_ADDRESS || !ADDRESS.test(toAddress))
    throw new Undeliverable('this is not an address that mail can be sent to');
  const sender = addressIn(from);
  const host = sender.slice(sender.lastIndexOf('@') + 1);
  const thread = mail.thread === null ? undefined : `<${mail.thread.replace(/[^\w.-]/g, '-')}@${host}>`;
  return {
    from,
    to: { name: oneLine(mail.toName ?? ''), address: toAddress },
    envelope: { from: sender, to: [toAddress] },
    subject: oneLine(mail.subject).slice(0, SUBJECT_LENGTH),
    text: mail.text,
    html: mail.html,
    date: mail.createdAt,
    messageId: `<${mail.id}@${host}>`,
    inReplyTo: thread,
    references: thread,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': oneLine(mail.language),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** `service@meridian.example` of `Meridian <service@meridian.example>`. */
export function addressIn(from: string): string {
  return /<([^<>]+)>$/.exec(from)?.[1] ?? from;
}

/** Control characters and line separators become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
