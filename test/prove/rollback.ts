// SPDX-License-Identifier: Apache-2.0
// Apply and undo on a real kernel: byte-identical rules, swaps under load, the dead-man, kills in the middle.
// `--plant left-behind`: an undo that leaves an empty table behind is told apart (see support/planted.ts).
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync, readFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { netnsLaboratory } from '../../src/adapters/netns/laboratory.ts';
import { applyFiles } from '../../src/containment/apply/apply-script.ts';
import type { ApplyOptions } from '../../src/containment/apply/apply-script.ts';
import type { Lab, LabProbe } from '../../src/containment/verify/laboratory.port.ts';
import type { Policy } from '../../src/containment/policy/rule.ts';
import { chance, randomPolicy } from './containment/random.ts';
import { shape } from './containment/live/shape.ts';
import { endPlanted, plantsAsked } from './support/planted.ts';
import { removeTree } from '../support/remove-tree.ts';

/** The rules of a site that knows nothing of us: stateful, with a counterless chain, in its own table. */
const site =
  'table inet site {\n\tset friends {\n\t\ttype ipv4_addr\n\t\telements = { 203.0.113.10 }\n\t}\n\tchain fwd_site {\n\t\ttype filter hook forward priority filter; policy accept;\n\t\tct state established,related accept\n\t\tip daddr @friends accept\n\t\tct state invalid drop\n\t}\n}\n';

const c2 = '198.51.100.66';
const cloud = '203.0.113.10';
export const cutC2: Policy = {
  base: 'deny',
  names: 'none',
  internal: ['10.0.0.0/8', 'fd00::/8'],
  rules: [
    { id: 'a', kind: 'address', reason: 'indicator', range: c2 },
    {
      id: 'k',
      kind: 'allow',
      reason: 'inventory',
      service: 'cloud',
      patterns: [],
      ranges: [cloud],
      observed: [],
      ports: [{ proto: 'tcp', from: 443, to: 443 }],
    },
  ],
};

type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

async function listing(lab: Lab): Promise<string> {
  return (await lab.inRouter('nft list ruleset')).output;
}

function folderFor(policy: Policy, options: Partial<ApplyOptions>): string {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-apply-'));
  for (const file of applyFiles(policy, { option: 'proof', madeAt: '', deadManSeconds: 0, path: null, before: null, ...options }).files)
    writeFileSync(join(folder, file.name), file.text);
  return folder;
}

/** Waits until `test` holds, looking every 50 ms; the seconds it took, or null. */
async function until(test: () => Promise<boolean>, seconds: number): Promise<number | null> {
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    if (await test()) return (performance.now() - started) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
}

