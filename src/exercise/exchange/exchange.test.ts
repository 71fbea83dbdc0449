// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../common/decode-text.ts';
import { importFile } from './import-file.ts';
import { exportMsel } from './msel.ts';
import { rowTime } from './msel-columns.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const sheet = decodeText(readFileSync(join(root, 'fixtures', 'exercise', 'msel-40-rows.csv')))?.text ?? '';
const shared = join(root, '..', 'shared', 'data', 'exercise', 'openaev');

describe('exercise/exchange: sheets and files of others', () => {
  it('takes a sheet of 40 rows in Shift_JIS, keeps its own columns, and lists by row what did not come over', () => {
    const imported = importFile(sheet, '三連休');
    const { scenario = null, notCarried = [] } = imported ?? {};
    expect([imported?.format, scenario?.injects.length, scenario?.title]).toEqual(['msel', 38, '三連休']);
    expect(notCarried.map(({ row }) => row)).toEqual(['11', '18', '21', '29', '31', '41']);
    expect(notCarried[1]?.what.ja).toBe('時刻「昼ごろ」が読めないので、この行は取り込みません。');
    expect(notCarried[0]?.what.en).toBe('The means “FAX” came over as paper.');
    expect(scenario?.roles.map(({ title }) => title)).toEqual(['情報システム課', '当番', '責任者', '窓口', '広報']);
    expect(scenario?.injects[0]).toMatchObject({
      at: '0m',
      channel: 'sensor',
      subject: '不審な通信の検知',
      extra: { 担当: '評価者', no: '1' },
    });
    expect(scenario?.injects.at(-1)?.at).toBe('3d 4h 30m');
    expect(scenario?.injects[8]?.body).toBe('1日目。取引先からの問い合わせ。詳しくは「別紙, 1」を参照。\n続報を待つこと。');
  });

  it('gives the sheet back in either language, and takes that again as the same scenario', () => {
    const first = importFile(sheet, 'x')?.scenario ?? null;
    expect(first).not.toBeNull();
    for (const lang of ['ja', 'en'] as const) {
      const written = exportMsel(first as NonNullable<typeof first>, lang);
      // What a spreadsheet would run is guarded in the file and comes back as it was.
      expect(written).toContain("'=SUM(1)");
      const again = importFile(written, 'x')?.scenario ?? null;
      expect(again).toEqual(first);
    }
  });

  it('reads times of day, times since the start and days, and nothing else', () => {
    const read = (text: string) => rowTime(text)?.seconds ?? null;
    expect(['T+0:30', '+1:05', 'D+1 09:00', '１０：３０', '2h 30m'].map(read)).toEqual([1800, 3900, 118_800, 37_800, 9000]);
    expect(['', '昼ごろ', '9時', '10:75', '10'].map(read)).toEqual([null, null, null, null, null]);
  });

  it('takes CEXF: the mail out of its payload, what waits for what, and names the scoring that it leaves', () => {
    const mail = btoa('From: csirt@telecom.example\nSubject: Failed phishing\n\nOur head got a mail.');
    const cexf = {
      exercise: { name: 'Phishing', description: 'short', expanded: '', total_duration: '7200' },
      inject_flow: [
        { inject_uuid: 'a', sequence: { trigger: ['startex'], followed_by: ['b'] }, timing: { triggered_at: null } },
        { inject_uuid: 'b', requirements: { inject_uuid: 'a', resolution_requirement: 'Publishing' }, timing: { triggered_at: 600 } },
        { inject_uuid: 'gone' },
      ],
      inject_payloads: [
        { uuid: 'p', type: 'file', parameters: { content: mail, filename: 'email.eml' } },
        { uuid: 'q', type: 'tcp_connection', parameters: { source: '192.0.2.7', port: '25' } },
      ],
      injects: [
        {
          uuid: 'a',
          name: 'first',
          action: 'email_to_participants',
          action_payload_resource_uuid: 'p',
          target_tool: 'MISP',
          inject_evaluation: [{ result: 'Publishing', parameters: [] }],
        },
        { uuid: 'b', name: 'flow', action: 'network_connection', action_payload_resource_uuid: 'q' },
      ],
    };
    const { scenario = null, notCarried = [] } = importFile(JSON.stringify(cexf), 'x') ?? {};
    expect(scenario).toMatchObject({ title: 'Phishing', duration: '2h' });
    expect(scenario?.injects).toMatchObject([
      { at: '0m', channel: 'mail', from: 'csirt@telecom.example', subject: 'Failed phishing', body: 'Our head got a mail.' },
      { at: '10m', channel: 'flow', body: 'source: 192.0.2.7\nport: 25', when: { met: 'a/expect-1' } },
    ]);
    expect(notCarried.map(({ row }) => row)).toEqual(['a.inject_evaluation[0]', 'injects[1]', 'inject_flow[2]']);
  });

  it('takes mails and hand-made injects of OpenAEV, in order, and names what runs on machines', () => {
    const inject = (id: string, type: string, seconds: number, content: object) => ({
      inject_id: id,
      inject_title: id,
      inject_depends_duration: seconds,
      inject_teams: ['t'],
      inject_content: content,
      inject_injector_contract: { injector_contract_injector_type: type },
    });
    const exported = {
      export_version: 1,
      scenario_information: { scenario_name: 'Crisis', scenario_mail_from: 'anim@example.org' },
      scenario_teams: [{ team_id: 't', team_name: 'Press office' }],
      scenario_injects: [
        inject('call', 'openbas_manual', 3600, { content: 'Call them' }),
        inject('mail', 'openbas_email', 60, { subject: 'Hello', body: '<p>One<br>two</p><script>x</script>' }),
        inject('run', 'openbas_implant', 0, {}),
      ],
      scenario_articles: [{}, {}],
    };
    const { scenario = null, notCarried = [] } = importFile(JSON.stringify(exported), 'x') ?? {};
    expect(scenario?.injects.map(({ at, channel, subject, to }) => [at, channel, subject, to])).toEqual([
      ['1m', 'mail', 'Hello', ['press-office']],
      ['1h', 'paper', 'call', ['press-office']],
    ]);
    expect(scenario?.injects[0]?.body).toContain('One\ntwo');
    expect(notCarried.map(({ row }) => row)).toEqual(['scenario_injects[2]', 'scenario_articles']);
    // A run of the same, with the other prefix and without a version, is the same scenario.
    const { export_version: _, ...unversioned } = exported;
    const run = JSON.stringify(unversioned).replaceAll('"scenario_', '"exercise_');
    const again = importFile(run, 'x');
    expect(again?.scenario).toEqual(scenario);
    expect(again?.notCarried.map(({ row }) => row)).toEqual(['exercise_injects[2]', 'exercise_articles']);
  });

  it.skipIf(!existsSync(shared))('a real export of one machine action carries nothing, and says why (needs ../shared)', () => {
    const text = readFileSync(join(shared, 'import-scenario-with-attack-pattern.json'), 'utf8');
    const rowsOf = (imported: ReturnType<typeof importFile>) => imported?.notCarried.map(({ row }) => row);
    const machine = importFile(text, 'x');
    expect(machine).toMatchObject({ format: 'openaev', scenario: null });
    expect(rowsOf(machine)).toEqual(['scenario_injects[0]', 'scenario_message_header', 'scenario_message_footer']);
    const empty = importFile(readFileSync(join(shared, 'import-data.json'), 'utf8'), 'x');
    expect(empty).toMatchObject({ format: 'openaev', scenario: null });
    expect(rowsOf(empty)).toEqual(['exercise_users', 'exercise_message_header', 'exercise_message_footer', 'exercise_injects']);
  });

  it('never throws, whatever a file holds', () => {
    const head = '時刻,受け手,内容\n';
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => void importFile(text, 'x')));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('1h', ',', '"', '\n', '当番', "'=", '\u0000', '0:10'), { maxLength: 60 }),
        (parts) => void importFile(head + parts.join(''), 'x'),
      ),
    );
    fc.assert(fc.property(fc.json(), (text) => void importFile(text, 'x')));
  });
});
