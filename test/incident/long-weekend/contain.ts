// SPDX-License-Identifier: Apache-2.0
import type { PlanRow, PlanWire, Rendered } from '../../../src/containment/contract.ts';
import type { Person } from '../support/stage.ts';
import { EDR, KEPT, PROXY, SERVERS } from './world.ts';
import { order } from './board.ts';
import { named } from './hunt.ts';
import type { Office } from './office.ts';

const WORDS = {
  ja: { why: '承認する理由', release: '自分の名前で承認する（まだ適用しない）', option: /台帳のサービスだけを残して止める$/ },
  en: { why: 'Why you release it', release: 'Release in my name (not applied yet)', option: /Deny all but the inventory$/ },
} as const;
const NODE = 'lab-gateway';
/** What may go on was decided beforehand: everything else is closed, on 443 too. */
const CHOSEN = 'keep-only';

/** As in the real case the one server that was named is cut at once; the desk says what that leaves open, and somebody inside looks. */
export async function cutTheNamed(office: Office, caseId: string): Promise<void> {
  const { run, truths, manager, engineer, stage, network } = office;
  run.say({ ja: 'まず名指しされた宛先だけを止める', en: 'first only the server that was named is cut' });
  await stage.forward(5);
  const reached = await serversReached(office);
  truths.note('止める前に届く指令サーバー', 'command servers reached before anything is cut', 'computer', 3, reached.length);
  const plan = await make(office, caseId);
  const cut = plan.options.find(({ id }) => id === 'cut-known');
  truths.note(
    '名指しの宛先だけでは足りないと案が言う',
    'the plan says that the named one is not enough',
    'plan',
    true,
    cut?.residual.overBudget === true && cut.residual.reasons.some(({ code }) => code === 'unknown-command-servers'),
  );
  const early = await engineer.refused(`${pathOf(caseId, plan.planId)}/apply`, { where: NODE, deadManSeconds: 300, path: '' });
  truths.note('承認前は適用できない', 'nothing is applied before the release', 'plan', 'containment.not-released', early);
  const unnamed = await engineer.refused(`${pathOf(caseId, plan.planId)}/release`, { option: 'cut-known', reason: '急ぐ' });
  truths.note('承認は管理者だけ', 'only a manager releases', 'plan', 'not-permitted', unnamed);
  await manager.post(`${pathOf(caseId, plan.planId)}/release`, { option: 'cut-known', reason: '名指しされた宛先をすぐに止める' });
  await putInForce(office, caseId, plan.planId);
  const isCut = !(await network.byAddress(PROXY, SERVERS.known));
  const open = [await network.byAddress(PROXY, SERVERS.plain), await network.byAddress(PROXY, SERVERS.shared)].filter(Boolean).length;
  truths.note('名指しの宛先は止まった', 'the named server is dead', 'computer', true, isCut);
  truths.note('知られていない宛先はまだ届く', 'servers that nobody knows are still reached', 'computer', 2, open);
}

