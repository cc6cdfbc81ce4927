import { Text } from '@mantine/core'
import classes from './message-view.module.css'

interface TextTabProps {
  readonly text: string | null
  /** What to say where there is none. */
  readonly empty: string
}

export function TextTab({ text, empty }: TextTabProps) {
  if (text === null) {
    return (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    )
  }
  return <pre className={classes.text}>{text}</pre>
}
