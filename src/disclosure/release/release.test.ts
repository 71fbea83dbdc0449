// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { everythingPractised, everythingReal, rehearsing } from '../../../test/support/passing.ts';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { OpenWorld, World } from '../../../test/support/statement-worlds.ts';
import { orderCredit } from '../credit/credit.ts';
import { staticBundle } from './bundle.ts';
import { publicStatements } from '../page/public-statements.ts';
import { draftStatement } from '../statement/draft.ts';
import { frozenStatement } from '../statement/frozen.ts';
import { setFields } from '../statement/set-fields.ts';
import { checks } from './checks.ts';
import { orderStatement, questionSheet, statementDesk } from './desk.ts';
import type { StatementDesk, StatementOrder } from './release.contract.ts';

const writer = { type: 'person', id: 'P-0001', name: '佐藤花子' } as const;
const second = { type: 'person', id: 'P-0002', name: '鈴木一郎' } as const;
const machine = { type: 'machine', name: 'key' } as const;
const named = (name: string) => worlds.find((world) => world.name === name) as World;
const MINUTE = 60_000;

describe('disclosure/release', () => {
  let open: OpenWorld;
  const order = (asked: StatementOrder, actor: typeof writer | typeof second | typeof machine = writer) =>
    orderStatement(open.deps, actor, open.caseId, asked);
  const done = async (asked: StatementOrder, actor: typeof writer | typeof second = writer): Promise<StatementDesk> => {
    const outcome = await order(asked, actor);
    if (!outcome.ok) throw new Error(outcome.error.code);
    return outcome.value;
  };
  const refusal = async (asked: StatementOrder, actor: typeof writer | typeof second | typeof machine = writer) => {
    const outcome = await order(asked, actor);
    return outcome.ok ? 'done' : outcome.error.code;
  };
  const last = async () => {
    const one = (await statementDesk(open.deps, open.caseId))?.statements.at(-1);
    if (one === undefined) throw new Error('none');
    return one;
  };
  const say = async (fields: Record<string, unknown>) => {
    const outcome = await setFields(open.deps, writer, open.caseId, { fields: fields as never, reason: '' });
    return outcome.ok ? 'done' : outcome.error.what.en;
  };
  const out = async (stage: 'first' | 'second' | 'final') => {
    await done({ do: 'prepare', stage });
    const { statementId, blob } = await last();
    await done({ do: 'approve', statementId, blob, checks: [] }, second);
    return done({ do: 'publish', statementId, blob, reason: '先に報道されたため' }, second);
  };

  beforeEach(async () => {
    open = await openWorld(named('compromise with a log gap'));
  });

  it('is approved by another person than who prepared it, and by nobody who read something else', async () => {
    await done({ do: 'prepare', stage: 'first' });
    const { statementId, blob } = await last();

    expect(await refusal({ do: 'publish', statementId, blob, reason: 'x' })).toBe('disclosure.not-approved');
    expect(await refusal({ do: 'approve', statementId, blob, checks: [] })).toBe('disclosure.second-person');
    expect(await refusal({ do: 'approve', statementId, blob: 'f'.repeat(64), checks: [] }, second)).toBe('disclosure.other-snapshot');
    expect(await refusal({ do: 'approve', statementId, blob, checks: [] }, machine)).toBe('disclosure.needs-a-person');
    expect(await refusal({ do: 'approve', statementId, blob, checks: [] }, second)).toBe('done');
    expect(await publicStatements(open.deps)).toEqual([]);
  });

  it('alone: only in one-person mode, after half an hour, with every check', async () => {
    await done({ do: 'prepare', stage: 'first' });
    const { statementId, blob } = await last();
    await open.deps.journal.write((writing) =>
      writing.append({
        stream: open.caseId,
        actor: writer,
        drafts: [{ kind: 'work.mode-set', body: { onePerson: true, reason: '一人' } }],
      }),
    );
    const all = Object.keys(checks);

    open.journal.clock.forward(29 * MINUTE);
    expect(await refusal({ do: 'approve', statementId, blob, checks: all })).toBe('disclosure.cool-off');
    open.journal.clock.forward(MINUTE);
    expect(await refusal({ do: 'approve', statementId, blob, checks: all.slice(1) })).toBe('disclosure.unchecked');
    expect(await refusal({ do: 'approve', statementId, blob, checks: all })).toBe('done');
    expect((await last()).approved?.alone).toBe(true);
  });

  it('a revoked approval publishes nothing; a newer preparation replaces the older', async () => {
    await done({ do: 'prepare', stage: 'first' });
    const { statementId, blob } = await last();
    await done({ do: 'approve', statementId, blob, checks: [] }, second);
    await done({ do: 'revoke', statementId, reason: '件数を確かめ直す' });

    expect(await refusal({ do: 'publish', statementId, blob, reason: 'x' })).toBe('disclosure.not-approved');
    await done({ do: 'prepare', stage: 'first' });
    expect(await refusal({ do: 'approve', statementId, blob, checks: [] }, second)).toBe('disclosure.prepared-anew');
  });

  it('warns about the order of telling and about changed facts, and wants a reason to go on', async () => {
    await done({ do: 'prepare', stage: 'first' });
    const { statementId, blob } = await last();
    const desk = await done({ do: 'approve', statementId, blob, checks: [] }, second);
    expect(desk.warnings.map(({ id }) => id)).toEqual(['staff']);

    expect(await refusal({ do: 'publish', statementId, blob, reason: '' })).toBe('disclosure.too-early');
    const told = await done({ do: 'told', whom: 'staff', at: '2026-12-01T00:30:00.000Z', how: '朝礼' });
    expect(told.warnings).toEqual([]);
    expect(await say({ 'persons.at-most': 2000 })).toBe('done');
    expect((await statementDesk(open.deps, open.caseId))?.warnings.map(({ id }) => id)).toEqual(['case-changed']);
    expect(await refusal({ do: 'publish', statementId, blob, reason: '' })).toBe('disclosure.too-early');
    expect(await refusal({ do: 'publish', statementId, blob, reason: '次の報で改める' }, second)).toBe('done');
    expect(await refusal({ do: 'publish', statementId, blob, reason: 'もう一度' }, second)).toBe('disclosure.already-public');
  });

  it('a changed number wants a reason, and both values are said', async () => {
    await out('first');
    expect(await refusal({ do: 'prepare', stage: 'first' })).toBe('disclosure.wrong-stage');
    open.journal.clock.forward(60 * MINUTE);
    await open.deps.journal.write((writing) =>
      writing.append({
        stream: open.caseId,
        actor: writer,
        drafts: [{ kind: 'obligation.answered', body: { answers: { persons: 1310 } } }],
      }),
    );

    expect(await refusal({ do: 'prepare', stage: 'second' })).toBe('disclosure.items-missing');
    expect(await say({ reasons: { persons: { ja: '名寄せをやり直したため', en: 'duplicates were looked for once more' } } })).toBe('done');
    await out('second');
    const [newest, older] = await publicStatements(open.deps);
    const { ja, en } = newest?.snapshot.versions[0] ?? { ja: null, en: null };
    expect(ja?.text).toContain('対象となる方の数：1,284 から 1,310 へ（理由：名寄せをやり直したため）');
    expect(en?.text).toContain('Persons concerned: from 1,284 to 1,310 (reason: duplicates were looked for once more)');
    expect(older?.successor).toBe(2);
    expect(newest?.successor).toBe(null);
  });

  it('measures itself: hours to the first report, days between, promises, items, who was first', async () => {
    await done({ do: 'others-published', at: '2026-11-30T00:00:00.000Z', where: '報道' });
    await out('first');
    open.journal.clock.forward(2 * 24 * 60 * MINUTE);
    const { yardstick } = await out('second');

    expect(yardstick).toEqual({
      hoursToFirst: 119.9,
      hoursSoFar: null,
      daysBetween: [2],
      promises: [
        { number: 1, at: '2026-12-04T08:00:00.000Z', is: 'kept' },
        { number: 2, at: '2026-12-04T08:00:00.000Z', is: 'open' },
      ],
      items: { said: 17, of: 18 },
      first: 'others',
    });
    open.journal.clock.forward(7 * 24 * 60 * MINUTE);
    expect((await statementDesk(open.deps, open.caseId))?.yardstick.promises.map(({ is }) => is)).toEqual(['kept', 'missed']);
  });

  it('a case that is TLP:RED prepares nothing', async () => {
    await open.deps.journal.write((writing) =>
      writing.append({
        stream: open.caseId,
        actor: writer,
        drafts: [{ kind: 'case.rated', body: { severity: 'high', urgency: 'now', tlp: 'RED', reason: '' } }],
      }),
    );
    expect(await refusal({ do: 'prepare', stage: 'first' })).toBe('disclosure.case-is-red');
  });

  it('answers what is asked from the snapshot, or says when, or why not', async () => {
    await done({ do: 'prepare', stage: 'first' });
    const sheet = await questionSheet(open.deps, open.caseId, 'press', 'en');
    const answers = new Map((sheet.ok ? sheet.value.answers : []).map(({ id, is, text }) => [id, { is, text }]));

    expect(answers.get('how-many')).toEqual({
      is: 'answer',
      text: 'Information concerned: Names and bookings of customers\nPersons concerned: 1,284 (counted as persons)',
    });
    expect(answers.get('are-you-sure')?.text).toContain('Not looked at: proxy.log has no lines');
    expect(answers.get('blame')?.is).toBe('not-said');
    const little = await openWorld(named('ransomware, little known'));
    const unknown = await questionSheet(little.deps, little.caseId, 'customers', 'ja');
    expect(unknown.ok ? unknown.value.answers.find(({ id }) => id === 'how-many') : null).toMatchObject({
      is: 'under-investigation',
      text: '調査中です。次は 2026年12月4日(金) 17:00 JST にお知らせする予定です。',
    });
  });

  it('writes pages, feeds and hashes as files that refer to each other only', async () => {
    await out('first');
    const files = (await staticBundle(open.deps)).files.map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }));
    const names = files.map(({ name }) => name);

    expect(names).toEqual([
      'index.html',
      'feed.ja.atom',
      `${open.caseId}-1.ja.html`,
      'index.en.html',
      'feed.en.atom',
      `${open.caseId}-1.en.html`,
      `${open.caseId}-1.ja.pdf`,
      `${open.caseId}-1.en.pdf`,
      'SHA256SUMS',
    ]);
    for (const { name, text } of files.filter((file) => file.name.endsWith('.html'))) {
      const links = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, href = '']) => href);
      expect(
        links.filter((href) => href !== 'data:,' && !names.includes(href)),
        name,
      ).toEqual([]);
      expect(text).not.toMatch(/<script|https?:/);
      expect(text).not.toContain('○○センター');
    }
    expect(names).not.toContain('thanks.html');

    const agreed = { do: 'agree', name: '調べた人', link: null, reportId: null, how: '電話で承諾' } as const;
    await orderCredit(open.deps, second, open.caseId, agreed);
    const thanked = (await staticBundle(open.deps)).files.map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }));
    expect(thanked.find(({ name }) => name === 'thanks.html')?.text).toContain('調べた人 様');
    expect(thanked.find(({ name }) => name === 'index.en.html')?.text).toContain('<a href="thanks.en.html">');
    expect(thanked.find(({ name }) => name === 'SHA256SUMS')?.text).toMatch(/^[0-9a-f]{64} {2}thanks[.]en[.]html$/m);
  });
});

