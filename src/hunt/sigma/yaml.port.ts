// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';

/** All documents of a YAML text as plain values. Aliases are bounded, no tag runs code; the error names the line. */
export type ReadYaml = (text: string) => Result<readonly unknown[], string>;
