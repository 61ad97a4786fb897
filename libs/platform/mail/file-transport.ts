import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { privateFolder, writePrivateFile } from '#platform/storage';
import { type MailTransport, type QueuedMail } from './mail.js';
import { messageOf } from './message.js';

/** For development: every message becomes a file that any mail program opens, `<id>.eml`. */
export class FileTransport implements MailTransport {
  private readonly composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {}

  /** One that is sent again replaces its file; nobody sees half of one. */
  async send(mail: QueuedMail): Promise<string> {
    const { message } = await this.composer.sendMail(messageOf(mail, this.from));
    await privateFolder(this.folder);
    const path = join(this.folder, `${mail.id}.eml`);
    await writePrivateFile(`${path}.part`, message as Buffer);
    await rename(`${path}.part`, path);
    return `written to ${path}`;
  }

  close(): void {
    this.composer.close();
  }
}
