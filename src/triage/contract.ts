// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../edge/endpoint.contract.ts';
import { incidentKinds } from '../case/entry/triage.ts';
import { claimKinds } from './claim/claim-kind.ts';
import { answers } from './advisory/corroborate.ts';
import { intents } from './intent/intent-rule.ts';
import { advisorySources } from './advisory/advisory.port.ts';
import { authResults, mechanisms } from './mail/mail-authentication.port.ts';

/** The words of the verdicts, so that screens say what the paper says. */
export { kindData } from './kind/kind-table.ts';
export { kindsByUrgency } from '../case/incident-kind.ts';
export { authenticitySays, claimWords, intentWords } from './sheet/words.ts';

/** What `matoi triage FILE --json` prints and what the web sees of triage. */
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

/** A person says what the case is about; the reason may be empty where what was read is confirmed. */
export const kindsSetSchema = z.object({
  kinds: z.array(z.enum(incidentKinds)).min(1).max(incidentKinds.length),
  reason: z.string().trim().max(2000).default(''),
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
    /** Where the links of the HTML body lead, defanged; `another` where they show a different address. */
    links: z.array(
      z.object({ to: z.string(), shown: z.string(), how: z.enum(['link', 'area', 'form', 'refresh', 'frame']), another: z.boolean() }),
    ),
    /** Text that its reader does not see; null where there is none. */
    hidden: z.object({ characters: z.int(), invisible: z.int(), sample: z.string() }).nullable(),
    attachments: z.array(
      z.object({
        fileName: z.string(),
        contentType: z.string(),
        bytes: z.int(),
        sha256: z.string(),
        /** Whether its words were read; null for a carried mail, absent in results of before they were. */
        read: z.boolean().nullable().optional(),
        /** What was found in it that can be looked for, with its page or cell. */
        found: z.array(z.object({ kind: z.enum(claimKinds), value: z.string(), at: two })).optional(),
        foundLeft: z.int().optional(),
      }),
    ),
  }),
  /** The text that all offsets refer to; on the command line with --text only. */
  text: z.string().optional(),
  sender: z.object({
    from: z.array(address),
    replyTo: z.array(address),
    organisation: z.string().nullable(),
    authenticity: z.enum(['domain-confirmed', 'domain-not-confirmed', 'contradicted', 'not-checkable']),
    checks: z.array(check),
    judgedBy: z.object({
      who: z.enum(['desk', 'own-server', 'nobody']),
      name: z.string(),
      at: z.string(),
      why: two,
      lookUps: z.enum(['on', 'off', 'recorded']).optional(),
    }),
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
    /** Threats and lures that the writer quotes or tells of. */
    told: z.array(evidenceQuoteSchema),
  }),
  /** What the words speak for, with the sentences; never a fact. */
  kinds: z.array(
    z.object({
      kind: z.enum(incidentKinds),
      quotes: z.array(z.object({ rule: z.string(), about: two, shown: z.string() })),
    }),
  ),
  /** What counts at this moment: what was read, or what a person set. */
  follows: z.object({ kinds: z.array(z.enum(incidentKinds)), spoken: z.boolean(), mailIsDoubtful: z.boolean() }),
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

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  sheet: get('/api/v1/cases/:caseId/triage/:reportId', triageSheetSchema),
  examineAgain: post('/api/v1/cases/:caseId/triage/:reportId/examine', triageSheetSchema),
  // The sheet on paper.
  paper: get('/api/v1/cases/:caseId/triage/:reportId/sheet.pdf', 'raw'),
  setPoints: post('/api/v1/cases/:caseId/triage/:reportId/settings', triageSheetSchema),
  setKinds: post('/api/v1/cases/:caseId/triage-kinds', z.object({ kinds: z.array(z.enum(incidentKinds)) }), kindsSetSchema),
} as const;
