// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../kernel/instant.ts';
import type { HashBytes, Sha256 } from '../kernel/sha256.ts';
import type { AdvisoryLookup } from './advisory.port.ts';
import { readInventory } from './affected.ts';
import type { InventoryReading } from './affected.ts';
import { extractClaims } from './claim.ts';
import type { Claim } from './claim.ts';
import { corroborate } from './corroborate.ts';
import type { Corroboration } from './corroborate.ts';
import type { ScoreVector } from './cvss.port.ts';
import { factsOf } from './facts.ts';
import type { IntentRule } from './intent-rule.ts';
import { readIntent } from './intent.ts';
import type { IntentReading } from './intent.ts';
import type { InventoryItem } from './inventory.ts';
import type { MailReader, ReadableMail } from './mail.port.ts';
import { nextSteps } from './next-steps.ts';
import type { NextStep } from './next-steps.ts';
import { prioritise } from './priority.ts';
import type { Priority, PrioritySettings } from './priority.ts';
import { isVague, questionsFor } from './question.ts';
import type { Question } from './question.ts';
import { readingOf } from './reading.ts';
import { readSender } from './sender.ts';
import type { SenderReading } from './sender.ts';
import type { SenderDeps } from './sender-warnings.ts';

export type ExamineDeps = SenderDeps & {
  readonly readMail: MailReader;
  readonly rules: readonly IntentRule[];
  readonly advisories: AdvisoryLookup;
  readonly scoreVector: ScoreVector;
  readonly hash: HashBytes;
};

/** A mail, looked at from all sides. It proposes; nothing is closed, sent or blocked by it. */
export type Examination = {
  readonly examinedAt: Instant;
  readonly raw: Sha256;
  readonly readable: boolean;
  readonly subject: string;
  readonly date: string | null;
  /** What all offsets refer to; searched up to a limit that `truncated` reports. */
  readonly text: string;
  readonly truncated: boolean;
  readonly sender: SenderReading;
  readonly intent: IntentReading;
  readonly claims: readonly Claim[];
  readonly claimsLeft: number;
  readonly vague: boolean;
  readonly questions: readonly Question[];
  readonly corroboration: readonly Corroboration[];
  readonly inventory: InventoryReading;
  readonly priority: Priority;
  readonly next: readonly NextStep[];
  readonly active: ReadableMail['active'];
  readonly attachments: ReadableMail['attachments'];
};

const NO_MAIL: ReadableMail = {
  headers: [],
  subject: '',
  from: [],
  replyTo: [],
  to: [],
  cc: [],
  date: null,
  messageId: null,
  text: '',
  htmlText: '',
  links: [],
  active: { scripts: 0, remote: 0, forms: 0 },
  attachments: [],
  embedded: [],
};

export async function examine(
  deps: ExamineDeps,
  bytes: Uint8Array,
  inventory: readonly InventoryItem[],
  now: Instant,
  settings: PrioritySettings = {},
): Promise<Examination> {
  const read = await deps.readMail(bytes);
  const mail = read.readable ? read.mail : NO_MAIL;
  const { text, truncated } = readingOf(mail);
  const { claims, left } = extractClaims(text);
  const sender = await readSender(deps, mail, bytes, now);
  const facts = factsOf(deps, mail, claims, text);
  const intent = readIntent(text, deps.rules, facts);
  const vague = isVague(claims);
  const corroboration = corroborate(claims, deps.advisories, now);
  const own = readInventory(inventory, claims, text, vague, deps.advisories);
  const matches = own.items.flatMap((entry) => entry.advisories.map((advisory) => ({ ...advisory, item: entry.item })));
  const numbers = claims.filter((claim) => claim.kind === 'cve' || claim.kind === 'advisory').map((claim) => claim.value);
  const backed = corroboration.some((one) => one.answer === 'confirmed') || matches.some((match) => match.verdict === 'affected');
  const credible = facts.has('names-a-place') && (backed || claims.some((claim) => claim.kind === 'weakness'));
  return {
    examinedAt: now,
    raw: deps.hash(bytes),
    readable: read.readable,
    subject: mail.subject,
    date: mail.date,
    text,
    truncated,
    sender,
    intent,
    claims,
    claimsLeft: left,
    vague,
    questions: questionsFor(claims),
    corroboration,
    inventory: own,
    priority: prioritise(deps, numbers, matches, intent, { credible, namesPlace: facts.has('names-a-place') }, settings),
    next: nextSteps({
      intent: intent.label,
      vague: vague && own.scope !== 'no-weakness-claimed',
      matches,
      inventoryKnown: inventory.length > 0,
      links: facts.has('has-link'),
      attachments: facts.has('has-attachment'),
      readable: read.readable,
    }),
    active: mail.active,
    attachments: mail.attachments,
  };
}
