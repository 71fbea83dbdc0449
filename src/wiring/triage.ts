// SPDX-License-Identifier: Apache-2.0
import { readInventory } from '../adapters/inventory-files/inventory-files.ts';
import { openMailOut } from '../adapters/mail-out/mail-out.ts';
import { openSigner } from '../adapters/paging-sign/signer.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { createTriageStore } from '../adapters/postgres/triage-store.ts';
import { typstPrinter } from '../adapters/typst/print-sheet.ts';
import type { TriageDeps } from '../triage/deps.ts';
import type { Outgoing } from '../triage/outgoing.port.ts';
import { replyRoutes } from '../triage/reply-desk/routes.ts';
import { triageRoutes } from '../triage/routes.ts';
import type { Signer } from '../triage/sign.port.ts';
import { staffRoutes } from '../triage/staff-desk/routes.ts';
import type { StaffMember } from '../triage/staff.port.ts';
import { triageHandlers } from '../triage/watch.ts';
import type { Base, Opened, Wired } from './base.ts';
import { advisoryFiles, commandsOfTriage, examinerOf } from './triage-commands.ts';

const STAFF_PAGE = 500;

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
    commands: commandsOfTriage(base),
    routes: (opened) => [...triageRoutes(depsOf(opened)), ...replyRoutes(depsOf(opened)), ...staffRoutes(depsOf(opened))],
    handlers: (opened) => triageHandlers(depsOf(opened)),
  };
}
