import { Injectable } from '@nestjs/common';
import { defineLoader } from '#platform/graphql';
import { ReadClocks } from '../application/read-clocks.js';
import { type SlaClock } from '../clock.types.js';

@Injectable()
export class ClockLoaders {
  constructor(private readonly reading: ReadClocks) {}

  readonly clocksByRequest = defineLoader<SlaClock[]>(async (_ctx, ids) => {
    const clocks = await this.reading.of(ids);
    return ids.map((id) => clocks.get(id) ?? []);
  });
}
