// SPDX-License-Identifier: Apache-2.0
import { Liquid } from 'liquidjs';
import type { Facts, TemplateFault } from '../../notification/message/renderer.port.ts';

/** Nothing but the facts is read: no file, no prototype, no other template; work, output and memory are bounded. */
const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  parseLimit: 200_000,
  renderLimit: 5000,
  memoryLimit: 50_000_000,
});
/** Tags that reach for other templates. */
for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];

/** One text for each of the facts; or the first fault. */
export function fill(template: string, facts: readonly Facts[]): readonly string[] | TemplateFault {
  return orFault(() => {
    const parsed = engine.parse(template);
    return facts.map((one) => String(engine.renderSync(parsed, one)));
  });
}

/** The first words of the names that a template takes from its facts. */
export function namesIn(template: string): readonly string[] | TemplateFault {
  return orFault(() => [...new Set(engine.globalVariablesSync(template))]);
}

function orFault<T>(work: () => T): T | TemplateFault {
  try {
    return work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const line = /, line:(\d+)/.exec(message)?.[1];
    return { line: line === undefined ? null : Number(line), what: message.replace(/, line:.*$/s, '').slice(0, 300) };
  }
}
