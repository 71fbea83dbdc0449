// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { netnsLaboratory } from '../../../src/adapters/netns/laboratory.ts';
import { policyOf } from '../../../src/containment/plan/plan.ts';
import { verifyPlan } from '../../../src/containment/verify/verify-plan.ts';
import { nativeValidators } from '../../prove/containment/validate.ts';
import { proveLive, stands } from '../../prove/kernel.ts';
import type { StandName } from '../../prove/kernel.ts';
import {
  confirmedAtTheEnd,
  cutC2,
  deadMan,
  killedInTheMiddle,
  replacedComesBack,
  siteLaboratory,
  swapsUnderLoad,
  undoIsIdentical,
} from '../../prove/rollback.ts';
import { planOf, traps } from '../../story/containment-traps.data.ts';
import { labLacks } from '../../support/lab-needs.ts';

const lacks = labLacks(['ip', 'nft', 'conntrack', 'iptables', 'ipset', 'unshare']);
const skipped = lacks === null ? '' : ` (skipped, missing: ${lacks})`;

describe('lab/containment/live', () => {
  test.for([
    ['nftables', 12],
    ['iptables', 6],
    ['squid', 10],
    ['unbound', 10],
    ['dnsmasq', 10],
  ] as const satisfies readonly (readonly [StandName, number])[])(
    `%s: %i random plans, fifty probes each: the live program does what the model says`,
    async ([name, plans], { skip }) => {
      const lacking = labLacks(stands[name].needs);
      skip(lacking !== null, `skipped, missing: ${lacking}`);
      const proof = await proveLive(name, plans, 50, 20_260_321);
      expect([proof.probes, proof.differences]).toEqual([plans * 50, []]);
      expect(Math.min(proof.open, proof.denied)).toBeGreaterThan(proof.probes / 10);
    },
  );

  test.for(Object.keys(stands) as StandName[])('%s: a fault planted in what is written is found', async (name, { skip }) => {
    const lacking = labLacks(stands[name].needs);
    skip(lacking !== null, `skipped, missing: ${lacking}`);
    const proof = await proveLive(name, 12, 50, 20_260_321, true);
    expect(proof.differences.length).toBeGreaterThan(0);
  });
});

describe.skipIf(lacks !== null)(`lab/containment/kernel${skipped}`, () => {
  test('every option of every trap is verified by the kernel: no plan claims what it contradicts', async () => {
    for (const trap of traps.filter((_, index) => index % 4 === 0)) {
      const plan = planOf(trap);
      const verified = await verifyPlan(netnsLaboratory, policyOf(plan, trap.option)!, 40);
      if (!verified.ok) throw new Error(verified.error.join());
      expect([trap.code, verified.value.differences]).toEqual([trap.code, []]);
      expect(verified.value.probes).toBeGreaterThanOrEqual(30);
    }
  });

  test('native validators take what is written', async () => {
    const lines = await nativeValidators(3);
    expect(lines.filter((line) => !line.ok)).toEqual([]);
  });
});

describe.skipIf(lacks !== null)(`lab/containment/roll-back${skipped}`, () => {
  test('undo is byte-identical, swaps lose and leak nothing, the dead-man keeps its time, kills leave old or new', async () => {
    const lab = await siteLaboratory();
    try {
      const checks = [
        await undoIsIdentical(lab, 5),
        await swapsUnderLoad(lab, 40),
        ...(await deadMan(lab, 2)),
        ...(await replacedComesBack(lab, 2)),
        await confirmedAtTheEnd(lab, 4),
        await killedInTheMiddle(lab, 16),
      ];
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(cutC2.rules.length).toBe(2);
    } finally {
      await lab.close();
    }
  });
});
