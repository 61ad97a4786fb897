import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Turns } from './turns.js';

describe('turns', () => {
  it('begin one piece of work in each turn of the event loop', async () => {
    const turns = new Turns();
    const began: number[] = [];
    const work = [1, 2, 3].map((n) => turns.next('somebody').then(() => began.push(n)));
    const seen: number[] = [];
    while (began.length < work.length) {
      await turnOfLoop();
      seen.push(began.length);
    }
    expect(seen).toEqual([1, 2, 3]);
    await Promise.all(work);
  });

  it('go round the callers, however much one of them has waiting', async () => {
    const turns = new Turns();
    const began: string[] = [];
    const ask = (key: string): Promise<unknown> => turns.next(key).then(() => began.push(key));
    await Promise.all([ask('a'), ask('a'), ask('a'), ask('b'), ask('c'), ask('b')]);
    expect(began).toEqual(['a', 'b', 'c', 'a', 'b', 'a']);
  });

  it('go on with work that comes while other work waits, and after an idle time', async () => {
    const turns = new Turns();
    const began: string[] = [];
    await turns.next('a').then(() => began.push('first'));
    await turnOfLoop();
    const second = turns.next('a').then(async () => {
      began.push('second');
      await turns.next('a').then(() => began.push('third'));
    });
    await second;
    expect(began).toEqual(['first', 'second', 'third']);
  });
});
