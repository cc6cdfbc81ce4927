import { Table } from '@mantine/core'

export type Fact = readonly [label: string, value: string]

/** What is so, a line each. */
export function FactTable({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Table withRowBorders={false} verticalSpacing={1} w="auto" style={{ alignSelf: 'start' }}>
      <Table.Tbody>
        {facts.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" fw={400} c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {label}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
