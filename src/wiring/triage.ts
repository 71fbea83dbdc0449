// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { importAdvisories, NothingToImport } from '../adapters/advisories/import.ts';
import { kevSeed } from '../adapters/advisories/seed.ts';
import { advisoryFolder, openAdvisories } from '../adapters/advisories/store.ts';
import { scoreVector } from '../adapters/cvss/cvss.ts';
import { readInventory } from '../adapters/inventory-files/inventory-files.ts';
import { domains } from '../adapters/mail-authentication/domains.ts';
import { mailAuthentication } from '../adapters/mail-authentication/mail-authentication.ts';
import { recordedResolver, systemResolver } from '../adapters/mail-authentication/resolver.ts';
import { rawIntentRules } from '../adapters/triage-rules/triage-rules.ts';
import { openMailOut } from '../adapters/mail-out/mail-out.ts';
import { openSigner } from '../adapters/paging-sign/signer.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { createTriageStore } from '../adapters/postgres/triage-store.ts';
import { typstPrinter } from '../adapters/typst/print-sheet.ts';
import { err, ok } from '../kernel/result.ts';
import { keysOf } from '../triage/advisory-key.ts';
import type { AdvisoryFiles } from '../triage/advisory-files.port.ts';
import { triageCommands } from '../triage/commands.ts';
import type { Chosen } from '../triage/commands.ts';
import type { TriageDeps } from '../triage/deps.ts';
import type { ExamineDeps } from '../triage/examine.ts';
import { parseRules } from '../triage/intent-rule.ts';
import type { IntentRule } from '../triage/intent-rule.ts';
import type { MailAuthentication } from '../triage/mail-authentication.port.ts';
import type { Outgoing } from '../triage/outgoing.port.ts';
import { replyRoutes } from '../triage/reply-desk/routes.ts';
import { triageRoutes } from '../triage/routes.ts';
import type { Signer } from '../triage/sign.port.ts';
import { staffRoutes } from '../triage/staff-desk/routes.ts';
import type { StaffMember } from '../triage/staff.port.ts';
import { triageHandlers, watchTriage } from '../triage/watch.ts';
import type { Base, Opened, Wired } from './base.ts';
import { readableMail } from './triage-mail.ts';

/** Milliseconds for one name look-up. */
const DNS_TIMEOUT = 3000;
const STAFF_PAGE = 500;

export function advisoryFiles(base: Pick<Base, 'dataFolder' | 'clock'>): AdvisoryFiles {
  const folder = advisoryFolder(base.dataFolder);
  return {
    open: () => openAdvisories(folder, [kevSeed(keysOf)]),
    async import(request) {
      if (!existsSync(request.path)) return err('absent');
      try {
        return ok(await importAdvisories({ folder, now: base.clock.now, keysOf }, request));
      } catch (error) {
        if (error instanceof NothingToImport) return err('empty');
        throw error;
      }
    },
  };
}

/** Comma-separated names of a setting. */
function names(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

function authentication(chosen: Chosen): MailAuthentication {
  if (chosen.recorded !== null) {
    const records = JSON.parse(readFileSync(chosen.recorded, 'utf8')) as Record<string, Record<string, unknown>>;
    return mailAuthentication('recorded', recordedResolver(records));
  }
  if (chosen.lookUps === 'off') return mailAuthentication('off');
  return mailAuthentication('on', systemResolver({ timeoutMs: DNS_TIMEOUT }));
}

/** What examining a mail needs, without a store. Look-ups go out only where a person switched them on (MATOI_DNS=system or --dns). */
export function examinerOf(base: Pick<Base, 'env'>): (chosen: Chosen) => Promise<Omit<ExamineDeps, 'advisories' | 'hash'>> {
  const kept: { rules: readonly IntentRule[] | null } = { rules: null };
  return (chosen) => {
    kept.rules ??= parseRules(rawIntentRules());
    const on = chosen.lookUps === 'system' || base.env['MATOI_DNS'] === 'system';
    return Promise.resolve({
      readMail: readableMail,
      rules: kept.rules,
      authentication: authentication({ ...chosen, lookUps: on ? 'system' : 'off' }),
      domains,
      scoreVector,
      ownServers: [...chosen.ownServers, ...names(base.env['MATOI_OWN_SERVERS'])],
      ownDomains: [...chosen.ownDomains, ...names(base.env['MATOI_OWN_DOMAINS'])],
    });
  };
}

/** What the open desk's use-cases stand on. `outgoing` may be replaced by a test's recorder. */
export function triageDeps(base: Base, opened: Opened, outgoing: Outgoing = outgoingOf(base)): TriageDeps {
  const examiner = examinerOf(base);
  const people = createOrganisationStore(opened.database);
  return {
    journal: opened.journal,
    blobs: opened.blobs,
    clock: base.clock,
    hash: base.hash,
    random: (bytes) => base.random(bytes).replace(/[^A-Za-z0-9]/g, 'x'),
    store: createTriageStore(opened.database),
    staff: async () => {
      const members: StaffMember[] = [];
      for (let after = 0; ; ) {
        const page = await people.list({ limit: STAFF_PAGE, after });
        members.push(...page.map(({ personId, name, department, addresses, lang }) => ({ personId, name, department, addresses, lang })));
        const last = page.at(-1);
        if (last === undefined || page.length < STAFF_PAGE) return members;
        after = last.number;
      }
    },
    advisories: advisoryFiles(base),
    readInventory,
    examiner: () => examiner({ ownServers: [], ownDomains: [], lookUps: 'off', recorded: null }),
    sign: signerOf(base),
    outgoing,
    print: typstPrinter(base.env),
    roleAddress: base.env['MATOI_MAIL_FROM'] ?? '',
    publicUrl: (base.env['MATOI_URL'] ?? 'http://127.0.0.1:4646').replace(/\/$/, ''),
  };
}

/** Settings: MATOI_SMTP_URL and MATOI_MAIL_FROM (the role address). Without them nothing can leave. */
function outgoingOf(base: Base): Outgoing {
  const url = base.env['MATOI_SMTP_URL'];
  const from = base.env['MATOI_MAIL_FROM'];
  return url === undefined || url === '' || from === undefined || from === '' ? null : openMailOut({ url, from });
}

function signerOf(base: Base): () => Promise<Signer> {
  const kept: { signer: Promise<Signer> | null } = { signer: null };
  return () => {
    kept.signer ??= openSigner(base.dataFolder);
    return kept.signer;
  };
}

export function wireTriage(base: Base): Wired {
  const kept = new WeakMap<Opened, TriageDeps>();
  const depsOf = (opened: Opened): TriageDeps => {
    const known = kept.get(opened) ?? triageDeps(base, opened);
    kept.set(opened, known);
    return known;
  };
  return {
    commands: triageCommands({
      clock: base.clock,
      hash: base.hash,
      advisories: advisoryFiles(base),
      readInventory,
      examiner: examinerOf(base),
      print: typstPrinter(base.env),
    }),
    watches: [watchTriage],
    routes: (opened) => [...triageRoutes(depsOf(opened)), ...replyRoutes(depsOf(opened)), ...staffRoutes(depsOf(opened))],
    handlers: (opened) => triageHandlers(depsOf(opened)),
  };
}
