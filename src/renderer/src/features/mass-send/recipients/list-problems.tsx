import { Alert, List } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListInfo } from '../../../../../shared/list-types.ts'

const FOLDED = 5

/** What is wrong with the file itself. */
export function ListProblems({ list }: { readonly list: ListInfo }) {
  const { t } = useTranslation('mass')
  const { problemList } = list
  if (problemList.length === 0) return null
  const items = problemList.map((problem) => (
    <List.Item key={`${problem.line}-${problem.code}-${problem.message}`}>{problem.message}</List.Item>
  ))
  return (
    <Alert color="yellow" title={t('list.problems')}>
      <List size="sm">{items.slice(0, FOLDED)}</List>
      {items.length > FOLDED && (
        <details>
          <summary>{t('more', { count: items.length - FOLDED })}</summary>
          <List size="sm">{items.slice(FOLDED)}</List>
        </details>
      )}
    </Alert>
  )
}
