import { Module } from '@nestjs/common';
import { PyramidModule } from '../pyramid.module.js';
import { RetierRequestedHandler } from './retier-requested.handler.js';
import { RetierProcessor } from './retier.processor.js';

@Module({ imports: [PyramidModule], providers: [RetierProcessor, RetierRequestedHandler] })
export class PyramidWorkerModule {}
