// SPDX-License-Identifier: Apache-2.0
/**
 * Collects what waits and works on it together: one transaction and one sync to disk for all mails that came while
 * the last ones were being written. Each caller hears its own outcome, and only after the whole group is durable.
 */
export function createGrouped<In, Out>(work: (items: readonly In[]) => Promise<readonly Out[]>, most: number): (item: In) => Promise<Out> {
  const waiting: { item: In; resolve: (out: Out) => void; reject: (cause: unknown) => void }[] = [];
  const state = { running: false };

  async function run(): Promise<void> {
    state.running = true;
    while (waiting.length > 0) {
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
      if (!state.running) void run();
    });
}
