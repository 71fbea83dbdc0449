// SPDX-License-Identifier: Apache-2.0
import type { Policy } from '../policy/rule.ts';
import { aws } from './aws.ts';
import { cacao } from './cacao.ts';
import { dnsmasq } from './dnsmasq.ts';
import { fortigate } from './fortigate.ts';
import { iptables } from './iptables.ts';
import { list } from './list.ts';
import { nftables } from './nftables.ts';
import { openc2 } from './openc2.ts';
import { pac } from './pac.ts';
import { panOs } from './pan-os.ts';
import { bindRpz, unboundRpz } from './rpz.ts';
import { ciscoIos, yamahaRtx } from './routers.ts';
import { squid } from './squid.ts';
import type { Rendered, RenderContext, Renderer, Target } from './target.ts';
import { windowsFirewall } from './windows.ts';

export const renderers = {
  nftables,
  iptables,
  squid,
  pac,
  'unbound-rpz': unboundRpz,
  'bind-rpz': bindRpz,
  dnsmasq,
  'windows-firewall': windowsFirewall,
  fortigate,
  'pan-os': panOs,
  'cisco-ios': ciscoIos,
  'yamaha-rtx': yamahaRtx,
  list,
  aws,
  openc2,
  cacao,
} as const satisfies Readonly<Record<Target, Renderer>>;

/** One policy in one dialect: configuration, how to apply and undo it, and every rule that the dialect cannot say. */
export function render(policy: Policy, target: Target, context: RenderContext): Rendered {
  const renderer: Renderer = renderers[target];
  const projected = renderer.project(policy);
  const written = renderer.write(projected.policy, context);
  const names = [...written.files, ...written.rollback].map((file) => file.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  // Written into one folder, the second would take the place of the first: a roll-back where the block should be.
  if (twice !== undefined) throw new Error(`${target}: two artefacts are named ${twice}`);
  return { target, option: context.option, proof: renderer.proof, ...written, cannot: projected.cannot };
}
