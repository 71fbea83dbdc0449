// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Clock } from '../../kernel/instant.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { parseCollected } from '../collect/collected.ts';
import { exposureProblem } from '../problems.ts';
import { auditVersions } from './audit.ts';
import type { VersionAudit } from './audit.ts';
import { compareDebianVersions } from '../../common/version/debian-version.ts';
import { unknownWords } from './limits.ts';
import { indexAdvisories } from './osv.ts';
import { compareRpmVersions } from '../../common/version/rpm-version.ts';
import type { Software, SoftwareReader } from './software.port.ts';

export type VersionCommandDeps = {
  readonly software: SoftwareReader;
  readonly clock: Clock;
  readonly unzip: (bytes: Uint8Array) => readonly Uint8Array[];
};

/** `matoi exposure versions|compare-versions`: installed packages against published advisories. */
export function versionCommands(deps: VersionCommandDeps): readonly CommandSpec[] {
  return [versionsCommand(deps), compareCommand()];
}

function versionsCommand(deps: VersionCommandDeps): CommandSpec {
  return {
    path: ['exposure', 'versions'],
    summary: {
      ja: '導入済みソフトウェアを、取り込んだ OSV 形式の情報と照合します',
      en: 'Match installed software with OSV advisories from files',
    },
    args: 'ADVISORIES...',
    options: {
      from: {
        type: 'string',
        value: 'FILE',
        about: { ja: 'collector.sh の出力（省くとこのサーバー）', en: 'a stream of collector.sh (default: this machine)' },
      },
    },
    negative: { ja: '影響を受けるものがある、または判定しきれない', en: 'something is affected, or the result is incomplete' },
    async run(call) {
      const from = call.text('from');
      const software = from === undefined ? await deps.software.read() : softwareOf(await bytesOf(from));
      const documents = (await Promise.all(call.args.map(async (file) => documentsOf(file, await bytesOf(file), deps.unzip)))).flat();
      const audit = auditVersions(software, indexAdvisories(documents), deps.clock.now());
      if (call.format !== 'words') call.out.json(audit);
      else sayAudit(call, audit);
      return audit.totals.affected > 0 || audit.completeness.status === 'incomplete' ? 1 : 0;
    },
  };
}

function compareCommand(): CommandSpec {
  return {
    path: ['exposure', 'compare-versions'],
    summary: {
      ja: '標準入力の各行「deb|rpm A B」について <、=、> を答えます',
      en: 'For each line "deb|rpm A B" of standard input print <, = or >',
    },
    args: '',
    options: {},
    async run(call) {
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of call.stdin()) text += decoder.decode(chunk, { stream: true });
      for (const line of text.split('\n')) {
        const [scheme, a, b] = line.trim().split(/\s+/);
        if (a === undefined || b === undefined) continue;
        const order = scheme === 'rpm' ? compareRpmVersions(a, b) : compareDebianVersions(a, b);
        call.out.line(order < 0 ? '<' : order > 0 ? '>' : '=');
      }
      return 0;
    },
  };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ProblemError(exposureProblem('exposure.file-missing', undefined, { path: file }), { cause });
  }
}

/** Half a gigabyte of JSON is more than any distribution publishes; a packed file may not unfold into more. */
const MOST_BYTES = 1 << 29;

function softwareOf(bytes: Uint8Array): Software {
  const collected = parseCollected(bytes);
  if (typeof collected === 'string') throw new ProblemError(exposureProblem('exposure.not-a-collection', { code: collected }));
  return collected.section;
}

/** A zip as OSV publishes them, JSON lines (plain or gzip), or one JSON document. What is no JSON counts as refused. */
function documentsOf(file: string, bytes: Uint8Array, unzip: VersionCommandDeps['unzip']): readonly unknown[] {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return unzip(bytes).map((each) => parsed(new TextDecoder().decode(each)));
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
  const text = new TextDecoder().decode(plain).trim();
  const whole = parsed(text);
  if (whole !== null) return Array.isArray(whole) ? whole : [whole];
  return file === '' ? [] : text.split('\n').map(parsed);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One line for each reason: a thousand packages without data are one statement. */
function unknownRows(packages: VersionAudit['packages'], lang: Lang): readonly (readonly string[])[] {
  const counted = Map.groupBy(
    packages.flatMap(({ state }) => (state.is === 'unknown' ? [state.why] : [])),
    (why) => why,
  );
  return [...counted].map(([why, { length }]) => [
    { ja: '不明', en: 'unknown' }[lang],
    { ja: `${length} パッケージ`, en: `${length} packages` }[lang],
    unknownWords[why][lang],
  ]);
}

function sayAudit({ out, lang }: CommandCall, { completeness, totals, packages, reachable, stillRunning }: VersionAudit): void {
  for (const reason of completeness.reasons) out.line({ ja: `判定しきれていません：${reason.ja}`, en: `Incomplete: ${reason.en}` }[lang]);
  const release = completeness.release ?? '?';
  out.line(
    {
      ja: `${release}：パッケージ ${completeness.packages}、影響あり ${totals.affected}、修正済み ${totals.fixed}、該当なし ${totals['not-affected']}、不明 ${totals.unknown}`,
      en: `${release}: ${completeness.packages} packages, ${totals.affected} affected, ${totals.fixed} fixed, ${totals['not-affected']} not affected, ${totals.unknown} unknown`,
    }[lang],
  );
  const words = {
    ja: { affected: '影響あり', fixedBy: '修正版', none: 'なし', reachable: 'CGI から届く古いソフトウェア', running: '更新前のまま動作中' },
    en: {
      affected: 'affected',
      fixedBy: 'fixed by',
      none: 'nothing yet',
      reachable: 'old software reachable from a CGI',
      running: 'still running what was replaced',
    },
  }[lang];
  for (const row of unknownRows(packages, lang)) out.row(row);
  for (const { package: name, version, state } of packages)
    if (state.is === 'affected')
      for (const { id, fixedBy } of state.advisories)
        out.row([words.affected, name, version, id, `${words.fixedBy} ${fixedBy ?? words.none}`]);
  for (const each of reachable) out.row([words.reachable, each.package ?? '-', `${each.address}:${each.port}`]);
  for (const each of stillRunning) out.row([words.running, each.pid, each.name]);
}
