// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';

export type Unpacked = { readonly name: string; readonly bytes: Uint8Array | null };
export type UnpackLimits = { readonly maxFiles: number; readonly maxFileBytes: number; readonly maxBytes: number };

/**
 * The YAML files in a zip, by the order of their names; what is something else is left where it is. A member larger than
 * `maxFileBytes` comes with null for its bytes, so that it can be named. `null`: the bytes are no zip.
 */
export type UnpackRules = (bytes: Uint8Array, limits: UnpackLimits) => Result<readonly Unpacked[], 'too-large' | 'broken'> | null;
