// SPDX-License-Identifier: Apache-2.0
import { whoIs } from '../../src/common/words/machine-names.contract.ts';
import { useLang } from '../lang/lang.tsx';

/** Who did something, as a view or a register kept the name: a person, an account of the console or a part of the desk. */
export function useWho(): (name: string) => string {
  const { lang } = useLang();
  return (name) => whoIs(name, lang);
}
