// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { CheckCsaf, TestFinding } from './check.port.ts';
import { csafOf, placeOf } from './csaf.ts';
import type { ScoreOf } from './csaf.ts';
import { goesOn } from './directory.ts';
import type { Placed } from './directory.ts';
import { missingOf } from './missing.ts';
import type { AdvisorySource } from './source.ts';
import { testWords } from './test-words.ts';

export type Made =
  | { readonly is: 'made'; readonly document: Placed }
  /** Nothing is written; each reason by its name. */
  | { readonly is: 'refused'; readonly why: readonly Bilingual[] };

export type MakeDeps = { readonly checkCsaf: CheckCsaf; readonly scoreOf: ScoreOf };

/** The document of a source, or why there is none: what is missing, or what a test of the standard finds in it, optional ones too. */
export async function makeAdvisory(deps: MakeDeps, source: AdvisorySource, now: Instant): Promise<Made> {
  const missing = missingOf(source, deps.scoreOf);
  if (missing.length > 0) return { is: 'refused', why: missing };
  const text = `${JSON.stringify(csafOf(source, now, deps.scoreOf), null, 2)}\n`;
  const checked = await deps.checkCsaf(new TextEncoder().encode(text));
  if (checked.is !== 'checked') return { is: 'refused', why: [{ ja: checked.why, en: checked.why }] };
  const found = [...checked.failed, ...checked.warned];
  if (found.length > 0 || checked.untested.length > 0)
    return { is: 'refused', why: [...found.map(words), ...checked.untested.map(untested)] };
  return { is: 'made', document: { place: placeOf(source, now), text } };
}

/** The same for a public directory in which `before` stands at its place (null: nothing). */
export async function makeIssue(deps: MakeDeps, source: AdvisorySource, before: string | null, now: Instant): Promise<Made> {
  if (source.tlp !== 'CLEAR')
    return { is: 'refused', why: [{ ja: `TLP:${source.tlp} は公開できない`, en: `TLP:${source.tlp} is not for the public` }] };
  if (source.revisions.length === 0)
    return { is: 'refused', why: [{ ja: '下書きである（revisions がない）', en: 'it is a draft (no revisions)' }] };
  const made = await makeAdvisory(deps, source, now);
  if (made.is === 'refused' || before === null || before === made.document.text) return made;
  return goesOn(before, made.document.text)
    ? made
    : {
        is: 'refused',
        why: [
          {
            ja: '公開済みの改版履歴を変えている。前の版をそのまま残し、新しい版を足す',
            en: 'it changes issues that are public: leave them as they are and add another',
          },
        ],
      };
}

const words = ({ test, path, what }: TestFinding): Bilingual => ({
  ja: `${test} ${path} ${testWords[test]?.ja ?? ''}（${what}）`,
  en: `${test} ${path} ${testWords[test]?.en ?? ''} (${what})`,
});
const untested = (test: string): Bilingual => ({ ja: `${test} を試せない`, en: `${test} could not be tested` });
