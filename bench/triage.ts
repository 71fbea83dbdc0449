// SPDX-License-Identifier: Apache-2.0
/**
 * From a mail's bytes to a finished sheet with all local sources loaded, against a plain parse of the same mails in the
 * same run (the peer: what any mail tool must do first). `node bench/triage.ts [mails…] [--advisories N]`
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { openAdvisories, writeSource } from '../src/adapters/advisories/store.ts';
import { sha256, systemClock } from '../src/adapters/system/system.ts';
import type { AdvisoryRecord } from '../src/triage/advisory/advisory.port.ts';
import { keysOf } from '../src/triage/advisory/advisory-key.ts';
import { examine } from '../src/triage/examination/examine.ts';
import type { InventoryItem } from '../src/triage/inventory/inventory.ts';
import { sheetWire } from '../src/triage/sheet/sheet.view.ts';
import { examinerOf } from '../src/wiring/triage/commands.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../shared/data/mail');
const own = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/triage/mails');
const at = process.argv.indexOf('--advisories');
const count = at < 0 ? 300_000 : Number(process.argv[at + 1]);

function mailsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return mailsIn(path);
    return /\.eml$/i.test(name) ? [path] : [];
  });
}

/** Made-up advisories over 60,000 product names: every mail's look-ups fall among 300,000 others. */
function* advisories(): Generator<AdvisoryRecord> {
  for (let n = 0; n < count; n += 1) {
    const product = n % 50 === 0 ? (['PHP', 'CGI', 'WordPress', 'Apache HTTP Server'][(n / 50) % 4] ?? 'PHP') : `product-${n % 60_000}`;
    const id = `CVE-${2000 + (n % 26)}-${10_000 + n}`;
    yield {
      source: 'cve',
      id,
      aliases: [`GHSA-${n}`],
      title: `${product} problem ${n}`,
      summary: 'x'.repeat(200),
      affected: [
        {
          name: product,
          vendor: 'vendor',
          ecosystem: null,
          scheme: 'generic',
          ranges: [{ from: null, before: `${n % 9}.${n % 40}.${n % 7}`, upTo: null, after: null, exact: null }],
          words: '',
        },
      ],
      cvss: [{ version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8, from: 'cna' }],
      cwe: ['CWE-79'],
      published: '2026-11-01',
      modified: null,
      withdrawn: false,
      url: null,
      kev: null,
      epss: null,
    };
  }
}

function quantile(times: readonly number[], q: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;
}

const folder = mkdtempSync(join(tmpdir(), 'matoi-bench-triage-'));
try {
  const started = performance.now();
  const facts = {
    url: 'made up',
    sha256: '0'.repeat(64),
    fetchedAt: systemClock.now(),
    recordsAsOf: systemClock.now().slice(0, 10),
    licence: 'none',
  };
  await writeSource(folder, 'cve', 'whole', facts, advisories(), keysOf);
  console.log(
    `import of ${count} advisories: ${((performance.now() - started) / 1000).toFixed(1)} s, ${(statSync(join(folder, 'cve.db')).size / 1e6).toFixed(0)} MB`,
  );
  const lookup = openAdvisories(folder);
  const examiner = await examinerOf({ env: {} })({ ownServers: [], ownDomains: [], lookUps: 'off', recorded: null });
  const inventory = ['PHP', 'CGI', 'WordPress', 'form.cgi', ...Array.from({ length: 196 }, (_, n) => `product-${n * 7}`)].map(
    (name, n): InventoryItem => ({
      id: String(n),
      kind: 'software',
      name,
      version: '3.2.1',
      ecosystem: null,
      host: null,
      path: null,
      owner: null,
      exposure: 'internet',
      from: 'bench',
    }),
  );
  const files = [...mailsIn(root), ...mailsIn(own)];
  const sheets: number[] = [];
  const parses: number[] = [];
  for (const file of files) {
    const bytes = readFileSync(file);
    const parseFrom = performance.now();
    await new PostalMime().parse(bytes).catch(() => null);
    parses.push(performance.now() - parseFrom);
    const from = performance.now();
    sheetWire(await examine({ ...examiner, advisories: lookup, hash: sha256 }, bytes, inventory, systemClock.now()), file, true);
    sheets.push(performance.now() - from);
  }
  lookup.close();
  const total = sheets.reduce((sum, time) => sum + time, 0);
  console.log(`machine: ${cpus().length} x ${cpus()[0]?.model ?? '?'}, node ${process.version}`);
  console.log(`mails ${files.length}, inventory ${inventory.length}, advisories ${count}`);
  console.log(
    `sheet: median ${quantile(sheets, 0.5).toFixed(1)} ms, p95 ${quantile(sheets, 0.95).toFixed(1)} ms, worst ${quantile(sheets, 1).toFixed(0)} ms, ${((1000 * files.length) / total).toFixed(1)} mails/s`,
  );
  console.log(
    `peer (postal-mime, parse only): median ${quantile(parses, 0.5).toFixed(1)} ms, p95 ${quantile(parses, 0.95).toFixed(1)} ms; ratio of medians ${(quantile(sheets, 0.5) / quantile(parses, 0.5)).toFixed(1)}`,
  );
  process.exitCode = quantile(sheets, 0.95) <= 2000 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
