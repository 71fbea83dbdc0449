// SPDX-License-Identifier: Apache-2.0
import { registerHooks } from 'node:module';

/**
 * Planted faults for paging.ts and lost-update.ts: in the killed desk's process only, one line of the product is made
 * wrong as it is loaded. Preloaded with `node --import`; the product has no switch for it. MATOI_PLANT names the fault.
 */
const faults: Readonly<Record<string, { readonly file: string; readonly right: string; readonly wrong: string }>> = {
  // Written down as sent before it is out: a kill in between loses the page.
  'sent-first': {
    file: '/src/duty/paging/engine.ts',
    right: 'const outcome = await send(deps, rota, page, row, now);',
    wrong: "const outcome: any = { is: 'sent' }; setTimeout(() => void send(deps, rota, page, row, now), 25);",
  },
  // Each attempt under another key: nobody can tell a repetition from a second page.
  'fresh-key': {
    file: '/src/duty/paging/message.ts',
    right: 'return { key, pageId',
    wrong: 'return { key: `${key}.${Math.random()}`, pageId',
  },
  // The acknowledgement is counted but the page goes on.
  'goes-on': {
    file: '/src/duty/paging/acknowledge.ts',
    right: "acks, state: enough ? 'acknowledged' : page.state, nextAt };",
    wrong: 'acks: [], nextAt: page.nextAt }; void nextAt;',
  },
  // Alarms do not wait for one another: each opens a page of its own.
  'no-grouping': {
    file: '/src/duty/paging/trigger.ts',
    right: 'if (open !== null && policy.groupSeconds > 0',
    wrong: 'if (open !== null && policy.groupSeconds < 0',
  },
  // The later writer overwrites the earlier one.
  'last-writer-wins': {
    file: '/src/remediation/notes/save-note.ts',
    right: 'if (before !== null && version !== basedOn) {',
    wrong: 'if (before !== null && version < basedOn) {',
  },
  // A refused text is told but not kept.
  'refused-not-kept': {
    file: '/src/remediation/notes/save-note.ts',
    right: 'await deps.notes.keep(writing.tx, noteId, { ...kept, version: null, accepted: false });',
    wrong: '',
  },
};

export const faultNames: readonly string[] = Object.keys(faults);

const name = process.env['MATOI_PLANT'];
if (name !== undefined) {
  const fault = faults[name];
  if (fault === undefined) throw new Error(`no fault is called ${name}; there are ${faultNames.join(', ')}`);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(fault.file)) return loaded;
      const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
      if (!source.includes(fault.right)) throw new Error(`the planted fault ${name} no longer fits ${fault.file}`);
      return { ...loaded, source: source.replace(fault.right, fault.wrong) };
    },
  });
}
