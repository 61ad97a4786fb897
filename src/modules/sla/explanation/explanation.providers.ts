import { ExplainClocks } from './application/explain-clocks.js';
import { ExplainTerms } from './application/explain-terms.js';
import { ExplanationSources } from './application/explanation-sources.js';

/** Explanations of clocks; SlaModule provides and exports them. */
export const EXPLANATION_PROVIDERS = [ExplanationSources, ExplainClocks, ExplainTerms];
