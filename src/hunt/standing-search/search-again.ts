// SPDX-License-Identifier: Apache-2.0
import type { BodyOf } from '../../case/entry/kinds.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Draft } from '../../case/entry.ts';
import { speaksOfOwnPages } from '../../case/handover/from-triage.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { linesLookedAt } from '../question/coverage.ts';
import { digestOf, searchedEntries } from '../question/entries.ts';
import { emptyStore } from '../engine/empty-store.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { tables } from '../engine/schema.ts';
import { hunt } from '../question/hunt.ts';
import type { HuntResult } from '../question/hunt.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { searchSql } from '../indicator/search.ts';
import type { Sighting } from '../indicator/search.ts';
import { ALWAYS } from '../engine/period.ts';
import { openStore } from '../engine/store.ts';
import { notAllowed } from './allowed.ts';
import { askAccounts } from './ask-accounts.ts';
import { askPaths } from './ask-paths.ts';
import { lookAlike } from './look-alike.ts';
import { machinesOf } from './machines.ts';
import { withoutPoints } from './points.ts';
import type { StandingDeps } from './standing-deps.ts';
import { foundOf } from './found.ts';

export type Again = {
  readonly caseId: CaseId;
  readonly asked: number;
  /** What the case has, and the desk holds to be harmless. */
  readonly leftOut: number;
  readonly sightings: readonly Sighting[];
  /** Without one, that nothing was met says nothing. */
  readonly linesLookedAt: number;
  /** Whether this is something else than the last search gave; only then there is a new entry. */
  readonly changed: boolean;
};

/** Everything stored, for everything that the case looks for. Running it twice writes once. */
export async function searchAgain(given: StandingDeps, caseId: CaseId): Promise<Result<Again, EngineFault>> {
  const beganAt = given.clock.now();
  // Before the store is looked at: an import that comes now is a wish of its own.
  const { wanted } = await given.store.state(caseId);
  const opened = await openedStore(given);
  if (!opened.ok) return opened;
  const deps = { ...given, desk: { ...given.desk, engine: opened.value } };
  const all = await deps.store.indicators(caseId);
  const allowed = await deps.store.allowed();
  const list = notAllowed(all, allowed);
  const sought = new Set(list.map((one) => `${one.kind} ${one.value}`));
  const leftOut = all
    .filter((one) => !sought.has(`${one.kind} ${one.value}`))
    .map((one) => one.value.slice(0, 500))
    .slice(0, 200);
  const name = digestOf(deps.hash, list);
  const kinds = new Set(list.map(({ kind }) => kind));
  const how = tables.map((table) => searchSql(table, name, kinds, ALWAYS, list));
  const asked = { name, list, key: digestOf(deps.hash, how) };
  const hunted = await hunt(deps.desk.engine, { period: ALWAYS, indicators: asked, rules: null, beacons: null, rare: null });
  if (!hunted.ok) return hunted;
  const { sightings, coverage } = hunted.value;
  const news = sightings.map(({ indicator, computer, table, role, count, first, last }) => ({
    indicator,
    computer,
    table,
    role,
    count,
    first,
    last,
  }));
  const more = await moreToSay(deps, caseId, hunted.value, { list, allowed, leftOut });
  if (!more.ok) return more;
  const { view, searched, others, paths, machines } = more.value;
  // In an order of its own: the engine may give equals in any. All that is said counts: two searches at once say it once.
  const digest = digestOf(deps.hash, {
    sightings: news.map((one) => canonicalJson(one)).toSorted(),
    others: others.flatMap((one) => (one.kind === 'hunt.searched' ? [one.body.digest] : [])),
    paths: paths.flatMap((one) =>
      one.kind === 'hunt.verdict-given' ? [newsOfVerdict(one.body)] : one.kind === 'hunt.account-asked' ? [one.body.digest] : [],
    ),
    machines: machines.map(({ name, addresses }) => ({ name, addresses })),
    leftOut,
    blind: linesLookedAt(coverage) === 0,
  });
  const outcome = {
    asked: list.length,
    leftOut: all.length - list.length,
    hits: sightings.reduce((sum, one) => sum + one.count, 0),
    computers: new Set(sightings.map((one) => one.computer)).size,
    linesLookedAt: linesLookedAt(coverage),
  };
  const changed = await deps.journal.write(async (writing) => {
    const settled = { digest, found: foundOf(sightings), outcome, beganAt, at: deps.clock.now(), wanted };
    if ((await deps.store.settle(writing.tx, caseId, settled)) === 'same') return false;
    // That nothing was found, or that there was nothing to look in, is an answer too: the first one is always written.
    const drafts = [...(list.length > 0 ? searched : []), ...others, ...paths].filter((draft) => !isKnown(view, draft));
    if (drafts.length === 0) return false;
    await writing.append({ stream: caseId, actor: { type: 'machine', name: 'hunt' }, drafts });
    return true;
  });
  return ok({ caseId, asked: list.length, leftOut: outcome.leftOut, sightings, linesLookedAt: outcome.linesLookedAt, changed });
}

