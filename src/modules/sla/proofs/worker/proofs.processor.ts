import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { MakeProofs } from '../application/proof-make.js';
import { makeProofs } from '../proof.jobs.js';

@Injectable()
export class ProofsProcessor {
  constructor(private readonly making: MakeProofs) {}

  @HandlesJob(makeProofs)
  make(ctx: Ctx): Promise<object> {
    return this.making.run(ctx);
  }
}
