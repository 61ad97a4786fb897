import { Module } from '@nestjs/common';
import { ServicesModule } from '../services.module.js';
import { ChangedRulesHandler } from './changed-rules.handler.js';
import { ChangedRulesProcessor } from './changed-rules.processor.js';

@Module({ imports: [ServicesModule], providers: [ChangedRulesHandler, ChangedRulesProcessor] })
export class ServicesWorkerModule {}
