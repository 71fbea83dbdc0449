// SPDX-License-Identifier: Apache-2.0
import type { ImportAskWire } from '../../../../src/hunt/sources/sources.contract.ts';

type Group = readonly [ImportAskWire, ...ImportAskWire[]];

/** Files whose names differ only in figures (dates, hours, numbers), and about which the same is asked, are one decision. */
export function alikeOf(asks: readonly ImportAskWire[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const ask of asks) {
    const key = JSON.stringify([ask.name.replaceAll(/\d+/g, '#'), ask.why, ask.candidates.map((one) => one.id), ask.answer?.is ?? '']);
    const before = groups.get(key);
    groups.set(key, before === undefined ? [ask] : [...before, ask]);
  }
  return [...groups.values()];
}
