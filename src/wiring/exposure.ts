// SPDX-License-Identifier: Apache-2.0
import { posixConfigFiles } from '../adapters/posix/config-files.ts';
import { posixHost } from '../adapters/posix/host.ts';
import { posixShell } from '../adapters/posix/shell.ts';
import { readSmallFile } from '../adapters/posix/small-files.ts';
import { posixSoftware } from '../adapters/posix/software.ts';
import { posixWalker } from '../adapters/posix/walker.ts';
import { unzipDocuments } from '../adapters/exposure-zip/unzip.ts';
import { createCustomerStore } from '../adapters/postgres/notification/customer-store.ts';
import { createExposureStore } from '../adapters/postgres/exposure-store.ts';
import { sshCollector } from '../adapters/ssh/collector.ts';
import { ATTRIBUTES } from '../exposure/permission/acl-dump.ts';
import { finishScan, scanCommand } from '../exposure/commands.ts';
import { proverThrough } from '../exposure/prove/kernel-questions.ts';
import { remoteCommands } from '../exposure/collect/collect.commands.ts';
import { exposureReadings } from '../exposure/run/record.ts';
import type { ExposureReadings, RecordDeps } from '../exposure/run/record.ts';
import type { ContactsOf } from '../exposure/contacts.port.ts';
import { exposureRoutes } from '../exposure/routes.ts';
import { rightsCommand } from '../exposure/rights/rights.commands.ts';
import { WALK_EXPRESSION } from '../exposure/tree/row-parser.ts';
import { versionCommands } from '../exposure/versions/versions.commands.ts';
import { inOrder, nextStep, stepsOf } from '../notification/customer/customer.ts';
import type { Base, OpenState, Wired } from './base/base.ts';

/** Exposure on this host, with PostgreSQL opened only for what needs a case. */
export function wireExposure(base: Base): Wired {
  const recordDeps = (opened: OpenState): RecordDeps => ({
    journal: opened.journal,
    store: createExposureStore(opened.database),
    clock: base.clock,
    hash: base.hash,
  });
  const host = posixHost();
  const walker = posixWalker({ expression: WALK_EXPRESSION, attributes: ATTRIBUTES });
  const commandDeps = { host, walker, prover: proverThrough(posixShell()), readSmall: readSmallFile };
  const open = async () => {
    const opened = await base.open();
    return { ...recordDeps(opened), blobs: opened.blobs };
  };
  return {
    commands: [
      rightsCommand({ host }),
      scanCommand({ ...commandDeps, configs: posixConfigFiles, open }),
      ...versionCommands({ software: posixSoftware(), clock: base.clock, unzip: unzipDocuments }),
      ...remoteCommands({
        collector: sshCollector(),
        hash: base.hash,
        finish: (call, _, result, header, raw) => finishScan({ open }, call, result, header, null, raw),
      }),
    ],
    routes: (opened) => exposureRoutes({ ...recordDeps(opened), blobs: opened.blobs, contactsOf: contactsOfCustomers(opened.database) }),
  };
}

/** Where the register of customers says that each is reached first; contacts that are switched off or dead are none. */
export function contactsOfCustomers(database: OpenState['database']): ContactsOf {
  const register = createCustomerStore(database);
  return async (customerIds) => {
    const customers = await register.find(customerIds);
    const contacts = await register.contacts([...customers.values()].flatMap(({ ladder }) => ladder.map((step) => step.contactId)));
    const first = [...customers].map(
      ([id, customer]) => [id, nextStep(inOrder(stepsOf(customer, contacts), customer.preference))] as const,
    );
    return new Map(first.flatMap(([id, step]) => (step === null ? [] : [[id, step.contact.value] as const])));
  };
}

/** What other parts may ask: which customers are affected, and whether one was verified clean. */
export function readingsOfExposure(opened: OpenState): ExposureReadings {
  return exposureReadings(createExposureStore(opened.database));
}
