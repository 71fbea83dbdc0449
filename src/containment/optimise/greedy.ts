// SPDX-License-Identifier: Apache-2.0
import { FORBIDDEN, openPairs } from './cut.ts';
import type { CutInstance } from './cut.ts';

type Chosen = { isolate: number[]; names: number[]; addresses: number[]; pairs: number[] };

/**
 * What one would do by hand: per open attack, the action with the least price for each attack that it covers, then
 * take back what turned out not to be needed. Kept for comparison only; the cut is what plans.
 */
export function greedyCut(instance: CutInstance, lambda: number): Chosen {
  const chosen: Chosen = { isolate: [], names: [], addresses: [], pairs: [] };
  const price = (risk: number) => Math.round(risk * lambda);
  // Isolation that pays for itself by the unknown risk alone comes first.
  instance.hosts.forEach((host, index) => {
    if (host.isolate < FORBIDDEN && host.isolate < price(host.unknownRisk)) chosen.isolate.push(index);
  });
  const kinds = ['isolate', 'names', 'addresses', 'pairs'] as const;
  const costs = {
    isolate: instance.hosts.map((host) => Math.max(0, host.isolate - price(host.unknownRisk))),
    names: instance.names.map((one) => one.cost),
    addresses: instance.addresses.map((one) => one.cost),
    pairs: instance.pairs.map((one) => one.cost),
  };
  const must = () =>
    openPairs(instance, chosen).filter(
      (index) => instance.pairs[index]!.confident || price(instance.pairs[index]!.risk) > Math.min(instance.pairs[index]!.cost, FORBIDDEN),
    );
  for (let open = must(); open.length > 0; open = must()) {
    let best: { kind: (typeof kinds)[number]; index: number; score: number } | null = null;
    const isOpen = new Set(open);
    for (const kind of kinds)
      costs[kind].forEach((cost, index) => {
        if (cost >= FORBIDDEN || chosen[kind].includes(index)) return;
        const covers = instance.pairs.filter((pair, at) => isOpen.has(at) && touches(instance, kind, index, pair, at)).length;
        if (covers > 0 && (best === null || cost / covers < best.score)) best = { kind, index, score: cost / covers };
      });
    if (best === null) break;
    const { kind, index } = best as { kind: (typeof kinds)[number]; index: number };
    chosen[kind].push(index);
  }
  for (const kind of kinds)
    for (const index of chosen[kind].toSorted((a, b) => (costs[kind][b] ?? 0) - (costs[kind][a] ?? 0))) {
      const without = { ...chosen, [kind]: chosen[kind].filter((one) => one !== index) };
      const before = new Set(openPairs(instance, chosen));
      const saved =
        kind === 'isolate'
          ? (instance.hosts[index]?.isolate ?? 0) - price(instance.hosts[index]?.unknownRisk ?? 0)
          : (costs[kind][index] ?? 0);
      if (saved > 0 && openPairs(instance, without).every((one) => before.has(one))) chosen[kind] = without[kind];
    }
  return chosen;
}

function touches(instance: CutInstance, kind: string, index: number, pair: CutInstance['pairs'][number], at: number): boolean {
  if (kind === 'isolate') return pair.host === index;
  if (kind === 'pairs') return at === index;
  if (kind === 'names') return pair.name === index;
  return pair.name === null ? pair.address === index : instance.links.some((link) => link.name === pair.name && link.address === index);
}
