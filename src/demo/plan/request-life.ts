import { type Calendar } from '#kernel/calendar';
import { type Phrases } from '../data/requests.js';
import { MINUTE } from './time.js';

/** Something that happens to a request; people by e-mail (ours) or key (the customer's). */
export interface LifeEvent {
  readonly at: Date;
  readonly kind: 'CUSTOMER_MESSAGE' | 'STAFF_REPLY' | 'INTERNAL_NOTE' | 'STATUS' | 'ASSIGNED';
  readonly actor: string | null;
  readonly person: string | null;
  readonly body: string | null;
  readonly status: string | null;
}

interface Beginning {
  /** Epoch ms. */
  readonly from: number;
  readonly calendar: Pick<Calendar, 'addOpenMs'>;
  /** E-mail of the colleague who works on it. */
  readonly assignee: string;
  /** Key of the person who asked. */
  readonly person: string;
  readonly say: (kind: keyof Phrases) => string;
}

/** Puts down what happens to a request, at times given in milliseconds of open time since it was created, ascending. */
export class RequestLife {
  private readonly events: LifeEvent[] = [];

  constructor(private readonly beginning: Beginning) {}

  assign(at: number): void {
    this.add(at, { kind: 'ASSIGNED' });
  }

  reply(at: number, phrase: 'replies' | 'done' | 'questions'): void {
    this.add(at, { kind: 'STAFF_REPLY', body: this.beginning.say(phrase) });
  }

  note(at: number): void {
    this.add(at, { kind: 'INTERNAL_NOTE', body: this.beginning.say('notes') });
  }

  move(at: number, status: string): void {
    this.add(at, { kind: 'STATUS', status });
  }

  /** Asks the customer something and waits for the answer. */
  ask(at: number, waiting: number): void {
    this.reply(at, 'questions');
    this.move(at, 'WAITING_FOR_CUSTOMER');
    this.message(at + waiting, 'answers');
    this.move(at + waiting, 'IN_PROGRESS');
  }

  finish(at: number): void {
    this.reply(at - MINUTE, 'done');
    this.move(at, 'RESOLVED');
  }

  cancel(at: number): void {
    this.move(at, 'CANCELLED');
  }

  reopen(at: number): void {
    this.message(at, 'again');
    this.move(at, 'REOPENED');
  }

  /** What has happened by then, in order. */
  until(now: number): LifeEvent[] {
    const sorted = [...this.events].sort((a, b) => a.at.getTime() - b.at.getTime());
    return sorted.filter((e) => e.at.getTime() <= now);
  }

  private message(at: number, phrase: 'answers' | 'again'): void {
    const { person, say } = this.beginning;
    this.add(at, { kind: 'CUSTOMER_MESSAGE', body: say(phrase), person, actor: null });
  }

  private add(open: number, event: Pick<LifeEvent, 'kind'> & Partial<LifeEvent>): void {
    const { from, calendar, assignee } = this.beginning;
    const at = calendar.addOpenMs(from, Math.round(open));
    // A calendar that does not open any more: nothing happens any more.
    if (at === undefined) return;
    this.events.push({ actor: assignee, person: null, body: null, status: null, ...event, at: new Date(at) });
  }
}
