// SPDX-License-Identifier: Apache-2.0
// From an answer to the entry that anchors it. Pure: the shells append.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Draft } from '../../case/entry.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { ClaimAnswer } from './claim.ts';
import { linesLookedAt } from './coverage.ts';
import type { DataOut, DataOutQuestion } from './data-out.ts';
import type { Imported } from '../import/import-outcome.ts';
import type { HuntResult, LookedIn } from './hunt.ts';

/** Hash over the canonical JSON of a value; a field that is undefined does not count. */
export function digestOf(hash: HashBytes, value: unknown): string {
  return hash(canonicalJson(JSON.parse(JSON.stringify(value))));
}

/** The entry that says which logs came in; headings and blank lines are no rejected lines. */
export function importedEntry(hash: HashBytes, files: readonly Imported[], manifest: string): Draft {
  const sum = (pick: (file: Imported) => number) => files.reduce((total, file) => total + pick(file), 0);
  const times = files
    .flatMap((file) => [file.from, file.to])
    .filter((time) => time !== null)
    .toSorted();
  return {
    kind: 'hunt.logs-imported',
    body: {
      files: files.length,
      lines: sum((file) => file.lines),
      parsed: sum((file) => file.parsed),
      // Column names and blank lines hold no event: nobody need look after them.
      rejected: sum((file) => file.rejected - file.headers),
      from: times[0] ?? null,
      to: times.at(-1) ?? null,
      digest: digestOf(hash, files),
      manifest,
    },
  };
}

/** The entry of a judged claim; `bundle` is the digest of its evidence, where it was packed. */
export function verdictEntry(hash: HashBytes, answer: ClaimAnswer, bundle: string | null): Draft {
  return {
    kind: 'hunt.verdict-given',
    body: {
      claim: { ...answer.claim, hosts: answer.claim.hosts.slice(0, 50), logs: answer.claim.logs.slice(0, 50) },
      verdict: answer.verdict,
      why: answer.why.slice(0, 50),
      requests: answer.numbers.requests,
      sources: answer.numbers.sources,
      attackShaped: answer.numbers.attackShaped,
      first: answer.numbers.first,
      last: answer.numbers.last,
      linesLookedAt: linesLookedAt(answer.coverage),
      notLookedAt: answer.coverage.notLookedAt.slice(0, 100),
      digest: digestOf(hash, answer),
      bundle,
    },
  };
}

/** One entry for each search that was asked for. `unusable`: rules that were given and could not be compiled. */
export function searchedEntries(hash: HashBytes, hunted: HuntResult, unusable = 0): readonly Draft[] {
  const drafts: Draft[] = [];
  const add = (
    what: keyof LookedIn,
    asked: number,
    hits: readonly { label: string; computer: string; count: number; first: string; last: string }[],
    more: { readonly total?: number; readonly notLookedAt?: readonly Bilingual[] } = {},
  ) =>
    drafts.push({
      kind: 'hunt.searched',
      body: {
        what,
        asked,
        hits: more.total ?? hits.reduce((total, hit) => total + hit.count, 0),
        computers: [...new Set(hits.map((hit) => hit.computer.slice(0, 300)).filter((computer) => computer !== ''))].slice(0, 500),
        top: hits.slice(0, 50).map(({ label, computer, count, first, last }) => ({
          label: label.slice(0, 500),
          computer: computer.slice(0, 300),
          count,
          first,
          last,
        })),
        first: hits.map((hit) => hit.first).toSorted()[0] ?? null,
        last:
          hits
            .map((hit) => hit.last)
            .toSorted()
            .at(-1) ?? null,
        linesLookedAt: linesLookedAt(hunted.coverage, hunted.lookedIn[what]),
        since: hunted.coverage.period.since,
        until: hunted.coverage.period.until,
        notLookedAt: [...(more.notLookedAt ?? []), ...hunted.coverage.notLookedAt].slice(0, 100),
        digest: digestOf(hash, { what, hits }),
      },
    });
  if (hunted.asked.indicators !== null)
    add(
      'indicators',
      hunted.asked.indicators,
      hunted.sightings.map((one) => ({ label: one.indicator, ...one })),
    );
  if (hunted.asked.rules !== null)
    add(
      'sigma',
      hunted.asked.rules,
      hunted.rules.flatMap((rule) =>
        rule.sources.map((source) => ({
          label: rule.title,
          computer: source.ip,
          count: source.count,
          first: source.first,
          last: source.last,
        })),
      ),
      {
        // A line without a source counts too, and of each rule only the busiest sources are listed.
        total: hunted.rules.reduce((total, rule) => total + rule.count, 0),
        notLookedAt: unusableRules(unusable + hunted.rulesRefused.length),
      },
    );
  if (hunted.asked.beacons)
    add(
      'beacons',
      0,
      hunted.beacons.map((one) => ({ label: one.destination, computer: one.source, count: one.count, first: one.first, last: one.last })),
    );
  if (hunted.asked.attacks !== null)
    add(
      'attacks',
      0,
      hunted.attacks.map((one) => ({
        label: one.shapes.map((shape) => shape.shape).join(', '),
        computer: one.source,
        count: one.attackShaped,
        first: one.first,
        last: one.last,
      })),
      { notLookedAt: hunted.attacks.length < hunted.asked.attacks ? [] : [moreSources(hunted.attacks.length)] },
    );
  if (hunted.asked.rare)
    add(
      'rare',
      0,
      hunted.rare.map((one) => ({ label: one.value, computer: one.example, count: one.count, first: one.first, last: one.last })),
      { total: hunted.rare.length },
    );
  return drafts;
}

function moreSources(count: number): Bilingual {
  return { ja: `リクエストの多い ${count} 件の送信元だけを数えた`, en: `only the ${count} busiest sources were counted` };
}

function unusableRules(count: number): readonly Bilingual[] {
  return count === 0 ? [] : [{ ja: `使えなかった検知ルールが ${count} 件ある`, en: `${count} detection rules could not be used` }];
}

/** The entry of an upper bound on what left, in bytes; `atMostBytes` is null where some way out has no log that counts. */
export function dataOutEntry(hash: HashBytes, question: DataOutQuestion, bound: DataOut): Draft {
  return {
    kind: 'hunt.data-out-bounded',
    body: {
      atMostBytes: bound.atMostBytes,
      countedBytes: bound.countedBytes,
      computer: question.computer,
      destination: question.destination,
      since: question.period.since,
      until: question.period.until,
      notCounted: bound.notCounted.slice(0, 50),
      digest: digestOf(hash, bound),
    },
  };
}
