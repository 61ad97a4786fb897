import { expect, test } from 'vitest';
import { eventually } from './probe.js';

test('gives the first answer that is true, also after errors', async () => {
  let asked = 0;
  const answer = await eventually(() => {
    asked++;
    if (asked === 2) throw new Error('not yet');
    return asked === 4 && { asked };
  });
  expect(answer).toEqual({ asked: 4 });
});

test('gives up after enough polls and says what it waited for, how often it asked and what came last', async () => {
  let asked = 0;
  const waiting = eventually(() => ((asked += 1), 0), 'the second coming', 50);
  await expect(waiting).rejects.toThrow(/^the second coming did not come within \d+ polls; last: 0$/);
  expect(asked).toBeGreaterThanOrEqual(20);
  const failing = eventually(() => Promise.reject(new Error('no server')), 'an answer', 15);
  await expect(failing).rejects.toThrow('no server');
});
