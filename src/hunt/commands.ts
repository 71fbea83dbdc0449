// SPDX-License-Identifier: Apache-2.0
import { glob, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandSpec } from '../edge/command.ts';
import { makeFolder } from '../edge/make-folder.ts';
import { judgeClaim } from './question/claim.ts';
import { boundDataOut } from './question/data-out.ts';
import type { EngineFault } from './engine/engine.port.ts';
import { dataOutEntry, digestOf, searchedEntries, verdictEntry } from './question/entries.ts';
import { bundleFiles, rawLines } from './evidence/evidence.ts';
import { exportCommand } from './export/export.commands.ts';
import { hunt } from './question/hunt.ts';
import { sightingEvidence, withBundle } from './evidence/indicator-evidence.ts';
import { decodeTextLeniently } from '../common/decode-text.ts';
import { readIndicators } from './indicator/read.ts';
import { holderCommands } from './address-use/address-use.commands.ts';
import { openHolders } from './address-use/lease-store.ts';
import { logCommands } from './import/logs.commands.ts';
import { append, data, failed, forCase, keepEvidence, periodOf, refused, since, until, withDesk } from './command.edge.ts';
import type { HuntCommandDeps } from './command.edge.ts';
import { compileAll } from './sigma/compile.ts';
import type { CompileLine } from './sigma/compile.ts';
import { readRules } from './sigma/read.ts';
import { listFiles } from './engine/store.ts';
import { huntWords } from './question/words.ts';

/** `matoi logs …` and `matoi hunt …`. */
export function huntCommands(deps: HuntCommandDeps): readonly CommandSpec[] {
  return [
    ...logCommands(deps),
    ...holderCommands(deps),
    huntCommand(deps),
    compileCommand(deps),
    claimCommand(deps),
    dataOutCommand(deps),
    exportCommand(deps, (folders) => compileFolders(deps, folders)),
  ];
}

function huntCommand(deps: HuntCommandDeps): CommandSpec {
  return {
    path: ['hunt'],
    summary: {
      ja: '取り込んだログを、痕跡情報・検知ルール・定期通信で調べます',
      en: 'Search the imported logs by indicators, detection rules and beacons',
    },
    args: '',
    options: {
      data,
      case: forCase,
      since,
      until,
      indicators: {
        type: 'string',
        many: true,
        value: 'FILE',
        about: { ja: '痕跡情報（テキスト、CSV、STIX 2.1、MISP）', en: 'indicators (text, CSV, STIX 2.1, MISP)' },
      },
      sigma: { type: 'string', many: true, value: 'DIR', about: { ja: 'Sigma ルールの置き場', en: 'folder of Sigma rules' } },
      beacons: { type: 'boolean', about: { ja: '定期通信を探す', en: 'look for beacons' } },
      rare: {
        type: 'boolean',
        about: { ja: 'ほかの端末が使わない宛先とユーザーエージェント', en: 'destinations and user agents that no other computer uses' },
      },
      attacks: {
        type: 'boolean',
        about: { ja: '攻撃とみられるリクエストを、送信元ごとに多い順', en: 'sources of attack-shaped requests, most first' },
      },
      limit: { type: 'string', value: 'N', about: { ja: '定期通信などの件数（既定 50）', en: 'how many beacons (default 50)' } },
      bundle: {
        type: 'string',
        value: 'DIR',
        about: {
          ja: '痕跡情報の調査の証跡の束をこの新しいフォルダーに書く',
          en: 'write the evidence bundle of a search for indicators into this new folder',
        },
      },
    },
    run: (call) =>
      withDesk(deps, call, async (desk) => {
        const period = periodOf(call);
        if (period === null) return refused(call, '時刻の書き方が違います。', 'A time cannot be read.');
        const folder = call.text('bundle');
        const others = call.texts('sigma').length > 0 || ['beacons', 'rare', 'attacks'].some((one) => call.flag(one));
        if (folder !== undefined && (call.texts('indicators').length === 0 || others))
          return refused(call, '--bundle は --indicators だけと一緒に使います。', '--bundle goes with --indicators alone.');
        const list = await Promise.all(
          call.texts('indicators').map(async (file) => readIndicators(decodeTextLeniently(await readFile(file)), deps.clock.now())),
        );
        const indicators = list.flatMap((one) => one.indicators);
        for (const one of list.flatMap((read) => read.refused)) call.out.note(`? ${one.line}: ${one.text} (${one.why[call.lang]})`);
        const lines = call.texts('sigma').length === 0 ? null : await compileFolders(deps, call.texts('sigma'));
        for (const line of lines ?? []) if ('reason' in line) call.out.note(`- ${line.file}: ${line.reason[call.lang]}`);
        const limit = Number(call.text('limit') ?? 50);
        const hunted = await hunt(desk.engine, {
          period,
          indicators: call.texts('indicators').length === 0 ? null : { name: digestOf(deps.hash, indicators), list: indicators },
          rules: lines === null ? null : lines.flatMap((line) => ('compiled' in line ? [line.compiled] : [])),
          beacons: call.flag('beacons') ? limit : null,
          rare: call.flag('rare') ? limit : null,
          ...(call.flag('attacks') ? { attacks: limit } : {}),
        });
        if (!hunted.ok) return failed(call, hunted.error);
        const { sightings, beacons } = hunted.value;
        for (const one of hunted.value.rulesRefused) call.out.note(`- ${one.file}: ${one.reason[call.lang]}`);
        const who = await openHolders(desk.engine, [...sightings.map((one) => one.computer), ...beacons.map((one) => one.source)]);
        if (!who.ok) return failed(call, who.error);
        const shown = {
          ...hunted.value,
          sightings: sightings.map((one) => ({ ...one, who: who.value(one.computer, one.first, one.last) })),
          beacons: beacons.map((one) => ({ ...one, who: who.value(one.source, one.first, one.last) })),
        };
        const asked = { indicators, refused: list.flatMap((read) => read.refused), period };
        const keep = async (into: string) => {
          const evidence = await sightingEvidence(deps.hash, desk.engine, asked, hunted.value);
          return evidence.ok ? keepEvidence(deps, call, desk, into, evidence.value) : failed(call, evidence.error);
        };
        const kept = folder === undefined ? null : await keep(folder);
        if (typeof kept === 'number') return kept;
        if (call.format !== 'words') call.out.json(kept === null ? shown : { ...shown, evidence: kept });
        else for (const line of huntWords(hunted.value, call.lang)) call.out.line(line);
        const drafts = () => searchedEntries(deps.hash, hunted.value, lines?.filter((line) => 'reason' in line).length);
        await append(deps, call, () => (kept === null ? drafts() : withBundle(drafts(), kept.bundle.digest)));
        return 0;
      }),
  };
}

