// SPDX-License-Identifier: Apache-2.0
import { registerHooks } from 'node:module';

/**
 * The planted fault of smtp-crash.ts: in this process only, a mail is acknowledged before it is recorded. Preloaded
 * with `node --import`; the product has no switch for it.
 */
const RIGHT = 'const received = arrived().then(record);';
const WRONG =
  "void arrived().then(record); const received = Promise.resolve({ sha256: raw, reportId: 'R-0000-00000', caseId: null, kind: 'report', subject: '', from: '', charsetNotes: [], again: false });";

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/src/intake/receive.ts')) return loaded;
    const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
    if (!source.includes(RIGHT)) throw new Error('the planted fault no longer fits src/intake/receive.ts');
    return { ...loaded, source: source.replace(RIGHT, WRONG) };
  },
});
