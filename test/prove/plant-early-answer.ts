// SPDX-License-Identifier: Apache-2.0
import { registerHooks } from 'node:module';

/**
 * The planted fault of crash.ts: in this process only, a note is acknowledged before its entry is committed. Preloaded with
 * `node --import`; the product has no switch for it.
 */
const RIGHT = 'const appended = await deps.journal.append({';
const WRONG =
  'const later = (request: Parameters<typeof deps.journal.append>[0]) => (setTimeout(() => void deps.journal.append(request).catch(() => undefined), 400), { view });\n  const appended = later({';

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/src/case/command/command-case.ts')) return loaded;
    const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
    if (!source.includes(RIGHT)) throw new Error('the planted fault no longer fits src/case/command/command-case.ts');
    return { ...loaded, source: source.replace(RIGHT, WRONG) };
  },
});
