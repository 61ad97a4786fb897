import { Module } from '@nestjs/common';
import { ServicesModule } from '../services.module.js';
import { ChangedRulesHandler } from './changed-rules.handler.js';
import { ChangedRulesProcessor } from './changed-rules.processor.js';
import { TellFollowersHandler } from './notify-watchers.handler.js';

@Module({ imports: [ServicesModule], providers: [ChangedRulesHandler, ChangedRulesProcessor, TellFollowersHandler] })
export class ServicesWorkerModule {}
