// SPDX-License-Identifier: Apache-2.0
// Proof: what is said of returned mails, against labels that nobody here wrote; recipients against another program's reading
// where it is installed (Debian's libsisimai-perl).
//   node test/prove/classify-bounce.ts [--data FOLDER] [--half 0|1] [--list] [--plant]
// Fails below: recipients 97 %, hard or soft 95 %, precision of hard 0.97; and where a mail makes it throw.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readMail } from '../../src/adapters/mime/parse-mail.ts';
import { classifyBounce } from '../../src/notification/bounce/classify.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, half: { type: 'string' }, list: { type: 'boolean' }, plant: { type: 'boolean' } },
});
const data = values.data ?? resolve(import.meta.dirname, '../../../shared/data/bounces');
if (!existsSync(join(data, 'labels.json'))) {
  process.stdout.write(`left out: ${data} is absent\n`);
  process.exit(0);
}
const labels = z
  .record(z.string(), z.array(z.object({ reason: z.string(), hard: z.boolean() })))
  .parse(JSON.parse(readFileSync(join(data, 'labels.json'), 'utf8')));
const NOBODY = new Set(['feedback', 'vacation', 'delivered']);

const PERL = String.raw`use Sisimai; for my $f (@ARGV) { my $v = eval { Sisimai->make($f, 'delivered' => 1) }; print join("\t", $f, map { lc $_->recipient->address } @{ $v || [] }), "\n" }`;

function readOtherwise(files: readonly string[]): ReadonlyMap<string, readonly string[]> | null {
  const asked = spawnSync('perl', ['-e', PERL, ...files], { encoding: 'latin1', maxBuffer: 64_000_000 });
  if (asked.status !== 0) return null;
  return new Map(asked.stdout.split('\n').map((line) => [line.split('\t')[0] ?? '', line.split('\t').slice(1)]));
}

const names = readdirSync(join(data, 'bsd')).filter(
  (name) => values.half === undefined || String((createHash('sha1').update(name).digest()[0] ?? 0) % 2) === values.half,
);
const files = names.map((name) => join(data, 'bsd', name));
const oracle = readOtherwise(files);
const sum = { labelled: 0, right: 0, called: 0, calledRight: 0, meant: 0, wanted: 0, found: 0, crashes: 0 };
for (const [index, name] of names.entries()) {
  try {
    const read = classifyBounce(readMail(readFileSync(files[index] ?? '')));
    const one = values.plant === true && read.kind === 'soft' && read.reason === 'mailbox-full' ? { ...read, kind: 'hard' as const } : read;
    const expected = new Set(oracle?.get(files[index] ?? '') ?? []);
    const mine = new Set(one.recipients.map((address) => address.toLowerCase()));
    sum.wanted += expected.size;
    sum.found += [...expected].filter((address) => mine.has(address)).length;
    const label = labels[name];
    if (label === undefined) continue;
    const hard = label.some((record) => record.hard);
    const kind = hard ? 'hard' : label.every(({ reason }) => NOBODY.has(reason)) ? 'none' : 'soft';
    sum.labelled += 1;
    if (kind === one.kind) sum.right += 1;
    else if (values.list === true)
      process.stdout.write(
        `${name}\tmeant ${kind} (${label.map(({ reason }) => reason).join()})\tsaid ${one.kind} ${one.reason} ${one.ruleId}\n`,
      );
    if (hard) sum.meant += 1;
    if (one.kind === 'hard') sum.called += 1;
    if (one.kind === 'hard' && hard) sum.calledRight += 1;
  } catch (error) {
    sum.crashes += 1;
    process.stdout.write(`${name}\t${String(error)}\n`);
  }
}
const share = (part: number, all: number) => (all === 0 ? 1 : part / all);
const percent = (part: number, all: number) => `${(share(part, all) * 100).toFixed(1)} %`;
const recipients =
  oracle === null
    ? 'recipients not compared (libsisimai-perl is not installed)'
    : `recipients ${sum.found} of ${sum.wanted} (${percent(sum.found, sum.wanted)})`;
process.stdout.write(
  `${names.length} mails, ${sum.crashes} exceptions; ${recipients}; hard, soft or none right ${sum.right} of ${sum.labelled} (${percent(sum.right, sum.labelled)}); precision of hard ${share(sum.calledRight, sum.called).toFixed(3)}, recall ${share(sum.calledRight, sum.meant).toFixed(3)}\n`,
);
process.exitCode =
  sum.crashes === 0 &&
  share(sum.found, sum.wanted) >= 0.97 &&
  share(sum.right, sum.labelled) >= 0.95 &&
  share(sum.calledRight, sum.called) >= 0.97
    ? 0
    : 1;
