import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type ServiceLine } from '#modules/vocabulary';
import { type ReadBy } from '../domain/historic-event.js';
import { LifeCycles } from './life-cycles.js';

/** What decides about one request: the life cycle of its line, and what impact and urgency amount to. */
@Injectable()
export class RequestRules {
  constructor(private readonly lifeCycles: LifeCycles) {}

  async of(serviceLine: ServiceLine): Promise<Result<ReadBy, 'NO_LIFE_CYCLE'>> {
    const { lifeCycles, matrix } = await this.lifeCycles.rules([serviceLine]);
    const lifeCycle = lifeCycles.get(serviceLine);
    return lifeCycle ? ok({ lifeCycle, matrix }) : err('NO_LIFE_CYCLE', 'serviceLine', { serviceLine });
  }
}
