// SPDX-License-Identifier: Apache-2.0

/**
 * Minimum s-t cut by Dinic's blocking flows (E. A. Dinic, 1970), on arrays. Capacities are integers held in
 * doubles, so sums stay exact below 2^53.
 */
export type Network = {
  readonly node: () => number;
  /** Adds a directed edge. */
  readonly edge: (from: number, to: number, capacity: number) => void;
  readonly cut: (
    source: number,
    sink: number,
  ) => { readonly value: number /** Nodes on the source's side. */; readonly reached: Uint8Array };
};

/** An empty flow network; nodes and edges are numbered from 0. */
export function network(): Network {
  let nodes = 0;
  const head: number[] = [];
  const to: number[] = [];
  const next: number[] = [];
  const capacity: number[] = [];
  const half = (from: number, target: number, room: number) => {
    to.push(target);
    capacity.push(room);
    next.push(head[from]!);
    head[from] = to.length - 1;
  };
  return {
    node() {
      head.push(-1);
      nodes += 1;
      return nodes - 1;
    },
    edge(from, target, room) {
      half(from, target, room);
      half(target, from, 0);
    },
    cut: (source, sink) =>
      maxFlow(nodes, Int32Array.from(head), Int32Array.from(to), Int32Array.from(next), Float64Array.from(capacity), source, sink),
  };
}

function maxFlow(nodes: number, head: Int32Array, to: Int32Array, next: Int32Array, room: Float64Array, source: number, sink: number) {
  const level = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  const at = new Int32Array(nodes);
  const trail = new Int32Array(nodes);
  let value = 0;

  const levels = (): boolean => {
    level.fill(-1);
    level[source] = 0;
    queue[0] = source;
    let end = 1;
    for (let start = 0; start < end; start += 1) {
      const node = queue[start]!;
      for (let edge = head[node]!; edge !== -1; edge = next[edge]!) {
        const target = to[edge]!;
        if (room[edge]! > 0 && level[target] === -1) {
          level[target] = level[node]! + 1;
          queue[end] = target;
          end += 1;
        }
      }
    }
    return level[sink] !== -1;
  };

  while (levels()) {
    at.set(head);
    // Depth-first walk without recursion: `trail` holds the edges from the source to `node`.
    let node = source;
    let depth = 0;
    for (;;) {
      if (node === sink) {
        let least = Number.POSITIVE_INFINITY;
        for (let index = 0; index < depth; index += 1) least = Math.min(least, room[trail[index]!]!);
        value += least;
        let back = 0;
        for (let index = depth - 1; index >= 0; index -= 1) {
          const edge = trail[index]!;
          room[edge]! -= least;
          room[edge ^ 1]! += least;
          if (room[edge] === 0) back = index;
        }
        depth = back;
        node = to[trail[back]! ^ 1]!;
        continue;
      }
      let edge = at[node]!;
      while (edge !== -1 && !(room[edge]! > 0 && level[to[edge]!] === level[node]! + 1)) edge = next[edge]!;
      at[node] = edge;
      if (edge !== -1) {
        trail[depth] = edge;
        depth += 1;
        node = to[edge]!;
      } else if (node === source) break;
      else {
        level[node] = -1;
        depth -= 1;
        node = to[trail[depth]! ^ 1]!;
      }
    }
  }
  levels();
  return { value, reached: Uint8Array.from(level, (one) => (one === -1 ? 0 : 1)) };
}