function compileCommand(deps: HuntCommandDeps): CommandSpec {
  return {
    path: ['hunt', 'sigma', 'compile'],
    summary: {
      ja: 'Sigma ルールを SQL にします（ルールごとに 1 行、できないものは理由つき）',
      en: 'Compile Sigma rules to SQL, one line for each rule; what cannot be compiled says why',
    },
    args: 'DIR…',
    options: {},
    async run(call) {
      if (call.args.length === 0) return refused(call, 'ルールの置き場が要ります。', 'Name a folder of rules.');
      if (call.format !== 'words') call.out.item(null);
      for (const line of await compileFolders(deps, call.args)) {
        const { file, id, title } = line;
        const shown =
          'compiled' in line
            ? { file, id, title, author: line.compiled.head.author, sql: line.compiled.sql }
            : { file, id, title, reason: line.reason[call.format === 'words' ? call.lang : 'en'] };
        if (call.format !== 'words') call.out.item(shown);
        else call.out.line(`${file}: ${'reason' in shown ? shown.reason : 'SQL'}`);
      }
      return 0;
    },
  };
}

async function compileFolders(deps: HuntCommandDeps, folders: readonly string[]): Promise<readonly CompileLine[]> {
  const files: string[] = [];
  for (const folder of folders) {
    const kind = await stat(folder).catch(() => null);
    if (kind?.isDirectory() === true) for await (const name of glob('**/*.{yml,yaml}', { cwd: folder })) files.push(join(folder, name));
    else files.push(folder);
  }
  const read = await Promise.all(
    files.toSorted().map(async (file) => {
      const text = await readFile(file, 'utf8').catch((error: Error) => error);
      return text instanceof Error
        ? [{ file, place: 0, id: '', title: '', reason: { ja: `読めない：${text.message}`, en: `cannot be read: ${text.message}` } }]
        : readRules(file, text, deps.readYaml);
    }),
  );
  return compileAll(read.flat());
}

