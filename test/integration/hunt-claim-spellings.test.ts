// SPDX-License-Identifier: Apache-2.0
// However a path is spelled, in a line or in a claim, a request that some server may have taken for it is counted; what
// every server reads so is a request for it, what only some do leaves the claim open. And no spelling of another path is.
//   SPELLINGS=500 SEED=7 tries more of them, or others.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALWAYS } from '../../src/hunt/engine/period.ts';
import { judgeClaim } from '../../src/hunt/question/claim.ts';
import { askedFor, rejectsTest } from '../../src/hunt/question/claim-path.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { spelledPath } from '../support/path-spellings.ts';
import { seededRandom } from '../support/random.ts';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const EACH = Number(process.env['SPELLINGS'] ?? 60);
const CLAIMS = Math.ceil(EACH / 10);
const random = seededRandom(Number(process.env['SEED'] ?? 1));
const letters = 'abcdefghijklmnopqrstuvwxyz';
const word = (): string => Array.from({ length: 5 }, () => letters[random.below(26)]).join('');
const newPath = (): string => `/${word()}-bin/${word()}.cgi`;

const inLines = [newPath(), newPath()].map((path) => ({
  path,
  sure: Array.from({ length: EACH }, () => spelledPath(path, 'sure', random)),
  odd: Array.from({ length: EACH }, () => spelledPath(path, 'odd', random)),
}));
const inClaims = (['sure', 'odd'] as const).flatMap((how) =>
  Array.from({ length: CLAIMS }, () => {
    const path = newPath();
    return { path, how, claim: spelledPath(path, how, random), line: random.below(2) === 0 ? path : spelledPath(path, how, random) };
  }),
);
const byHand = [
  ['/日本/報告.html', '/%93%fa%96%7b/%95%f1%8d%90.html', 'Shift_JIS'],
  ['/日本/報告.html', '/%c6%fc%cb%dc/%ca%f3%b9%f0.html', 'EUC-JP'],
  ['/café/form.cgi', '/caf%e9/form.cgi', 'Latin-1'],
  ['/cgi-bin/form.cgi', '/cgi-bin/fo%rm.cgi', 'a sign that is no escape'],
  ['/cgi-bin/form.cgi', '/cgi-bin/form.cgi%00.gif', 'an end by NUL'],
  ['/cgi-bin/form.cgi', '/cgi-bin/form.cgi%3fx=1', 'an escaped question mark'],
  ['/cgi-bin/form.cgi', '/cgi-bin\\form.cgi', 'a back-slash'],
] as const;

describe.skipIf(engineAbsent)(withEngine('claims about paths in many spellings'), () => {
  const reading = readingLogs();
  const scope = { test: '1', files: [], caseless: [] };
  afterAll(() => reading.close());
  beforeAll(async () => {
    const urls = [
      ...inLines.flatMap(({ sure, odd }) => [...sure, ...odd]),
      ...inClaims.map(({ line }) => line),
      ...byHand.map(([, asked]) => asked),
    ];
    const file = await reading.take(
      urls.map((url) => `198.51.100.7 - - [10/Nov/2026:09:00:00 +0000] "GET ${url} HTTP/1.1" 200 512 "-" "agent/1"`),
      { name: 'access.log' },
    );
    expect(file.parsed).toBe(urls.length);
  }, 300_000);

  const asked = async (claim: string) => {
    const { requests, otherCase } = unwrap(await askedFor(reading.engine, claim, ALWAYS, scope));
    return { requests, otherCase };
  };

  it.each(inLines)(`lines: $path in ${EACH} spellings of every server, and ${EACH} of some`, { timeout: 300_000 }, async (one) => {
    expect(await asked(one.path)).toEqual({ requests: one.sure.length, otherCase: one.odd.length });
  });

  it.each(inClaims)('claims: $claim ($how) is $path', { timeout: 300_000 }, async ({ how, claim, path, line }) => {
    const { requests, otherCase } = await asked(claim);
    if (how === 'sure') expect({ requests, otherCase }, line).toEqual({ requests: 1, otherCase: 0 });
    else expect(requests + otherCase, `${path} in ${line}`).toBe(1);
  });

  it.each(Array.from({ length: CLAIMS }, (_, at) => spelledPath(newPath(), at % 2 === 0 ? 'sure' : 'odd', random)))(
    'nobody asked for %s',
    { timeout: 300_000 },
    async (claim) => {
      expect(await asked(claim)).toEqual({ requests: 0, otherCase: 0 });
    },
  );

  it.each([...Map.groupBy(byHand, ([path]) => path)])('%s may be meant', { timeout: 300_000 }, async (path, lines) => {
    expect(await asked(path), lines.map(([, , how]) => how).join(', ')).toEqual({ requests: 0, otherCase: lines.length });
  });

  it('what only some servers read so leaves the claim open', { timeout: 300_000 }, async () => {
    const about = { hosts: [], logs: ['access.log'] };
    const judged = async (path: string) =>
      unwrap(await judgeClaim(reading.engine, { kind: 'requested', path, period: ALWAYS, about })).verdict;
    expect(await judged('/日本/報告.html')).toBe('cannot-tell');
    expect(await judged('/nobody/asked.cgi')).toBe('refuted');
  });

  it('a line that could not be read holds the name of the path in any spelling', { timeout: 300_000 }, async () => {
    const spelled = [...Array(CLAIMS).keys()].map(() => spelledPath('/cgi-bin/torn.cgi', 'odd', random));
    await reading.take([...spelled.map((url) => `torn [${url}`), 'torn [/elsewhere'], { name: 'torn.log' });
    const found = await reading.all(`SELECT count() AS n FROM matoi.rejects WHERE ${rejectsTest('/cgi-bin/torn.cgi', scope)}`);
    expect(found).toEqual([{ n: CLAIMS }]);
  });
});
