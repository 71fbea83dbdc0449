// SPDX-License-Identifier: Apache-2.0
import type { RouteSpec } from '../../src/edge/route.ts';

/** Faults that the desk of one run is given, so that the proof is seen to notice them. */
export const plants = {
  /** A handler that stumbles over what a person sent. */
  'handler-throws': (spec: RouteSpec): RouteSpec => {
    const { handle } = spec;
    return {
      ...spec,
      handle: (call) => {
        if (JSON.stringify(call.body ?? null).includes('\\u0000')) throw new TypeError('NUL in a text');
        return handle(call);
      },
    };
  },
  /** Routes over a case that look at the role and not at the circle. */
  'circle-open': (spec: RouteSpec): RouteSpec => ({ ...spec, outsideCircle: true }),
  /** Routes that let everybody in who is signed in. */
  'role-open': (spec: RouteSpec): RouteSpec => (Array.isArray(spec.access) ? { ...spec, access: 'signed-in' } : spec),
} as const satisfies Readonly<Record<string, (spec: RouteSpec) => RouteSpec>>;
export type Plant = keyof typeof plants;
