/** Postfix's smtp-sink: a server in C that throws mail away, so that the client is what is measured. */
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { startProgram } from './children.ts'

const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec/postfix']

/** Where a program of Postfix is; undefined when it is not installed. */
export function postfixProgram(name: 'smtp-sink' | 'smtp-source'): string | undefined {
  return FOLDERS.map((folder) => `${folder}/${name}`).find((path) => existsSync(path))
}

const BACKLOG = '200'
const PATIENCE_MS = 5000

/** Resolves with the port once it answers. It ends with this process. */
export async function startSink(program: string): Promise<number> {
  const port = await freePort()
  // Root must give its rights away; nobody else can.
  const user = process.getuid?.() === 0 ? ['-u', 'postfix'] : []
  const child = startProgram(
    program,
    [...user, `127.0.0.1:${port}`, BACKLOG],
    ['ignore', 'ignore', 'inherit'],
  )
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && child.exitCode === null; await delay(20)) {
    if (await answers(port)) return port
  }
  throw new Error(`${program} does not answer on port ${port}.`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (heard: boolean) => {
      socket.destroy()
      resolve(heard)
    }
    socket.once('data', () => end(true))
    socket.once('error', () => end(false))
  })
}
