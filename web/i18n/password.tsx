// SPDX-License-Identifier: Apache-2.0
import { PasswordInput } from '@mantine/core';
import type { PasswordInputProps } from '@mantine/core';
import { useWords, wordsOf } from './lang.tsx';

const words = wordsOf({ toggle: '入力した文字を示す・隠す' }, { toggle: 'Show or hide what is typed' });

/** A password field whose eye has a name in the reader's language and can be reached by keyboard. */
export function Password(props: PasswordInputProps) {
  const w = useWords(words);
  return <PasswordInput {...props} visibilityToggleButtonProps={{ 'aria-label': w.toggle, tabIndex: 0 }} />;
}