describe('disclosure/page', () => {
  const publicPage = async (world: World, practice: boolean) => {
    const { deps, caseId } = await openWorld(world);
    const real = { ...deps, passing: practice ? everythingPractised : everythingReal };
    await orderStatement(real, writer, caseId, { do: 'prepare', stage: 'first' });
    const { statementId = '', blob = '' } = (await statementDesk(real, caseId))?.statements.at(-1) ?? {};
    await orderStatement(real, second, caseId, { do: 'approve', statementId, blob, checks: [] });
    await orderStatement(real, second, caseId, { do: 'publish', statementId, blob, reason: '訓練' });
    const { files } = await staticBundle(real);
    return new TextDecoder().decode(files.find(({ name }) => name.endsWith('-1.ja.html'))?.bytes);
  };

  it('shows hostile words of fields as words', async () => {
    const html = await publicPage(named('hostile words in fields'), false);

    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;{cause}');
    expect(html).not.toMatch(/<script|HYPERLINK/);
    expect(html).toContain('窓口相談窓口へ');
  });

  it('says on title and page that an exercise is one', async () => {
    const html = await publicPage(named('ransomware, little known'), true);

    expect(html).toContain('<title>【訓練】 【第1報・調査中】');
    expect(html).toContain('訓練です。実際のお知らせではありません。');
    expect(await publicPage(named('ransomware, little known'), false)).not.toContain('訓練');
  });
});

