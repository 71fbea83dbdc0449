// SPDX-License-Identifier: Apache-2.0
import { FORBIDDEN } from './cut.ts';
import type { CutInstance, Room, RoomKind } from './cut.ts';

/**
 * The same problem as an integer programme in CPLEX-LP text, path by path, without any graph: a cross-check of the
 * cut and the way to keep a device's limit on the number of rules. Forbidden actions have no variable.
 */
export function cutProgramme(instance: CutInstance, lambda: number, room: Room | null = null): string {
  const price = (risk: number) => Math.min(Math.round(risk * lambda), FORBIDDEN);
  const costs = new Map<string, number>();
  const variable = (name: string, cost: number): string[] => {
    if (cost >= FORBIDDEN) return [];
    costs.set(name, Math.round(cost));
    return [name];
  };
  const isolate = instance.hosts.map((host, index) => variable(`x${index}`, host.isolate));
  const names = instance.names.map((name, index) => variable(`z${index}`, name.cost));
  const addresses = instance.addresses.map((address, index) => variable(`w${index}`, address.cost));
  const pairs = instance.pairs.map((pair, index) => variable(`y${index}`, pair.cost));
  const kinds: Readonly<Record<RoomKind, readonly string[]>> = {
    isolate: isolate.flat(),
    names: names.flat(),
    addresses: addresses.flat(),
    pairs: pairs.flat(),
  };
  const accept = instance.pairs.map((pair, index) => (pair.confident ? [] : variable(`u${index}`, price(pair.risk))));
  const rows: string[] = [];
  instance.pairs.forEach((pair, index) => {
    const targets =
      pair.name === null ? [pair.address] : instance.links.filter((link) => link.name === pair.name).map((link) => link.address);
    for (const address of targets) {
      const terms = [
        isolate[pair.host],
        pairs[index],
        accept[index],
        pair.name === null ? [] : names[pair.name],
        address === null ? [] : addresses[address],
      ].flatMap((list) => list ?? []);
      rows.push(terms.length === 0 ? 'nothing >= 1' : `${terms.join(' + ')} >= 1`);
    }
  });
  instance.hosts.forEach((host, index) => {
    const unknown = price(host.unknownRisk);
    if (unknown === 0) return;
    costs.set(`r${index}`, unknown);
    rows.push(`${[`r${index}`, ...(isolate[index] ?? [])].join(' + ')} >= 1`);
  });
  const used = room?.counted.flatMap((kind) => kinds[kind]) ?? [];
  if (room !== null && used.length > 0) rows.push(`${wrap(used)} <= ${room.most}`);
  const impossible = rows.includes('nothing >= 1');
  if (impossible) costs.set('nothing', 0);
  const objective = [...costs].map(([name, cost]) => `${cost} ${name}`);
  return `Minimize\n obj: ${wrap(objective.length === 0 ? ['0 nothing'] : objective)}\nSubject To\n${rows.map((row, index) => ` c${index}: ${row}`).join('\n')}\n${impossible ? 'Bounds\n nothing <= 0\n' : ''}Binary\n${[
    ...costs.keys(),
  ]
    .filter((name) => name !== 'nothing')
    .map((name) => ` ${name}`)
    .join('\n')}\nEnd\n`;
}

/** The format's lines are limited; terms go ten to a line. */
function wrap(terms: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < terms.length; at += 10) lines.push(terms.slice(at, at + 10).join(' + '));
  return lines.join('\n + ');
}
