// SPDX-License-Identifier: Apache-2.0
/**
 * Collects what waits and works on it together, `most` items at a time: one transaction and one sync to disk for all that
 * came while the last ones were being written. Each caller hears its own outcome, and only after the whole group is
 * durable. Where a group fails its items are worked on again, one by one. `linger`: milliseconds for which a group that is
 * not full waits for company; it goes at once when it is full.
 */
export function createGrouped<In, Out>(
  work: (items: readonly In[]) => Promise<readonly Out[]>,
  most: number,
  linger = 0,
): (item: In) => Promise<Out> {
  const waiting: { item: In; resolve: (out: Out) => void; reject: (cause: unknown) => void }[] = [];
  const state: { running: boolean; full: (() => void) | null } = { running: false, full: null };

  const company = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => state.full?.(), linger);
      state.full = () => {
        clearTimeout(timer);
        state.full = null;
        resolve();
      };
    });

  async function run(): Promise<void> {
    state.running = true;
    while (waiting.length > 0) {
      if (linger > 0 && waiting.length < most) await company();
      const group = waiting.splice(0, most);
      try {
        const outs = await work(group.map(({ item }) => item));
        group.forEach(({ resolve }, index) => resolve(outs[index] as Out));
      } catch (cause) {
        if (group.length === 1) group[0]?.reject(cause);
        else await oneByOne(group);
      }
    }
    state.running = false;
  }

  /** One member may have spoiled the group: the others must not suffer for it. */
  async function oneByOne(group: typeof waiting): Promise<void> {
    for (const { item, resolve, reject } of group) {
      try {
        const [out] = await work([item]);
        resolve(out as Out);
      } catch (cause) {
        reject(cause);
      }
    }
  }

  return (item) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length >= most) state.full?.();
      if (!state.running) void run();
    });
}
