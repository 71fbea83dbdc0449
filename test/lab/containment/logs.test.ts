// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chdbEngine } from '../../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../../src/adapters/chdb/locate.ts';
import { planFiles } from '../../../src/adapters/containment-files/files.ts';
import { flowSql } from '../../../src/adapters/flow-engine/flow-sql.ts';
import { logVault } from '../../../src/adapters/log-vault/vault.ts';
import { highsSolver } from '../../../src/adapters/highs/solver.ts';
import { netnsLaboratory } from '../../../src/adapters/netns/laboratory.ts';
import { systemClock } from '../../../src/adapters/system/system.ts';
import { runCommandLine } from '../../../src/cli/cli.ts';
import { containmentCommands } from '../../../src/containment/commands.ts';
import { readFlowFiles } from '../../../src/containment/plan/read-inputs.ts';
import { describeRow } from '../../../src/containment/replay/replay-plan.ts';
import { importLogs } from '../../../src/hunt/import/import.ts';
import { openStore } from '../../../src/hunt/engine/store.ts';
import { unwrap } from '../../../src/kernel/result.ts';
import { removeTree } from '../../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const folder = mkdtempSync(join(tmpdir(), 'matoi-logs-'));
const engineOf = () => chdbEngine({ folder: join(folder, 'engine'), env: process.env, memoryBytes: 900_000_000 });
const logs = () => flowSql(engineOf(), openStore, () => Date.now());

/** One connection in conn and ssl of Zeek, one nameless, one that Suricata's TLS event alone knows; a proxy's lines, a firewall's. */
const files: Readonly<Record<string, string>> = {
  'conn.log': [
    '#separator \\x09',
    '#path\tconn',
    '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_bytes\tconn_state',
    '#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tcount\tstring',
    '1773882000.1\tC1\t10.0.0.1\t5001\t203.0.113.1\t443\ttcp\t10\tSF',
    '1773882001.1\tC2\t10.0.0.1\t5002\t203.0.113.1\t443\ttcp\t10\tSF',
    '1773882002.1\tC3\t10.0.0.2\t5003\t198.51.100.66\t8443\ttcp\t10\tSF',
    '1773968402.1\tC4\tfd00::2\t5004\t2001:db8::66\t443\tudp\t10\tSF',
    '',
  ].join('\n'),
  'ssl.log': [
    '#separator \\x09',
    '#path\tssl',
    '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tversion\tcipher\tserver_name',
    '#types\ttime\tstring\taddr\tport\taddr\tport\tstring\tstring\tstring',
    '1773882000.2\tC1\t10.0.0.1\t5001\t203.0.113.1\t443\tTLSv13\tX\tmail.cloud.example',
    '1773882001.2\tC2\t10.0.0.1\t5002\t203.0.113.1\t443\tTLSv13\tX\tmail.cloud.example',
    '1773882009.2\tC9\t10.0.0.3\t5009\t203.0.113.9\t443\tTLSv13\tX\tonly.tls.example',
    '',
  ].join('\n'),
  'access.log': [
    '1773882100.000  30 10.0.0.5 TCP_TUNNEL/200 1500 CONNECT www.shop.example:443 sato HIER_DIRECT/192.0.2.80 -',
    '1773882101.000  30 10.0.0.6 TCP_TUNNEL/200 1500 CONNECT www.shop.example:443 - FIRSTUP_PARENT/parent.example -',
    '1773882102.000  30 10.0.0.6 TCP_TUNNEL/200 1500 CONNECT nowhere.example:443 - FIRSTUP_PARENT/parent.example -',
    '1773882103.000  30 10.0.0.6 TCP_DENIED/403 1500 CONNECT evil.example:443 - HIER_NONE/- -',
    '',
  ].join('\n'),
  'fortigate.log': [
    'date=2026-03-19 time=10:00:00 devname="FG" logid="0000000013" type="traffic" subtype="forward" tz="+0900" srcip=10.0.0.7 srcport=5000 dstip=203.0.113.50 dstport=25 proto=6 action="accept" sentbyte=100 rcvdbyte=200',
    'date=2026-03-19 time=10:00:01 devname="FG" logid="0000000014" type="traffic" subtype="forward" tz="+0900" srcip=10.0.0.7 srcport=5001 dstip=203.0.113.51 dstport=25 proto=6 action="deny" sentbyte=0 rcvdbyte=0',
    '',
  ].join('\n'),
};

