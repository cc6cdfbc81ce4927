/** Markdown as React elements. No HTML string is ever made, so a page can bring none in. */
import { Anchor, Code, Table, Title } from '@mantine/core'
import { lexer, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode } from 'react'

interface MarkdownProps {
  readonly source: string
  readonly onLink: (target: string) => void
}

export function Markdown({ source, onLink }: MarkdownProps) {
  return nodes(lexer(source), onLink)
}

type OnLink = MarkdownProps['onLink']

function nodes(tokens: readonly Token[] | undefined, onLink: OnLink): ReactNode {
  return (tokens ?? []).map((token, index) => (
    // The tokens of a page never move.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={index}>{node(token, onLink)}</Fragment>
  ))
}

function node(token: Token, onLink: OnLink): ReactNode {
  const inner = (): ReactNode => nodes('tokens' in token ? token.tokens : undefined, onLink)
  switch (token.type) {
    case 'heading':
      // The drawer has the heading of the first level.
      return <Title order={token.depth <= 1 ? 2 : 3}>{inner()}</Title>
    case 'paragraph':
      return <p>{inner()}</p>
    case 'code':
      return <Code block>{text(token)}</Code>
    case 'codespan':
      return <Code>{text(token)}</Code>
    case 'strong':
      return <strong>{inner()}</strong>
    case 'em':
      return <em>{inner()}</em>
    case 'blockquote':
      return <blockquote>{inner()}</blockquote>
    case 'link':
      return (
        <Anchor component="button" type="button" inherit onClick={() => onLink(String(token.href))}>
          {inner()}
        </Anchor>
      )
    case 'list':
      return list(token, onLink)
    case 'table':
      return table(token, onLink)
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'space':
    case 'html':
    case 'image':
      return null
    default:
      return 'tokens' in token && token.tokens !== undefined ? inner() : text(token)
  }
}

function text(token: Token): string {
  const raw = 'text' in token ? String(token.text) : token.raw
  return raw.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function list(token: Token, onLink: OnLink): ReactNode {
  if (!isList(token)) return null
  const items = token.items.map((item) => <li key={item.raw}>{nodes(item.tokens, onLink)}</li>)
  return token.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
}

function table(token: Token, onLink: OnLink): ReactNode {
  if (!isTable(token)) return null
  return (
    <Table withTableBorder>
      <Table.Thead>
        <Table.Tr>{token.header.map((cell) => headCell(cell, onLink))}</Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {token.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a page never move
          <Table.Tr key={index}>{row.map((cell, at) => bodyCell(cell, at, onLink))}</Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** A header cell without words heads nothing. */
function headCell(cell: Tokens.TableCell, onLink: OnLink): ReactNode {
  return cell.text === '' ? (
    <Table.Td key="empty" />
  ) : (
    <Table.Th key={cell.text}>{nodes(cell.tokens, onLink)}</Table.Th>
  )
}

function bodyCell(cell: Tokens.TableCell, at: number, onLink: OnLink): ReactNode {
  return <Table.Td key={at}>{nodes(cell.tokens, onLink)}</Table.Td>
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list'
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table'
}
