// SPDX-License-Identifier: Apache-2.0
// What cloud and Windows offices export: each answers who, what, from where, with what result, in the same columns.
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { evtxFile, windowsEvent } from '../support/evtx-file.ts';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/hunt/formats/${name}`, import.meta.url));
const WHO = '`user.name` AS who, `event.action` AS what, `event.outcome` AS how, `source.ip` AS ip';
const bad = '203.0.113.66';
const sato = (what: string, how: string, ip = bad) => ({ who: 'sato@example.jp', what, how, ip });
const corp = (what: string, how: string, ip = bad) => ({ who: 'corp\\sato', what, how, ip });

describe.skipIf(engineAbsent)(withEngine('hunt/formats/office'), () => {
  const logs = readingLogs();
  afterAll(() => logs.close());

  it.each([
    [
      'm365-audit',
      'm365-audit.csv',
      [
        sato('sign-in', 'success'),
        sato('inbox-rule', 'success', '2001:db8::66'),
        sato('forwarding', 'success'),
        sato('consent', 'success'),
      ],
    ],
    ['m365-audit', 'm365-graph.json', [sato('inbox-rule', 'success'), sato('sign-in', 'failure')]],
    ['m365-audit', 'm365-audit.jsonl', [sato('sign-in', 'failure'), sato('mail-access', 'success')]],
    ['entra-sign-in', 'entra-sign-in.csv', [sato('sign-in', 'success'), sato('sign-in', 'failure')]],
    ['entra-sign-in', 'entra-sign-in.json', [sato('sign-in', 'failure'), sato('sign-in', 'success')]],
    ['entra-sign-in', 'entra-sign-in-graph.json', [sato('sign-in', 'failure'), sato('sign-in', 'success')]],
    ['entra-sign-in', 'entra-diagnostic.jsonl', [sato('sign-in', 'failure')]],
    ['entra-audit', 'entra-audit.jsonl', [sato('mfa-change', 'success'), sato('consent', 'success')]],
    [
      'google-workspace',
      'google-workspace.json',
      [sato('sign-in', 'success'), { who: 'admin@example.jp', what: 'password-change', how: '', ip: bad }],
    ],
    ['google-workspace', 'google-workspace.csv', [sato('sign-in', 'success'), sato('sign-in', 'failure')]],
    [
      'windows-events',
      'windows.xml',
      [corp('sign-in', 'success'), corp('', '', ''), { who: 'corp\\admin', what: 'role-change', how: '', ip: '' }],
    ],
    ['windows-events', 'event-viewer.csv', [corp('sign-in', 'success'), { who: '', what: '', how: '', ip: '' }]],
    ['windows-events', 'event-viewer-ja.csv', [corp('sign-in', 'failure')]],
    ['windows-events', 'evtxecmd.csv', [corp('sign-in', 'failure', '')]],
    ['windows-events', 'hayabusa.csv', [{ who: '', what: 'sign-in', how: 'failure', ip: '' }]],
    ['windows-events', 'winlogbeat.jsonl', [corp('sign-in', 'failure')]],
    ['windows-events', 'sysmon-evtx-dump.jsonl', [corp('', '', '10.0.0.5'), corp('', '', '')]],
    ['defender', 'defender.csv', [corp('', '', '10.0.0.5'), corp('', '', '')]],
  ] as const)('%s from %s', async (format, name, rows) => {
    const done = await logs.take(fixture(name), { zone: '+09:00' });
    expect(done).toMatchObject({ format, state: 'imported', rejected: done.headers });
    expect(await logs.rows('event', done, WHO)).toEqual(rows);
  });

  it('auth.log: who signed in, from where, with what result; the last of several addresses is the real one', async () => {
    const done = await logs.take(fixture('unix-auth.log'), { zone: '+09:00' });
    expect(done).toMatchObject({ format: 'unix-auth', parsed: 8, rejected: 1 });
    expect(await logs.rows('event', done, `${WHO}, \`user.target.name\` AS whom`)).toEqual(
      [
        ['admin', 'sign-in', 'failure', bad, ''],
        ['deploy', 'sign-in', 'success', '2001:db8::7', ''],
        // Whoever knocks chooses the name, and may write an address into it.
        ['root from 203.0.113.66 port 9 ssh2', 'sign-in', 'failure', '10.0.0.5', ''],
        ['a b', '', '', bad, ''],
        ['deploy', '', '', '', 'root'],
        ['', 'account-created', '', '', 'hidden'],
        ['', '', '', '', ''],
        ['', '', '', '', ''],
      ].map(([who, what, how, ip, whom]) => ({ who, what, how, ip, whom })),
    );
    expect(await logs.reasons(done)).toEqual([[9, 'not a line of this format']]);
    expect(await logs.rows('event', done, "extra['sudo.command'] AS c")).toContainEqual({ c: '/usr/bin/id -u' });
  });

  it('what a rule hides stays readable: each parameter under its name', async () => {
    const done = await logs.take([fixture('m365-audit.csv').toString('utf8').trim(), ''].join('\n').replaceAll('a2', 'b2'));
    expect(
      await logs.rows(
        'event',
        done,
        "extra['Parameters.ForwardTo'] AS f, extra['Parameters.ForwardingSmtpAddress'] AS s, extra['ModifiedProperties.ConsentContext.IsAdminConsent'] AS c",
      ),
    ).toEqual([
      { f: '', s: '', c: '' },
      { f: 'evil@example.com', s: '', c: '' },
      { f: '', s: 'smtp:evil@example.com', c: '' },
      { f: '', s: '', c: 'False' },
    ]);
  });

  it('Sysmon and Security events carry the numbers and names that rules ask for', async () => {
    const rows = await logs.all(
      "SELECT `event.dataset` AS d, extra['EventID'] AS id, extra['CommandLine'] AS c, `destination.domain` AS q FROM matoi.event WHERE startsWith(`event.dataset`, 'windows.') AND (id IN ('1', '22', '4625')) ORDER BY file, line",
    );
    expect(rows).toEqual([
      { d: 'windows.sysmon', id: '1', c: 'powershell -enc "AAAA" & x', q: '' },
      ...Array.from({ length: 4 }, () => ({ d: 'windows.security', id: '4625', c: '', q: '' })),
      { d: 'windows.sysmon', id: '22', c: '', q: 'evil.example.com' },
    ]);
  });

  it('a record that breaks off is refused, and the others are read', async () => {
    const whole = fixture('windows.xml').toString('utf8');
    const done = await logs.take(whole.slice(0, whole.lastIndexOf('<Data Name=')));
    expect([done.lines, done.parsed, done.rejected]).toEqual([3, 2, 1]);
  });

  it('a binary event log: its events, and what its torn chunk lacks', async () => {
    const event = (record: bigint, user: string, ip: string) =>
      windowsEvent(record, {
        id: 4625,
        channel: 'Security',
        provider: 'Microsoft-Windows-Security-Auditing',
        at: '2026-11-20T01:00:01Z',
        values: [
          ['TargetUserName', { type: 'text', is: user }],
          ['TargetDomainName', { type: 'text', is: 'CORP' }],
          ['IpAddress', { type: 'text', is: ip }],
          ['SubStatus', { type: 'hex32', is: 0xc000006a }],
        ],
      });
    const file = evtxFile([[event(1n, 'sato', bad)], [event(2n, 'sato', '2001:DB8::66'), event(3n, 'ito', bad)]]);
    const done = await logs.take(file.subarray(0, file.indexOf(Buffer.from('ito', 'utf16le'))), { name: 'Security.evtx' });
    expect(done).toMatchObject({
      format: 'windows-events',
      lines: 3,
      parsed: 2,
      rejected: 1,
      zoneOrigin: 'line',
      from: '2026-11-20T01:00:01Z',
    });
    expect(await logs.rows('event', done, WHO)).toEqual([corp('sign-in', 'failure'), corp('sign-in', 'failure', '2001:db8::66')]);
    expect(await logs.reasons(done)).toEqual([[3, 'the record could not be read (what is wrong stands in the line)']]);
    expect(await logs.all(`SELECT raw FROM matoi.rejects WHERE file = ${done.fileId}`)).toEqual([
      { raw: '{"broken":"chunk 2: the file breaks off in it, after record 2"}' },
    ]);
  });

  it.each([
    ['"Nov 21, 2026 12:00:01 PM"', '+09:00', '2026-11-21T03:00:01Z'],
    ['"Nov 21, 2026 12:00:01 PM"', null, '2026-11-21T12:00:01Z'],
    ['2026-11-21T03:00:01.5', '+09:00', '2026-11-21T03:00:01Z'],
  ])('Defender: %s, declared %s: as the portal showed it, or UTC as the service keeps it', async (time, zone, from) => {
    const head = 'Timestamp,DeviceName,ActionType,RemoteIP,RemotePort,RemoteUrl,LocalIP';
    const done = await logs.take([head, `${time},pc${zone},ConnectionSuccess,203.0.113.9,443,evil.example,10.0.0.5`], { zone });
    expect(done).toMatchObject({ format: 'defender', parsed: 1, from });
  });
});
