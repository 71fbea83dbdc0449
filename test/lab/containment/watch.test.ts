// SPDX-License-Identifier: Apache-2.0
// A confirmed block on a real kernel: a flush is noticed, and undoing needs nothing that lies on the gateway.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gateways } from '../../../src/adapters/containment-gateway/gateway.ts';
import { applyPlan, confirmPlan, rollBackPlan } from '../../../src/containment/apply/apply-plan.ts';
import type { ApplyDeps } from '../../../src/containment/apply/apply-plan.ts';
import { proposePlan, releasePlan } from '../../../src/containment/case/case-plan.ts';
import { lookAgain } from '../../../src/containment/apply/look-again.ts';
import { unwrap } from '../../../src/kernel/result.ts';
import { planOf, traps } from '../../story/containment-traps.data.ts';
import { openTestDesk } from '../../support/desk.ts';
import type { TestDesk } from '../../support/desk.ts';
import { labGatewayNeeds, openLabGateway } from '../../support/lab-gateway.ts';
import type { LabGateway } from '../../support/lab-gateway.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { everythingReal } from '../../support/passing.ts';

const lacks = labLacks([...labGatewayNeeds, 'sha256sum']);
const skipped = lacks === null ? '' : ` (skipped, missing: ${lacks})`;
const aoki = { type: 'person', id: 'P-1', name: '青木' } as const;
const path = process.env['PATH'];

describe.skipIf(lacks !== null)(`lab/containment/watch${skipped}`, () => {
  let desk: TestDesk;
  let gateway: LabGateway;
  let deps: ApplyDeps;

  beforeAll(async () => {
    desk = await openTestDesk();
    gateway = await openLabGateway('watch');
    // What would go over ssh(1) runs in the gateway's namespace.
    process.env['PATH'] = gateway.env['PATH'];
    deps = {
      journal: desk.journal,
      blobs: desk.blobs,
      hash: desk.base.hash,
      passing: everythingReal,
      enforcer: gateways(gateway.env['MATOI_GATEWAY_FOLDER']),
    };
  }, 60_000);
  afterAll(async () => {
    process.env['PATH'] = path;
    await gateway.close();
    await desk.close();
  });

  test('applied, confirmed, flushed, noticed, applied again, changed, noticed, undone without the folder', async () => {
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(aoki, () => [{ kind: 'case.opened', body: { title: '遠隔操作', reportId: null } }]),
    );
    const trap = traps.find((one) => one.code === 'listed-kept-left-open')!;
    await proposePlan(deps, caseId, aoki, planOf(trap));
    unwrap(await releasePlan(deps, caseId, aoki, { planId: 'K-1', option: 'keep-only', reason: '残すものだけにする' }));
    const request = { planId: 'K-1', where: gateway.name, deadManSeconds: 60, path: null };
    const nft = (...args: string[]) => spawnSync('ssh', [gateway.name, `nft ${args.join(' ')}`], { encoding: 'utf8' });
    const look = () => lookAgain(deps, caseId, 'K-1');

    unwrap(await applyPlan(deps, caseId, aoki, request));
    expect(await look()).toBe(null);
    unwrap(await confirmPlan(deps, caseId, aoki, 'K-1'));
    expect(await look()).toBe('in-force');
    nft('flush', 'ruleset');
    expect(await look()).toBe('gone');
    unwrap(await applyPlan(deps, caseId, aoki, request));
    unwrap(await confirmPlan(deps, caseId, aoki, 'K-1'));
    expect(await look()).toBe('in-force');
    nft('flush', 'chain', 'inet', 'matoi', 'forwarded');
    expect(await look()).toBe('changed');

    rmSync(join(gateway.env['MATOI_GATEWAY_FOLDER'] ?? '', `${caseId}-K-1`), { recursive: true });
    unwrap(await rollBackPlan(deps, caseId, aoki, 'K-1', '復旧が済んだ'));
    expect(gateway.rules()).not.toContain('matoi');
    expect((await desk.journal.view(caseId))?.parts.containment.plans[0]).toMatchObject({ applied: null, rolledBack: { cause: 'person' } });
  }, 60_000);
});
