// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudienceRow, Concern } from '../../src/notification/audience/audience.ts';
import { messagesOf } from '../../src/notification/message/facts.ts';
import { worstOf } from '../../src/notification/message/worst.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { abuseReportOf } from '../../src/common/abuse-report.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { xarfOf } from '../../src/notification/message/xarf.ts';
import { htmlOf, writeMessages } from '../../src/notification/message/written.ts';
import { renderer, templatesIn } from '../../src/wiring/notice/notices.ts';
import { removeTree } from '../support/remove-tree.ts';

const about = { organisation: { ja: '架空ホスティング', en: 'Kaku Hosting' }, caseId: 'C-0001' };
const concern = (place: string, what = '読める'): Concern => ({
  id: place,
  source: 'list',
  place,
  what: { ja: what, en: `${what} (en)` },
  todo: { ja: '閉じる', en: 'close it' },
  severity: null,
});
const row = (customerId: string, to: string, more: Partial<AudienceRow> = {}): AudienceRow => ({
  customerId,
  name: `${customerId}社`,
  attention: '',
  lang: 'ja',
  contracts: [`K-${customerId}`],
  machineForm: false,
  step: { rung: 'role', contactId: to, value: to },
  passed: [],
  concerns: [concern(`/srv/${customerId}/a`), concern(`/srv/${customerId}/b`)],
  ...more,
});

