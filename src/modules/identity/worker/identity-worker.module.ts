import { Module } from '@nestjs/common';
import { PruneSessions } from '../application/prune-sessions.js';
import { IdentityProcessor } from './identity.processor.js';

@Module({ providers: [IdentityProcessor, PruneSessions] })
export class IdentityWorkerModule {}