/** The guard says why just after it has undone. */
async function causeIn(folder: string): Promise<string> {
  const file = join(folder, 'cause');
  await until(() => Promise.resolve(existsSync(file)), 2);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/** `leaves`: what a faulty undo would leave behind, as a command in the router. */
export async function undoIsIdentical(lab: Lab, plans: number, leaves = 'true'): Promise<Check> {
  const random = chance(99);
  const before = await listing(lab);
  let different = 0;
  for (let index = 0; index < plans; index += 1) {
    const folder = folderFor(randomPolicy(random, 'none'), {});
    const applied = await lab.inRouter(`sh ${folder}/matoi-apply.sh`);
    const during = await listing(lab);
    await lab.inRouter(`sh ${folder}/matoi-undo.sh; ${leaves}`);
    if (!applied.output.includes('applied') || !during.includes('table inet matoi') || (await listing(lab)) !== before) different += 1;
    removeTree(folder);
  }
  return { name: `apply -> undo, ${plans} plans`, ok: different === 0, detail: `${different} listings differ by a byte` };
}

export async function swapsUnderLoad(lab: Lab, swaps: number): Promise<Check> {
  const folder = folderFor(cutC2, {});
  await lab.inRouter(`sh ${folder}/matoi-apply.sh`);
  const state = { running: true };
  const counts = { kept: 0, failed: 0, evil: 0, leaked: 0 };
  const probe = (dst: string): LabProbe => ({ src: '10.66.1.10', dst, port: 443, proto: 'tcp' });
  const load = (async () => {
    while (state.running) {
      const kept = await lab.probe(
        Array.from({ length: 12 }, () => probe(cloud)),
        1500,
      );
      counts.kept += kept.length;
      counts.failed += kept.filter((passed) => !passed).length;
    }
  })();
  const attack = (async () => {
    while (state.running) {
      const evil = await lab.probe(
        Array.from({ length: 12 }, () => probe(c2)),
        120,
      );
      counts.evil += evil.length;
      counts.leaked += evil.filter((passed) => passed).length;
    }
  })();
  for (let index = 0; index < swaps; index += 1) await lab.inRouter(`nft -f ${folder}/matoi.nft`);
  state.running = false;
  await Promise.all([load, attack]);
  await lab.inRouter(`sh ${folder}/matoi-undo.sh`);
  removeTree(folder);
  return {
    name: `${swaps} swaps under load`,
    ok: counts.failed === 0 && counts.leaked === 0 && counts.kept > 50 && counts.evil > 50,
    detail: `${counts.kept} kept connections, ${counts.failed} failed; ${counts.evil} attempts at the command server, ${counts.leaked} leaked`,
  };
}

export async function deadMan(lab: Lab, seconds: number): Promise<Check[]> {
  const before = await listing(lab);
  const gone = async () => (await listing(lab)) === before;
  const silent = folderFor(cutC2, { deadManSeconds: seconds });
  await lab.inRouter(`sh ${silent}/matoi-apply.sh`);
  const early = await gone();
  const took = await until(gone, seconds + 4);
  const cause = await causeIn(silent);

  const confirmed = folderFor(cutC2, { deadManSeconds: seconds });
  await lab.inRouter(`sh ${confirmed}/matoi-apply.sh`);
  await lab.inRouter(`sh ${confirmed}/matoi-confirm.sh`);
  const stayed = (await until(gone, seconds + 3)) === null;
  await lab.inRouter(`sh ${confirmed}/matoi-undo.sh`);

  // A path that nobody answers: dead long before the time is up.
  const dead = folderFor(cutC2, { deadManSeconds: 60, path: { host: '127.0.0.1', port: 9 } });
  await lab.inRouter(`sh ${dead}/matoi-apply.sh`);
  const deadTook = await until(gone, 12);
  const deadCause = await causeIn(dead);
  for (const folder of [silent, confirmed, dead]) removeTree(folder);
  return [
    {
      name: `dead-man of ${seconds} s without confirmation`,
      ok: !early && took !== null && took <= seconds + 2 && cause === 'no-confirmation',
      detail: `undone after ${took?.toFixed(2) ?? 'never'} s (${cause})`,
    },
    { name: 'confirmed in time', ok: stayed, detail: stayed ? 'the rules stay' : 'the rules went' },
    {
      name: 'responders’ path dead',
      ok: deadTook !== null && deadCause === 'path-dead',
      detail: `undone after ${deadTook?.toFixed(2) ?? 'never'} s (${deadCause})`,
    },
  ];
}

/** Undoing what replaced a confirmed plan: the former rules come back in one transaction, and nothing leaks meanwhile. */
export async function replacedComesBack(lab: Lab, seconds: number): Promise<Check[]> {
  const cut: Policy = { ...cutC2, base: 'allow', rules: cutC2.rules.filter((rule) => rule.kind === 'address') };
  const first = folderFor(cut, { option: 'first', deadManSeconds: 60 });
  const idle = await listing(lab);
  await lab.inRouter(`sh ${first}/matoi-apply.sh`);
  await lab.inRouter(`sh ${first}/matoi-confirm.sh`);
  const former = await listing(lab);
  const before = { policy: cut, option: 'first', madeAt: '' };
  const put = async (options: Partial<ApplyOptions>) => {
    const folder = folderFor(cutC2, { deadManSeconds: seconds, before, ...options });
    await lab.inRouter(`sh ${folder}/matoi-apply.sh`);
    return { folder, other: (await listing(lab)) !== former };
  };
  const back = async () => (await listing(lab)) === former;

  const state = { running: true, evil: 0, leaked: 0 };
  const attack = (async () => {
    while (state.running) {
      const evil = await lab.probe(
        Array.from({ length: 12 }, (): LabProbe => ({ src: '10.66.1.10', dst: c2, port: 443, proto: 'tcp' })),
        120,
      );
      state.evil += evil.length;
      state.leaked += evil.filter((passed) => passed).length;
    }
  })();
  const silent = await put({});
  const took = await until(back, seconds + 4);
  const cause = await causeIn(silent.folder);
  const late = await lab.inRouter(`sh ${silent.folder}/matoi-confirm.sh; echo $?`);
  const dead = await put({ deadManSeconds: 60, path: { host: '127.0.0.1', port: 9 } });
  const deadTook = await until(back, 12);
  const person = await put({ deadManSeconds: 60 });
  const said = await lab.inRouter(`sh ${person.folder}/matoi-undo.sh`);
  const personBack = await back();
  state.running = false;
  await attack;
  const settled = await put({ deadManSeconds: 60 });
  await lab.inRouter(`sh ${settled.folder}/matoi-confirm.sh`);
  await lab.inRouter(`sh ${settled.folder}/matoi-undo.sh`);
  const lifted = (await listing(lab)) === idle;
  for (const folder of [first, silent.folder, dead.folder, person.folder, settled.folder]) removeTree(folder);
  const shown = (value: number | null) => value?.toFixed(2) ?? 'never';
  return [
    {
      name: 'a replaced plan comes back when nobody confirms',
      ok: silent.other && took !== null && took <= seconds + 2 && cause === 'no-confirmation put-back',
      detail: `the former rules to the byte after ${shown(took)} s (${cause})`,
    },
    {
      name: 'a confirmation after that is refused',
      ok: late.output.includes('too-late'),
      detail: late.output.trim().replaceAll('\n', ' '),
    },
    { name: 'it comes back when the path dies', ok: dead.other && deadTook !== null, detail: `after ${shown(deadTook)} s` },
    {
      name: 'it comes back when a person undoes early',
      ok: person.other && personBack && said.output.includes('put-back'),
      detail: said.output.trim(),
    },
    {
      name: 'no gap while rules change hands',
      ok: state.leaked === 0 && state.evil > 50,
      detail: `${state.evil} attempts at the command server, ${state.leaked} leaked`,
    },
    { name: 'once confirmed, undoing leaves nothing of ours', ok: settled.other && lifted, detail: lifted ? 'as before' : 'different' },
  ];
}

/** The confirmation and the end of the time in the same moment: they agree on one outcome. */
export async function confirmedAtTheEnd(lab: Lab, rounds: number): Promise<Check> {
  const before = await listing(lab);
  const counts = { kept: 0, undone: 0, torn: 0 };
  for (let index = 0; index < rounds; index += 1) {
    const folder = folderFor(cutC2, { deadManSeconds: 1 });
    await lab.inRouter(`sh ${folder}/matoi-apply.sh`);
    await new Promise((resolve) => setTimeout(resolve, 850 + ((index * 37) % 400)));
    const { output } = await lab.inRouter(`sh ${folder}/matoi-confirm.sh; echo code $?`);
    await new Promise((resolve) => setTimeout(resolve, 1300));
    const gone = (await listing(lab)) === before;
    const kept = output.includes('code 0');
    counts[kept === gone ? 'torn' : kept ? 'kept' : 'undone'] += 1;
    await lab.inRouter(`sh ${folder}/matoi-undo.sh`);
    removeTree(folder);
  }
  return {
    name: `${rounds} confirmations at the last moment`,
    ok: counts.torn === 0,
    detail: `${counts.kept} kept, ${counts.undone} undone, ${counts.torn} told otherwise than it is`,
  };
}

/** The apply script killed at a random moment: the rules are the old ones or the new ones, never a part. */
export async function killedInTheMiddle(lab: Lab, rounds: number): Promise<Check> {
  const random = chance(5);
  const before = await listing(lab);
  const folder = folderFor(cutC2, {});
  const started = performance.now();
  await lab.inRouter(`sh ${folder}/matoi-apply.sh`);
  // As long as a whole run takes here and now, and half again: kills fall before, inside and after the loading.
  const whole = Math.ceil((performance.now() - started) * 1.5);
  const after = await listing(lab);
  await lab.inRouter(`sh ${folder}/matoi-undo.sh`);
  const counts = { old: 0, new: 0, other: 0 };
  const { output } = await lab.inRouter('ip netns identify $$');
  for (let index = 0; index < rounds; index += 1) {
    await new Promise<void>((resolve) => {
      const child = spawn('ip', ['netns', 'exec', output.trim(), 'sh', `${folder}/matoi-apply.sh`], { detached: true, stdio: 'ignore' });
      const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), random.below(whole));
      child.on('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    const now = await listing(lab);
    if (now === before) counts.old += 1;
    else if (now === after) counts.new += 1;
    else counts.other += 1;
    await lab.inRouter(`sh ${folder}/matoi-undo.sh`);
  }
  removeTree(folder);
  return {
    name: `${rounds} kills in the middle`,
    ok: counts.other === 0 && counts.old > 0 && counts.new > 0,
    detail: `${counts.old} old, ${counts.new} new, ${counts.other} anything else`,
  };
}

export async function siteLaboratory(): Promise<Lab> {
  const lab = await netnsLaboratory.open(shape);
  const fault = await lab.loadNft(site);
  if (fault !== null) throw new Error(fault);
  return lab;
}

if (import.meta.main) {
  const missing = await netnsLaboratory.missing();
  if (missing.length > 0) {
    console.log(`prove:rollback cannot run here; missing: ${missing.join(', ')}`);
    process.exit(1);
  }
  const lab = await siteLaboratory();
  if (plantsAsked(['left-behind']) !== null) {
    const { ok, detail } = await undoIsIdentical(lab, 3, 'nft add table inet left_behind');
    await lab.close();
    process.exit(endPlanted('prove:rollback', [{ name: 'left-behind', seen: !ok, by: detail }]));
  }
  let faults = 0;
  let checks = 0;
  try {
    for (const check of [
      await undoIsIdentical(lab, 30),
      await swapsUnderLoad(lab, 200),
      ...(await deadMan(lab, 3)),
      ...(await replacedComesBack(lab, 3)),
      await confirmedAtTheEnd(lab, 16),
      await killedInTheMiddle(lab, 40),
    ]) {
      console.log(`${check.ok ? 'ok  ' : 'FAIL'} ${check.name}: ${check.detail}`);
      checks += 1;
      if (!check.ok) faults += 1;
    }
  } finally {
    await lab.close();
  }
  console.log(`prove:rollback: ${checks} checks on the kernel, ${faults} faults`);
  process.exitCode = faults === 0 ? 0 : 1;
}