/** Engines that have answered once: that one is absent on this machine is a fault, also where nothing is stored. */
const answered = new WeakSet<LogEngine>();

/** Where no log was ever kept there is nothing to look in, and for that no engine has to run. */
async function openedStore({ desk }: StandingDeps): Promise<Result<LogEngine, EngineFault>> {
  if (answered.has(desk.engine) && (await desk.vault.isEmpty())) return ok(emptyStore);
  const opened = await openStore(desk.engine);
  if (!opened.ok) return opened;
  answered.add(desk.engine);
  return ok(desk.engine);
}

/** What the next stations work with: the computers by their records, who behaves alike, and the pages that were named. */
async function moreToSay(
  deps: StandingDeps,
  caseId: CaseId,
  hunted: HuntResult,
  known: { readonly list: readonly Indicator[]; readonly allowed: readonly Indicator[]; readonly leftOut: readonly string[] },
) {
  const { engine } = deps.desk;
  const seen = await machinesOf(engine, hunted.sightings);
  if (!seen.ok) return seen;
  const machines = withoutPoints(seen.value, await deps.points());
  const searched = searchedEntries(deps.hash, hunted).map(
    (draft): Draft =>
      draft.kind === 'hunt.searched'
        ? { kind: draft.kind, body: { ...draft.body, machines: [...machines], leftOut: [...known.leftOut] } }
        : draft,
  );
  const view = await deps.journal.view(caseId);
  const pages = view === null ? ok([]) : await askPaths(deps, view);
  if (!pages.ok) return pages;
  const accounts = view === null ? ok([]) : await askAccounts(deps, view);
  if (!accounts.ok) return accounts;
  const paths = [...pages.value, ...accounts.value];
  // A case that looks at attackers of our own pages has nobody whose other destinations would say anything.
  if (machines.length === 0 || (view !== null && speaksOfOwnPages(view))) return ok({ view, searched, others: [], paths, machines });
  const alike = await lookAlike(deps, known.list, known.allowed);
  if (!alike.ok) return alike;
  return ok({ view, searched, others: [alike.value], paths, machines });
}

/** Whether the case says the same already: then it is not said again. */
function isKnown(view: CaseView | null, draft: Draft): boolean {
  const known = view?.parts.hunt;
  if (known === undefined) return false;
  if (draft.kind === 'hunt.verdict-given') {
    const { claim } = draft.body;
    const before = known.verdicts.find((one) => one.claim.path === claim.path && one.claim.kind === claim.kind);
    return before !== undefined && newsOfVerdict(before) === newsOfVerdict(draft.body);
  }
  if (draft.kind === 'hunt.account-asked') return view?.parts.accounts.asked.some((one) => one.digest === draft.body.digest) === true;
  if (draft.kind !== 'hunt.searched') return false;
  const before = known.searches.find((one) => one.what === draft.body.what);
  if (before === undefined || known.notSearched !== null) return false;
  return draft.body.what === 'others'
    ? before.digest === draft.body.digest && before.asked === draft.body.asked
    : newsOfSearch(before) === newsOfSearch(draft.body);
}

type Search = BodyOf<'hunt.searched'>;
const newsOfSearch = ({ hits, computers, machines = [], leftOut = [], first, last, linesLookedAt: lines }: Search): string =>
  canonicalJson({ hits, computers, machines: machines.map(({ name }) => name), leftOut, first, last, blind: lines === 0 });
const newsOfVerdict = ({ claim, verdict, requests, attackShaped, linesLookedAt: lines }: BodyOf<'hunt.verdict-given'>): string =>
  canonicalJson({ path: claim.path, kind: claim.kind, verdict, requests, attackShaped, lines });
