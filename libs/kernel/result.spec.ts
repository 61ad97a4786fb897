import { describe, expect, it } from 'vitest';
import { err, errs, ok } from '#kernel';

describe('Result', () => {
  it('carries a value or at least one failure', () => {
    expect(ok(3)).toEqual({ ok: true, value: 3 });
    expect(err('TOO_LONG', 'name', { max: 5 })).toEqual({
      ok: false,
      failures: [{ code: 'TOO_LONG', field: 'name', params: { max: 5 } }],
    });
    expect(errs([{ code: 'A' }, { code: 'B' }]).failures).toHaveLength(2);
  });
});