/** Every server, known or not; the business goes on. Seen from inside, not from the desk. */
export async function cutThemAll(office: Office, caseId: string): Promise<string> {
  const { run, truths, manager, engineer, onDuty, stage, network, world, screens } = office;
  run.say({ ja: '業務のサービスだけを残す案を承認し、適用する', en: 'the plan that keeps the business alone is released and applied' });
  await stage.forward(10);
  const plan = await make(office, caseId);
  const chosen = plan.options.find(({ id }) => id === CHOSEN);
  const taken = await workForComputers(office, caseId);
  truths.note(
    '端末ごとの作業が一度で板に載った',
    'work for each computer by one press',
    'plan',
    named(world.infected, world.infected).length,
    taken,
  );
  const lines = 3 + 1 + world.infected.length;
  truths.note(
    '打ち直さずに案に入った宛先と端末',
    'destinations and computers that the plan took over',
    'plan',
    lines,
    plan.inputs.indicators,
  );
  const why = '知られていない相手も断ち、台帳のサービスは続ける';
  if (screens === null) await manager.post(`${pathOf(caseId, plan.planId)}/release`, { option: CHOSEN, reason: why });
  else
    await screens.as(manager, run.lang, `/cases/${caseId}/containment`, 'release', async (page) => {
      const words = WORDS[run.lang];
      await page.getByLabel(run.lang === 'ja' ? '計画' : 'Plan', { exact: true }).selectOption(plan.planId);
      await page.getByRole('button', { name: words.option }).click();
      await page.getByLabel(words.why).fill(why);
      await page.getByRole('button', { name: words.release }).click();
      await page.getByRole('button', { name: words.release }).waitFor({ state: 'detached' });
    });
  const row = await rowOf(office, caseId, plan.planId);
  truths.note('承認した人', 'who released it', 'plan', manager.name, row?.released?.by ?? 'nobody');
  await putInForce(office, caseId, plan.planId);
  const itemId = 'names';
  await order(onDuty, caseId, { do: 'add', itemId, step: null, title: 'プロキシーとリゾルバーでも宛先を名前で止める', fourEyes: true });
  await order(engineer, caseId, { do: 'start', itemId });
  const written = (target: string) => onDuty.get<Rendered>(`${pathOf(caseId, plan.planId)}/render?target=${target}&option=${CHOSEN}`);
  if (run.plant !== 'proxy-forgotten') {
    await network.putIntoProxy((await written('squid')).files);
    await network.putIntoResolver((await written('unbound-rpz')).files);
  }
  if (run.plant === 'kept-cut') await network.breakService(KEPT[0].address);
  await order(engineer, caseId, { do: 'check-impact', itemId, impact: 'none', finding: '残すサービスに端末から届くことを見た' });
  await order(engineer, caseId, { do: 'finish', itemId, result: 'Squid と Unbound に入れた' });
  await look(office, chosen?.kept.map(({ service }) => service) ?? []);
  await verifyInKernel(office, caseId, plan.planId);
  await stage.forward(10);
  await order(onDuty, caseId, { do: 'verify', itemId, accepted: true, note: '三つの宛先に届かず、業務のサービスに届くことを見た' });
  return plan.planId;
}

/** Each computer is isolated, kept as evidence and rebuilt: what the hunt found becomes work without being typed. */
async function workForComputers({ stage, onDuty }: Office, caseId: string): Promise<number> {
  const { findings } = await stage.sheet(caseId);
  const ids = findings.filter(({ to, kind, is }) => to === 'board' && kind === 'computer' && is === 'ready').map(({ id }) => id);
  await onDuty.press(caseId, { do: 'take-findings', ids });
  const { items } = (await stage.sheet(caseId)).parts['remediation'] as { items: readonly unknown[] };
  return items.length;
}

/** What computers reach once it is in force. */
async function look(office: Office, keptByPlan: readonly string[]): Promise<void> {
  const { truths, network, world } = office;
  const [ill = '', well = ''] = [world.infected[0], world.healthy[0]];
  truths.note(
    '止めたあとに届く指令サーバー',
    'command servers that are still reached',
    'computer',
    0,
    (await serversReached(office)).length,
  );
  const resolved = await Promise.all(
    (['known', 'plain', 'shared'] as const).map((which) => network.resolves(well, world.names[which], SERVERS[which])),
  );
  truths.note('まだ引ける指令サーバーの名前', 'names of theirs that still resolve', 'computer', 0, resolved.filter(Boolean).length);
  const alive: string[] = [];
  for (const { id, host } of KEPT) if (await network.byName(well, `https://${host}/`)) alive.push(id);
  truths.note(
    '生きている業務のサービス',
    'services of the business that are alive',
    'computer',
    alive.toSorted().join(' '),
    KEPT.map(({ id }) => id)
      .filter((id) => keptByPlan.includes(id))
      .toSorted()
      .join(' '),
  );
  truths.note(
    'クラウドメール（443）は生きている',
    'cloud mail on 443 is alive',
    'computer',
    true,
    await network.byName(well, `https://${KEPT[0].host}/`),
  );
  truths.note('対応する側の経路は残る', 'the responders’ path is kept', 'computer', true, await network.byAddress(ill, EDR));
  const rules = network.gateway.rules();
  const open = KEPT.filter(({ address }) => rules.includes(address)).length;
  truths.note('カーネルに入った、残すサービス', 'services that the kernel lets through', 'kernel', open, keptByPlan.length);
}

/** The plan is probed in a laboratory of its own by the command line. */
async function verifyInKernel({ stage, truths, engineer }: Office, caseId: string, planId: string): Promise<void> {
  const args = ['contain', 'verify', '--case', caseId, '--plan', planId, '--option', CHOSEN, '--json'];
  const { stdout, stderr } = await stage.command(args);
  const { plans } = await engineer.get<{ plans: PlanRow[] }>(`/api/v1/cases/${caseId}/plans`);
  const seen = (() => {
    try {
      return (JSON.parse(stdout) as { differences: unknown[] }).differences.length;
    } catch {
      throw new Error(`verify: ${stderr.slice(0, 400)}`);
    }
  })();
  const verified = plans.find((one) => one.planId === planId)?.verified;
  truths.note('カーネルと案の食い違い', 'differences between kernel and plan', 'kernel', seen, verified?.differences ?? -1);
}