beforeAll(async () => {
  if (absent) return;
  const inputs = join(folder, 'inputs');
  await planFiles.write(join(inputs, '.keep'), '');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(inputs, name), text);
  const engine = engineOf();
  const deps = { engine, vault: logVault({ folder: join(folder, 'vault') }), clock: systemClock, small: true };
  const paths = Object.keys(files).map((name) => join(inputs, name));
  for await (const one of importLogs(deps, paths, { who: 'test', zone: null, format: null })) unwrap(one);
  await engine.close();
});
afterAll(() => removeTree(folder));

describe.skipIf(absent)(`lab/containment/logs${absent ? ' (skipped, missing: the log engine)' : ''}`, () => {
  test('imported logs are recorded traffic: a connection that two logs describe is counted once, with its name', async () => {
    const { table, reading } = unwrap(await readFlowFiles({ files: planFiles, logs }, ['logs']));

    const rows = Array.from({ length: table.length }, (_, row) => describeRow(table, row, false))
      .map(({ src, dst, port, name, connections }) => `${src} ${dst} ${port} ${name} ×${connections}`)
      .toSorted();

    expect(rows).toEqual(
      [
        '10.0.0.1 203.0.113.1 443/tcp mail.cloud.example ×2',
        '10.0.0.2 198.51.100.66 8443/tcp null ×1',
        '10.0.0.3 203.0.113.9 443/tcp only.tls.example ×1',
        '10.0.0.5 192.0.2.80 443/tcp www.shop.example ×1',
        '10.0.0.6 192.0.2.80 443/tcp www.shop.example ×1',
        '10.0.0.7 203.0.113.50 25/tcp null ×1',
        'fd00::2 2001:db8::66 443/udp null ×1',
      ].toSorted(),
    );
    expect(table.users).toContain('sato');
    // The tunnel to a name that nobody resolved, the proxy's refusal and the firewall's.
    expect([reading.accepted, reading.refused]).toEqual([7, 3]);
    expect(reading.samples.map((one) => one.why)).toEqual(['2026-03-19: no-address ×1', '2026-03-19: refused-by-a-device ×2']);
  });

  test('only the days that were asked for', async () => {
    const { table } = unwrap(await readFlowFiles({ files: planFiles, logs }, ['logs'], { since: '2026-03-20', until: null }));
    expect(Array.from({ length: table.length }, (_, row) => describeRow(table, row, false).dst)).toEqual(['2001:db8::66']);
  });

  test('matoi contain plan --flows logs, then replay by memory and by SQL: they agree to the flow', async () => {
    writeFileSync(
      join(folder, 'inventory.csv'),
      'id,name,names,ranges,ports,owner,priority,decision,by,on\nmail,Mail,*.cloud.example,,443,it,1,keep,sato,2026-01-01\n',
    );
    writeFileSync(join(folder, 'indicators.txt'), '198.51.100.66\n2001:db8::66\n');
    const commands = containmentCommands({
      files: planFiles,
      logs,
      solver: highsSolver,
      clock: systemClock,
      laboratory: netnsLaboratory,
      open: () => Promise.reject(new Error('no case is asked for')),
    });
    const matoi = async (...argv: string[]) => {
      const out: string[] = [];
      const streams = {
        stdout: (bytes: string | Uint8Array) => void out.push(String(bytes)),
        stderr: (text: string) => void out.push(text),
        terminal: false,
      };
      const code = await runCommandLine(commands, { argv, env: {}, streams, stdin: async function* () {} });
      return { code, out: out.join('') };
    };
    const inputs = ['--inventory', join(folder, 'inventory.csv'), '--indicators', join(folder, 'indicators.txt')];
    const planned = await matoi('contain', 'plan', '--flows', 'logs', ...inputs, '--json');
    const json = planned.out.slice(planned.out.indexOf('{"'));
    expect(JSON.parse(json).inputs).toMatchObject({ flows: 7, connections: 8, attackFlows: 2, refusedLines: 3 });
    writeFileSync(join(folder, 'plan.json'), json);

    const replayed = await matoi(
      'contain',
      'replay',
      join(folder, 'plan.json'),
      '--flows',
      'logs',
      '--option',
      'keep-only',
      '--sql',
      '--json',
    );

    const answer = JSON.parse(replayed.out.slice(replayed.out.indexOf('{'))) as { stopped: number; passed: number; sql: object };
    expect(answer.sql).toEqual({ rows: 7, stopped: answer.stopped, passed: answer.passed, differences: 0 });
  });
});