function claimCommand(deps: HuntCommandDeps): CommandSpec {
  return {
    path: ['hunt', 'claim'],
    summary: {
      ja: '「この CGI が狙われた」などの指摘を自組織のログで確かめます',
      en: 'Judge a claim about a path (“this CGI …”) by your own logs',
    },
    args: '',
    options: {
      data,
      case: forCase,
      since,
      until,
      path: { type: 'string', value: 'PATH', about: { ja: '指摘された URL かそのパス', en: 'the URL that the claim names, or its path' } },
      host: {
        type: 'string',
        many: true,
        value: 'HOST',
        about: { ja: '問題のサーバーの名前かアドレス', en: 'name or address of the server in question' },
      },
      log: {
        type: 'string',
        many: true,
        value: 'FILE',
        about: {
          ja: 'そのサーバーのログ（取り込んだファイルの名前か番号）。行にホスト名がないとき',
          en: 'a log of that server (name or number of an imported file), where its lines name no host',
        },
      },
      attacked: {
        type: 'boolean',
        about: {
          ja: 'リクエストがあったかでなく、攻撃とみられるリクエストがあったかを問う',
          en: 'ask for attack-shaped requests instead of any request',
        },
      },
      bundle: {
        type: 'string',
        value: 'DIR',
        about: { ja: '証跡の束をこの新しいフォルダーに書く', en: 'write the evidence bundle into this new folder' },
      },
    },
    negative: {
      ja: '判定が「見た範囲に記録なし」または「記録からは判断できない」',
      en: 'the verdict is “not in the logs looked at” or “cannot be told”',
    },
    run: (call) =>
      withDesk(deps, call, async (desk) => {
        const period = periodOf(call);
        const path = call.text('path');
        if (period === null || path === undefined || path === '')
          return refused(call, '--path と正しい時刻が要ります。', '--path is needed, and times must be readable.');
        const about = { hosts: call.texts('host'), logs: call.texts('log') };
        const judged = await judgeClaim(desk.engine, { kind: call.flag('attacked') ? 'attacked' : 'requested', path, period, about });
        if (!judged.ok) return failed(call, judged.error);
        const answer = judged.value;
        const lines = await rawLines({ ...desk, hash: deps.hash }, answer.lines);
        const files = await listFiles(desk.engine);
        const version = await desk.engine.version();
        if (!lines.ok || !files.ok || !version.ok)
          return failed(call, !lines.ok ? lines.error : !files.ok ? files.error : (version as { error: EngineFault }).error);
        const folder = call.text('bundle');
        const vault = await desk.vault.head();
        if (folder !== undefined) await makeFolder(folder, 0o700);
        const written =
          folder === undefined
            ? null
            : await deps.writeBundle(
                folder,
                bundleFiles({
                  answer,
                  lines: lines.value,
                  files: files.value,
                  queries: answer.queries,
                  engine: version.value,
                  vault,
                  at: deps.clock.now(),
                  rules: [],
                }),
              );
        if (written !== null && !written.ok)
          return refused(call, `証跡を書けません：${written.error}`, `The bundle cannot be written: ${written.error}`);
        const bundle = written === null ? null : { folder, digest: written.value.digest };
        const cited = lines.value.slice(0, 20).map(({ name, sha256, line, offset, digest, bytes }) => ({
          name,
          sha256,
          line,
          offset,
          digest,
          raw: new TextDecoder().decode(bytes.slice(0, 2000)),
        }));
        const { queries, lines: refs, ...shown } = answer;
        if (call.format !== 'words')
          call.out.json({ ...shown, evidence: { engine: version.value, vault, queries, lineCount: refs.length, lines: cited, bundle } });
        else {
          call.out.line(answer.verdict);
          for (const why of [...answer.why, ...answer.coverage.notLookedAt]) call.out.line(`  ${why[call.lang]}`);
        }
        await append(deps, call, () => [verdictEntry(deps.hash, answer, bundle?.digest ?? null)]);
        return answer.verdict === 'supported' ? 0 : 1;
      }),
  };
}

function dataOutCommand(deps: HuntCommandDeps): CommandSpec {
  return {
    path: ['hunt', 'data-out'],
    summary: {
      ja: '外部への送信量の上限を、端末・宛先・時間ごとに見積もります',
      en: 'Bound the bytes that went out, by computer, destination and hour',
    },
    args: '',
    options: {
      data,
      case: forCase,
      since,
      until,
      computer: { type: 'string', value: 'IP', about: { ja: 'この端末だけ', en: 'this computer only' } },
      destination: { type: 'string', value: 'HOST', about: { ja: 'この宛先だけ', en: 'this destination only' } },
      zone: {
        type: 'string',
        value: 'ZONE',
        about: { ja: '勤務時間を数えるタイムゾーン（既定 Asia/Tokyo）', en: 'zone in which working time is counted (default Asia/Tokyo)' },
      },
    },
    run: (call) =>
      withDesk(deps, call, async (desk) => {
        const period = periodOf(call);
        if (period === null) return refused(call, '時刻の書き方が違います。', 'A time cannot be read.');
        const question = {
          period,
          computer: call.text('computer') ?? null,
          destination: call.text('destination') ?? null,
          zone: call.text('zone') ?? 'Asia/Tokyo',
        };
        const bound = await boundDataOut(desk.engine, question);
        if (!bound.ok) return failed(call, bound.error);
        const who = await openHolders(
          desk.engine,
          bound.value.rows.map((row) => row.computer),
        );
        if (!who.ok) return failed(call, who.error);
        const rows = bound.value.rows.map((row) => ({ ...row, who: who.value(row.computer, row.first, row.last) }));
        if (call.format !== 'words') call.out.json({ ...bound.value, rows });
        else {
          for (const row of bound.value.rows.slice(0, 50))
            call.out.row([row.bytes, `${row.computer} -> ${row.destination}`, row.calls, `${row.first} – ${row.last}`]);
          for (const spot of bound.value.notCounted) call.out.line(`  ${spot[call.lang]}`);
        }
        await append(deps, call, () => [dataOutEntry(deps.hash, question, bound.value)]);
        return 0;
      }),
  };
}
