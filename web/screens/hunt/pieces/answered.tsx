// SPDX-License-Identifier: Apache-2.0
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Pending } from '../../../components/states.tsx';

/** What was asked of the logs: on its way, failed, or there. `running` says aloud what is being done where that can take a while. */
export function Answered<T>(props: {
  readonly answer: UseQueryResult<T>;
  readonly running?: string;
  readonly children: (answer: T) => ReactNode;
}) {
  const { answer, running } = props;
  if (answer.data !== undefined) return props.children(answer.data);
  return <Pending on={answer} lines={8} working={running === undefined ? undefined : `${running}…`} />;
}