/** Mails by the templates that come with the product and by an organisation's own, filled in the thread. */
describe('integration/notice-messages', () => {
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'matoi-notices-'));
    await mkdir(join(data, 'notices'));
  });
  afterAll(() => removeTree(data));

  const write = async (rows: readonly AudienceRow[]) => writeMessages(messagesOf(rows, about), await templatesIn(data)(), renderer);
  const withTemplate = async (lang: string, text: string, rows: readonly AudienceRow[]) => {
    const file = join(data, 'notices', `notice.${lang}.liquid`);
    await writeFile(file, text);
    try {
      return await write(rows);
    } finally {
      await rm(file);
    }
  };

  it('gives each customer of a reseller a link of his own, to press in the HTML part, and none where the desk has no address', async () => {
    const rows = [row('C1', 'reseller@x.example'), row('C2', 'reseller@x.example')];
    const templates = await templatesIn(data)();
    const linkOf = (customerId: string, contactId: string) => `https://desk.example/notice/${customerId}~${contactId}`;
    const { written } = await writeMessages(messagesOf(rows, { ...about, linkOf }), templates, renderer);
    const links = ['C1', 'C2'].map((customerId) => linkOf(customerId, 'reseller@x.example'));
    const [mail] = written;

    expect(mail?.text.match(/https:\S+/g)).toEqual(links);
    expect([...(mail?.html ?? '').matchAll(/<a href="([^"]*)">/g)].map((match) => match[1])).toEqual(links);
    const [bare] = (await write(rows)).written;
    expect(`${bare?.text}${bare?.html}`).not.toMatch(/https?:|<a |サインイン/);
  });

  it('writes one mail to one contact: findings of one kind together, numbered over all his customers', async () => {
    const { written, faults } = await write([
      row('C1', 'reseller@x.example'),
      row('C2', 'reseller@x.example', { concerns: [concern('/srv/C2/z', '書ける')] }),
      row('C3', 'own@x.example', { attention: '山田 太郎', lang: 'en' }),
      row('C4', '0312345678', { step: { rung: 'telephone', contactId: 't', value: '0312345678' } }),
    ]);

    expect(faults).toEqual([]);
    expect(written.map((one) => one.message.to)).toEqual(['reseller@x.example', 'own@x.example']);
    const [reseller, own] = written;
    expect(reseller?.subject).toBe('【重要】架空ホスティング: お客様方のご契約に関する確認と対応のお願い（C-0001）');
    expect(reseller?.text).toContain('1. 読める\n   場所：/srv/C1/a\n   場所：/srv/C1/b\n   お願いする対応：閉じる');
    expect(reseller?.text).toContain('2. 書ける\n   場所：/srv/C2/z');
    expect(own?.text).toMatch(/^Dear 山田 太郎,/);
    expect(own?.text).not.toContain('C1');
    expect(reseller?.text).not.toContain('/srv/C3');
  });

  it('keeps what others wrote as text: in the subject, in the words, in the page', async () => {
    const name = '甲\r\nBcc: x@evil.example {{ organisation }} <script>alert(1)</script>';
    const { written } = await write([row('C1', 'a@x.example', { name })]);

    expect(written[0]?.subject).not.toMatch(/[\r\n]/);
    expect(written[0]?.text).toContain('{{ organisation }}');
    expect(written[0]?.text.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false);
    expect(written[0]?.html).toContain('&lt;script&gt;');
    expect(written[0]?.html).not.toContain('<script');
    expect(htmlOf('a & b\n\n"c"')).toContain('<p>a &amp; b</p>\n<p>&quot;c&quot;</p>');
  });

  it.each([
    ['an unknown name', 'Subject: x {{ case }}\n\n{{ customers[0].name }}\n{{ pasword }}\n', 4, 'there is no "pasword"'],
    ['nothing that says what is wrong', 'Subject: x {{ case }}\n\nhello\n', null, 'is without "customers"'],
    ['no subject', 'hello {{ case }}\n{{ customers[0].name }}', 1, 'the first line is no "Subject: …"'],
    ['a loop that is not closed', 'Subject: {{ case }}\n{% for one in customers %}\n', 2, 'not closed'],
    ['an unknown filter', 'Subject: {{ case }}\n{{ customers | run }}\n', 2, 'undefined filter'],
    ['another file', 'Subject: {{ case }}\n{{ customers }}\n{% include "/etc/passwd" %}\n', 3, 'include'],
    ['an unknown name deeper', 'Subject: {{ case }}\n{{ customers[0].secret }}\n', 2, 'undefined variable'],
  ])('writes nobody anything where the text of a language has %s, and says in which line', async (_, text, line, what) => {
    const { written, faults } = await withTemplate('en', text, [row('C1', 'a@x.example'), row('C2', 'b@x.example', { lang: 'en' })]);

    expect(written).toEqual([]);
    expect(faults).toMatchObject([{ lang: 'en', line }]);
    expect(faults[0]?.what).toContain(what);
  });

  it('ends a text that would never end, and names a language that has no text', async () => {
    const endless = 'Subject: {{ case }}\n{% for a in (1..100000000) %}{% for b in customers %}{{ b.name }}{% endfor %}{% endfor %}\n';
    expect((await withTemplate('en', endless, [row('C2', 'b@x.example', { lang: 'en' })])).faults[0]?.what).toMatch(/limit/);

    expect((await write([row('C1', 'a@x.example', { lang: 'pt' })])).faults).toEqual([{ lang: 'pt', line: null, what: 'no text' }]);
    const brought = await withTemplate('pt', 'Subject: {{ case }}\n\n{{ customers[0].findings[0].what }}\n', [
      row('C1', 'a@x.example', { lang: 'pt' }),
    ]);
    expect(brought.written[0]?.text).toBe('読める (en)\n');
  });

  it('writes nothing in nobody’s name', async () => {
    const messages = messagesOf([row('C1', 'a@x.example')], { ...about, organisation: { ja: '', en: '' } });

    expect((await writeMessages(messages, await templatesIn(data)(), renderer)).faults[0]?.what).toBe('the organisation has no name yet');
  });

  it('shows first the mails that are likeliest to be wrong, each with why', () => {
    const many = Array.from({ length: 30 }, (_, at) => concern(`/srv/many/${at}`));
    const messages = messagesOf(
      [
        row('C1', 'a@x.example', { attention: '山田' }),
        row('C2', 'b@x.example', { attention: '佐藤', concerns: many }),
        row('C3', 'c@x.example', { attention: '鈴木', name: '{{7*7}}<b>' }),
        row('C4', 'd@x.example'),
      ],
      about,
    );

    expect(worstOf(messages, 3).map(({ message, why }) => [message.to, ...why])).toEqual([
      ['b@x.example', 'longest', 'most-findings'],
      ['c@x.example', 'oddest-name'],
      ['d@x.example', 'no-name'],
    ]);
  });

  it('attaches what our audit saw as XARF 4 for those who ask, their own and nobody else’s, as our own intake reads it', () => {
    const seen = (place: string): Concern => ({ ...concern(place), source: 'exposure', severity: 'high' });
    const rows = [
      row('C1', 'a@x.example', { machineForm: true, concerns: [seen('/srv/C1/a'), concern('/srv/C1/list')] }),
      row('C2', 'a@x.example', { concerns: [seen('/srv/C2/a')] }),
    ];
    const at = '2026-11-30T05:00:00.000Z' as Instant;
    const made = xarfOf(sha256, rows, { organisation: 'Kaku Hosting', contact: 'csirt@corp.example' }, at);
    expect(made.map((one) => one.name)).toEqual(['xarf-1.json']);
    expect(made[0]?.text).not.toContain('C2');
    const fields = JSON.parse(made[0]?.text ?? '{}') as Record<string, unknown>;
    const required = ['xarf_version', 'report_id', 'timestamp', 'reporter', 'sender', 'source_identifier', 'category', 'type', 'service'];
    expect(required.filter((name) => fields[name] === undefined)).toEqual([]);
    expect(fields['report_id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const part = { fileName: 'xarf-1.json', contentType: 'application/json', bytes: new TextEncoder().encode(made[0]?.text) };
    expect(abuseReportOf({ headers: [], attachments: [part] as never, text: '' })).toMatchObject({
      form: 'XARF 4.0.0',
      about: 'vulnerability/misconfiguration',
      source: 'K-C1',
      reporter: 'Kaku Hosting csirt@corp.example',
    });
  });
});
