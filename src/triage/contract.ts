// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { claimKinds } from './claim-kind.ts';
import { answers } from './corroborate.ts';
import { intents } from './intent-rule.ts';
import { advisorySources } from './advisory.port.ts';
import { authResults, mechanisms } from './mail-authentication.port.ts';

/** The words of the verdicts, so that screens say what the paper says. */
export { authenticityWords, claimWords, intentWords } from './words.ts';

/**
 * What `matoi triage FILE --json` prints and what the web sees of triage.
 *   GET   /api/v1/cases/:caseId/triage/:reportId              triageSheetSchema (with `text`)
 *   POST  /api/v1/cases/:caseId/triage/:reportId/settings     { deployer?, coordinator?, bod2604? } -> triageSheetSchema
 *   GET   /api/v1/cases/:caseId/triage/:reportId/sheet.pdf    the sheet on paper
 *   See reply-desk/contract.ts for the notice, census and held replies.
 */
const two = z.object({ ja: z.string(), en: z.string() });
const line = z.object({ id: z.string(), text: two });
const address = z.object({ name: z.string(), address: z.string() });
const check = z.object({ mechanism: z.enum(mechanisms), result: z.enum(authResults), domain: z.string().nullable(), detail: z.string() });

/** Offsets are UTF-16 units into `text`: subject, blank line, body. `quote === text.slice(start, end)`; `shown` is the sentence, defanged. */
export const evidenceQuoteSchema = z.object({
  quote: z.string(),
  start: z.int(),
  end: z.int(),
  rule: z.string(),
  intent: z.enum(intents),
  weight: z.number(),
  shown: z.string(),
  about: two,
});

const choice = z.object({ key: z.string(), name: two });
const decision = z.object({
  table: z.string(),
  name: two,
  points: z.array(
    z.object({
      key: z.string(),
      name: two,
      value: z.string(),
      valueName: two,
      from: z.enum(['fact', 'person', 'assumed']),
      why: two,
      choices: z.array(choice),
    }),
  ),
  outcome: z.string(),
  outcomeName: two,
});

export const triageSheetSchema = z.object({
  file: z.string(),
  mail: z.object({
    sha256: z.string(),
    readable: z.boolean(),
    subject: z.string(),
    date: z.string().nullable(),
    characters: z.int(),
    truncated: z.boolean(),
    active: z.object({ scripts: z.int(), remote: z.int(), forms: z.int() }),
    attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), bytes: z.int(), sha256: z.string() })),
  }),
  /** The text that all offsets refer to; on the command line with --text only. */
  text: z.string().optional(),
  sender: z.object({
    from: z.array(address),
    replyTo: z.array(address),
    organisation: z.string().nullable(),
    authenticity: z.enum(['domain-confirmed', 'domain-not-confirmed', 'contradicted', 'not-checkable']),
    checks: z.array(check),
    judgedBy: z.object({ who: z.enum(['desk', 'own-server', 'nobody']), name: z.string(), at: z.string(), why: two }),
    stated: z.array(z.object({ by: z.string(), trusted: z.boolean(), why: z.string(), checks: z.array(check) })),
    warnings: z.array(line),
    caution: two,
  }),
  intent: z.object({
    label: z.enum(intents),
    confidence: z.enum(['low', 'medium', 'high']),
    evidence: z.array(evidenceQuoteSchema),
    against: z.array(evidenceQuoteSchema),
    scores: z.record(z.string(), z.number()),
  }),
  claims: z.array(
    z.object({
      kind: z.enum(claimKinds),
      value: z.string(),
      version: z.string().nullable(),
      quote: z.string().nullable(),
      start: z.int(),
      end: z.int(),
    }),
  ),
  claimsLeft: z.int(),
  vague: z.boolean(),
  questions: z.array(z.object({ id: z.string(), text: two, askWhom: z.enum(['inside', 'sender']) })),
  corroboration: z.array(
    z.object({
      source: z.enum(advisorySources),
      asOf: z.string().nullable(),
      answer: z.enum(answers),
      claim: z.object({ kind: z.string(), value: z.string(), version: z.string().nullable() }),
      records: z.array(z.object({ id: z.string(), title: z.string(), url: z.string().nullable() })),
      why: two,
    }),
  ),
  inventoryScope: z.enum(['not-given', 'no-weakness-claimed', 'named', 'all-web-programs']),
  inventory: z.array(
    z.object({
      name: z.string(),
      version: z.string().nullable(),
      kind: z.string(),
      host: z.string().nullable(),
      path: z.string().nullable(),
      owner: z.string().nullable(),
      exposure: z.string(),
      from: z.string(),
      state: z.enum(['affected', 'possible', 'none-known', 'not-matchable']),
      why: two,
      advisories: z.array(
        z.object({
          source: z.enum(advisorySources),
          id: z.string(),
          aliases: z.array(z.string()),
          title: z.string(),
          url: z.string().nullable(),
          verdict: z.enum(['affected', 'possible']),
          range: z.string(),
          reason: two,
        }),
      ),
    }),
  ),
  priority: z.object({
    urgency: z.enum(['now', 'today', 'can-wait']),
    why: two,
    deployer: decision,
    coordinator: decision,
    bod2604: decision,
    kev: z.array(z.object({ id: z.string(), added: z.string(), due: z.string(), ransomware: z.boolean() })),
    epss: z.array(z.object({ id: z.string(), score: z.number(), percentile: z.number(), asOf: z.string().nullable() })),
    cvss: z.array(
      z.object({ id: z.string(), source: z.string(), version: z.string(), vector: z.string(), score: z.number(), severity: z.string() }),
    ),
  }),
  next: z.array(z.object({ id: z.string(), when: z.enum(['hour', 'day', 'week']), text: two, why: two, who: two })),
  known: z.array(line),
  unknown: z.array(line),
  notCheckable: z.array(line),
  call: z.array(z.object({ whom: two, how: two, page: z.string().nullable() })),
  manager: two,
});
export type TriageSheet = z.output<typeof triageSheetSchema>;
