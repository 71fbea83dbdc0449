// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../../case/entry.ts';
import type { PrintPaper } from '../../common/paper.port.ts';
import type { Actor } from '../../journal/actor.ts';
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';
import type { Clock, Instant } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { KitFacts } from './kit-facts.port.ts';
import { kitPaper } from './kit-paper.ts';
import type { KitShape } from './kit-paper.ts';
import type { KitState } from './kit.contract.ts';

export type KitDeps = {
  /** What the registers hold now, the rota for so many days. */
  readonly facts: (days: number) => Promise<KitFacts>;
  readonly print: PrintPaper;
  readonly hash: HashBytes;
  readonly clock: Clock;
  readonly append: (actor: Actor, draft: Draft) => Promise<void>;
  readonly lastPrinted: () => Promise<{ readonly at: Instant; readonly by: string; readonly days: number } | null>;
};

/** The kit as PDF; that it was printed, and by whom, stands in the desk's chain, so that readiness knows how old the paper is. */
export async function printKit(deps: KitDeps, actor: Actor, shape: KitShape): Promise<Uint8Array> {
  const pdf = await deps.print(kitPaper(await deps.facts(shape.days), shape));
  const { days, lang } = shape;
  await deps.append(actor, { kind: 'desk.kit-printed', body: { days, lang, sha256: deps.hash(pdf) } });
  return pdf;
}

/** How old the paper is that lies ready. */
export async function kitState(deps: Pick<KitDeps, 'clock' | 'lastPrinted'>): Promise<KitState> {
  const last = await deps.lastPrinted();
  const now = deps.clock.now();
  if (last === null) return { now, last };
  const until = instantFromMillis(millisOf(last.at) + last.days * 86_400_000) ?? last.at;
  return { now, last: { at: last.at, by: last.by, until } };
}