/** Somebody starts the firewall anew and our table is gone: nobody says so, and the desk sees it. Then it is put back by one press. */
export async function watchIt(office: Office, caseId: string, planId: string): Promise<void> {
  const { run, truths, network, stage, engineer } = office;
  run.say({ ja: '日曜の未明、遮断が消える', en: 'early on Sunday the block is gone' });
  await stage.forward(15 * 60);
  const settled = await seenWithin(office, caseId, planId, (found) => found === null, 1);
  truths.note('入っている間は何も言わない', 'nothing is said while it is in force', 'kernel', isLoaded(office), settled);
  if (run.plant === 'block-gone-unnoticed') await network.gateway.lie();
  network.gateway.flush();
  truths.note(
    '消えた遮断に気づいた',
    'the desk notices that the block is gone',
    'kernel',
    isLoaded(office) ? 'in-force' : 'gone',
    await whatIsFound(office, caseId, planId),
  );
  const { next } = await stage.sheet(caseId);
  truths.note(
    '次の一手に出ている',
    'it stands among the next steps',
    'plan',
    true,
    next.some(({ id }) => id.startsWith('containment.') && id.includes(planId)),
  );
  if (run.plant !== 'block-gone-unnoticed') await putInForce(office, caseId, planId, engineer);
  truths.note('入れ直して、また届かない', 'put back, and dead again', 'computer', false, await network.byAddress(PROXY, SERVERS.plain));
}

const isLoaded = ({ network }: Office): boolean => network.gateway.rules().includes('table inet matoi');

async function whatIsFound(office: Office, caseId: string, planId: string): Promise<string> {
  const found = await seenWithin(office, caseId, planId, (state) => state !== null, 15);
  return found ? ((await rowOf(office, caseId, planId))?.applied?.found?.state ?? 'in-force') : 'in-force';
}

async function seenWithin(
  office: Office,
  caseId: string,
  planId: string,
  fits: (state: string | null) => boolean,
  seconds: number,
): Promise<boolean> {
  for (let tries = 0; tries < seconds * 5; tries += 1) {
    if (fits((await rowOf(office, caseId, planId))?.applied?.found?.state ?? null)) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

/** Which of the three somebody under remote control reaches by any way: through the proxy by name, past it by address. */
async function serversReached({ network, world }: Office): Promise<readonly string[]> {
  const [ill = '', well = ''] = [world.infected[0], world.healthy[0]];
  const reached: string[] = [];
  for (const which of ['known', 'plain', 'shared'] as const) {
    const name = world.names[which];
    const ways = [
      network.byName(ill, `https://${name}/`),
      network.byName(well, `https://${name}/`),
      network.byName(well, `http://${name}/`),
    ];
    // The shared address answers for other people's sites as well: it counts by name only.
    if (which !== 'shared') ways.push(network.byAddress(PROXY, SERVERS[which]));
    if ((await Promise.all(ways)).some(Boolean)) reached.push(name);
  }
  return reached;
}

const pathOf = (caseId: string, planId: string) => `/api/v1/cases/${caseId}/plans/${planId}`;

/** Nothing is typed: what stands ready in the case is taken over. */
async function make({ onDuty }: Office, caseId: string): Promise<PlanWire & { readonly planId: string }> {
  const { planId } = await onDuty.post<{ planId: string }>(`/api/v1/cases/${caseId}/plans/make`, {});
  return { ...(await onDuty.get<PlanWire>(pathOf(caseId, planId))), planId };
}

async function rowOf({ onDuty }: Office, caseId: string, planId: string): Promise<PlanRow | undefined> {
  const { plans } = await onDuty.get<{ plans: PlanRow[] }>(`/api/v1/cases/${caseId}/plans`);
  return plans.find((one) => one.planId === planId);
}

async function putInForce(office: Office, caseId: string, planId: string, by: Person = office.onDuty): Promise<void> {
  await by.post(`${pathOf(caseId, planId)}/apply`, { where: NODE, deadManSeconds: 600, path: `${EDR}:443` });
  await by.post(`${pathOf(caseId, planId)}/confirm`);
}
