// SPDX-License-Identifier: Apache-2.0
/**
 * Every mail of a folder: readable, none called good faith or an authority, every quote exact, no live link in what is
 * shown, and with look-ups off nothing about the sender but "not checkable". Exit 1 on any fault.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256, systemClock } from '../../src/adapters/system/system.ts';
import { examine } from '../../src/triage/examination/examine.ts';
import { sheetWire } from '../../src/triage/sheet/sheet.view.ts';
import { examinerOf } from '../../src/wiring/triage/commands.ts';

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data/mail/phishing');
const examiner = await examinerOf({ env: {} })({ ownServers: [], ownDomains: [], lookUps: 'off', recorded: null });
const advisories = { manifests: () => [], byNumber: () => [], byProduct: () => ({ records: [], more: false }), close: () => undefined };
const labels: Record<string, number> = {};
const times: number[] = [];
let faults = 0;
const fault = (file: string, what: string): void => {
  faults += 1;
  console.log(`${file}: ${what}`);
};
for (const file of readdirSync(folder).filter((name) => name.endsWith('.eml'))) {
  const from = performance.now();
  const seen = await examine({ ...examiner, advisories, hash: sha256 }, readFileSync(join(folder, file)), [], systemClock.now());
  const shown = JSON.stringify(sheetWire(seen, file, false));
  times.push(performance.now() - from);
  labels[seen.intent.label] = (labels[seen.intent.label] ?? 0) + 1;
  if (seen.intent.label === 'good-faith' || seen.intent.label === 'possible-authority-contact') fault(file, `called ${seen.intent.label}`);
  if (seen.sender.authenticity !== 'not-checkable') fault(file, `sender ${seen.sender.authenticity} without look-ups`);
  for (const hit of [...seen.intent.evidence, ...seen.intent.against])
    if (seen.text.slice(hit.start, hit.end) !== hit.quote) fault(file, `quote of ${hit.rule} is not in the text`);
  for (const claim of seen.claims)
    if (claim.quote !== null && seen.text.slice(claim.start, claim.end) !== claim.quote)
      fault(file, `claim ${claim.value} is not in the text`);
  const live = /\bhttps?:\/\/(?!(?:www\.)?(?:ipa\.go\.jp|jpcert\.or\.jp|npa\.go\.jp)\b)[\w.-]+/i.exec(shown);
  if (live !== null) fault(file, `live link ${live[0].slice(0, 60)}`);
}
times.sort((a, b) => a - b);
console.log(
  `${times.length} mails, labels ${JSON.stringify(labels)}, median ${times[Math.floor(times.length / 2)]?.toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)]?.toFixed(1)} ms, faults ${faults}`,
);
process.exitCode = faults === 0 ? 0 : 1;
