// SPDX-License-Identifier: Apache-2.0
import { isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, stringify } from 'yaml';
import type { Node } from 'yaml';
import type { ScenarioText } from '../../exercise/scenario/scenario-text.port.ts';
import { err, ok } from '../../kernel/result.ts';

/** Scenarios as YAML 1.2; keys that stand twice are refused. */
export const scenarioYaml: ScenarioText = {
  read(text) {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true });
    const [fault] = document.errors;
    if (fault !== undefined) return err({ line: lines.linePos(fault.pos[0]).line, detail: fault.message.split('\n')[0] ?? '' });
    try {
      const value: unknown = document.toJS({ maxAliasCount: 50 });
      const lineOf = (path: readonly (string | number)[]): number => {
        const offset = offsetOf(document.contents, path);
        return offset === null ? 1 : lines.linePos(offset).line;
      };
      return ok({ value, lineOf });
    } catch (cause) {
      // The library throws where aliases would unfold without end.
      return err({ line: 1, detail: cause instanceof Error ? cause.message : String(cause) });
    }
  },
  write: (value) => stringify(value, { lineWidth: 0 }),
};

/** Where the key of the last step stands, or as far as the path leads. */
function offsetOf(contents: Node | null, path: readonly (string | number)[]): number | null {
  let at: Node | null = contents;
  let offset = at?.range?.[0] ?? null;
  for (const step of path) {
    if (isMap(at)) {
      const pair = at.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      at = (pair.value as Node | null) ?? null;
    } else if (isCollection(at)) {
      const item = at.items[Number(step)];
      if (item === undefined || isPair(item)) return offset;
      at = item as Node;
      offset = at.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
