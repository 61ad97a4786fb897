export { Undeliverable, ServerUnavailable, type MailTransport, type NewMail, type QueuedMail } from './mail.js';
export * from './mail.module.js';
export { Mailer } from './mailer.js';
export { MAIL_STATUSES, OutgoingMails, type MailStatus, type OutgoingMail } from './outgoing-mails.js';
export { SendMails } from './send-mails.js';