describe('disclosure/page: exercises', () => {
  it('a statement of a case that is rehearsed is marked, and is not public', async () => {
    const open = await openWorld(named('ransomware, little known'));
    const { caseId } = open;
    const deps = { ...open.deps, passing: rehearsing([caseId]) };
    await orderStatement(deps, writer, caseId, { do: 'prepare', stage: 'first' });
    const desk = await statementDesk(deps, caseId);
    const { statementId = '', blob = '' } = desk?.statements.at(-1) ?? {};
    await orderStatement(deps, second, caseId, { do: 'approve', statementId, blob, checks: [] });
    const published = await orderStatement(deps, second, caseId, { do: 'publish', statementId, blob, reason: '訓練' });

    expect(published.ok).toBe(true);
    expect(await publicStatements(deps)).toEqual([]);
    const frozen = await frozenStatement(deps, blob);
    expect(frozen?.versions.every(({ ja, en }) => ja.title.startsWith('【訓練】') && en.title.startsWith('EXERCISE:'))).toBe(true);
  });
});

describe('disclosure/statement: what may not be typed', () => {
  it.each([
    ['about 1,200 people', 'figure'],
    ['約千二百名', 'figure'],
    ['３件', 'figure'],
    ['11月3日に', 'figure'],
    ['昨日', 'date'],
    ['since last week', 'date'],
    ['流出は確認されておりません', 'denial'],
    ['情報が漏えいした事実はございません', 'denial'],
    ['There is no evidence that data was taken', 'denial'],
    ['Your data has not been compromised', 'denial'],
    ['お客様の情報は流出していません', 'denial'],
    ['深くお詫びします', 'apology'],
    ['We are sorry', 'apology'],
    ['佐藤は', 'done'],
    ['write to a@b.example', 'address'],
    ['{no.such}', 'unknown field'],
    ['悪用しないでください', 'done'],
    ['{noticed.at} に気づきました', 'done'],
  ])('%s: %s', async (text, is) => {
    const { deps, caseId } = await openWorld(named('nothing known'));
    const outcome = await setFields(deps, writer, caseId, { fields: { cause: { ja: text, en: 'plain' } }, reason: '' });

    if (is === 'done') expect(outcome.ok).toBe(true);
    else expect(outcome.ok ? '' : outcome.error.what.en).toContain(is);
  });

  it('a field that a sentence names and that is taken back is missing by name, in the draft and on the sheet', async () => {
    const { deps, caseId } = await openWorld(named('compromise with a log gap'));
    await setFields(deps, writer, caseId, { fields: { 'persons.at-most': 9 }, reason: '' });
    const text = { ja: '最大 {persons.at-most} 名', en: 'at most {persons.at-most}' };
    expect((await setFields(deps, writer, caseId, { fields: { cause: text }, reason: '' })).ok).toBe(true);
    expect((await setFields(deps, writer, caseId, { fields: { 'persons.at-most': null }, reason: '' })).ok).toBe(true);

    const draft = await draftStatement(deps, caseId, { stage: 'first', reader: 'customers', lang: 'en' });
    expect(draft.ok ? draft.value.missing : []).toMatchObject([{ item: 'cause', wants: ['persons.at-most'] }]);
    const sheet = await questionSheet(deps, caseId, 'staff', 'en');
    expect(sheet.ok ? sheet.value.answers.find(({ id }) => id === 'how')?.is : null).toBe('under-investigation');
    expect((await setFields(deps, writer, caseId, { fields: { information: { ja: '{cause}', en: 'x' } }, reason: '' })).ok).toBe(false);
  });

  it('refuses unknown fields and values by name', async () => {
    const { deps, caseId } = await openWorld(named('nothing known'));
    const outcome = await setFields(deps, writer, caseId, { fields: { persons: 5, 'next.at': 'soon' }, reason: '' });

    expect(outcome.ok ? '' : outcome.error.what.en).toMatch(/persons.*next\.at: /);
  });
});
