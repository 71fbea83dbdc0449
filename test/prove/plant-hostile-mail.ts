// SPDX-License-Identifier: Apache-2.0
import { registerHooks } from 'node:module';

/**
 * Planted faults for hostile-mail.ts: in the desk's process only, one line of the product is made wrong as it is loaded.
 * Preloaded with `node --import`; the product has no switch for it. MATOI_PLANT names the fault.
 */
const faults: Readonly<Record<string, { readonly file: string; readonly right: string; readonly wrong: string }>> = {
  // Taken and not stored: every fifth mail is answered before anything is kept.
  lost: {
    file: '/src/intake/receive.ts',
    right: 'const received = arrived().then(record);',
    wrong:
      "const received = raw.charCodeAt(0) % 5 === 0 ? Promise.resolve({ sha256: raw, reportId: 'R-2026-00001', caseId: null, again: false, ...mail } as any) : arrived().then(record);",
  },
  // An examination that fails says nothing.
  unmarked: {
    file: '/src/triage/examination/examine-report.ts',
    right: 'const appends = recordings.map(',
    wrong: "const appends = recordings.filter(({ asked }) => !asked.reportId.endsWith('7')).map(",
  },
  // Reading holds the thread that answers.
  'held-up': {
    file: '/src/wiring/threads/mail-threads.ts',
    right: '  return async (bytes, around) => {',
    wrong: '  return async (bytes, around) => { for (const end = Date.now() + 1200; Date.now() < end && bytes.length > 15_000; );',
  },
  // Pages wait in the line of the examinations.
  'one-line': { file: '/src/jobs/lanes.ts', right: "? 'outside' : 'urgent';", wrong: "? 'outside' : 'bulk';" },
};

const name = process.env['MATOI_PLANT'];
const fault = name === undefined ? undefined : faults[name];
if (name !== undefined && name !== '' && fault === undefined)
  throw new Error(`no planted fault is called ${name}; there are: ${Object.keys(faults).join(', ')}`);
if (fault !== undefined)
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith(fault.file)) return loaded;
      const source = Buffer.from(loaded.source as Uint8Array).toString('utf8');
      if (!source.includes(fault.right)) throw new Error(`the line for the planted fault ${name} is gone`);
      return { ...loaded, source: source.replace(fault.right, fault.wrong) };
    },
  });
