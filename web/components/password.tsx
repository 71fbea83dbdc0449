// SPDX-License-Identifier: Apache-2.0
import { PasswordInput } from '@mantine/core';
import type { PasswordInputProps } from '@mantine/core';
import { common } from '../lang/common.ts';
import { useWords } from '../lang/lang.tsx';

/** A password field whose eye has a name in the reader's language and can be reached by keyboard. */
export function Password(props: PasswordInputProps) {
  const w = useWords(common);
  return <PasswordInput {...props} visibilityToggleButtonProps={{ 'aria-label': w.showTyped, tabIndex: 0 }} />;
}
